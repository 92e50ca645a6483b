"""The server that readers and listeners meet; it holds no Django and no database, so it outlives the website."""
