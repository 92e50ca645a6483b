"""Feeds over HTTP: RSS, Atom, JSON Feed."""
