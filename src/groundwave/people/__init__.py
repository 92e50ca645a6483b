"""The people of the station: staff accounts and roles, and the audience's contacts with their consent."""
