"""The newsroom's side of the admin: the dashboard, notices on publishing, starting a story's other language."""
