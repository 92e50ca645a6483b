"""Newsletters: the lists a reader may sign up for and the double opt-in that proves the wish."""
