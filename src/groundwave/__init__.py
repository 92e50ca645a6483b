"""Groundwave: a public-media station in a box."""
