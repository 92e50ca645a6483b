"""Plain Python that any room may use; knows nothing of Django or of a station."""
