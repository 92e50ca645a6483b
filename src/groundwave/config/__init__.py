"""How the rooms are put together: settings, root URLs and the WSGI entry."""
