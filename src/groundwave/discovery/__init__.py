"""Finding things: search over what the public may see, and the stories related to a story."""
