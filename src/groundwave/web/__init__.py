"""Everything the public sees: URLs, templates, styles, the player and the text-only twin."""
