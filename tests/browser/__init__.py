"""Journeys of readers, listeners and reporters in a real browser, on the demo station as `groundwave demo` makes it."""
