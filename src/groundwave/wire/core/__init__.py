"""Wire formats as values: bytes in, items out. Nothing here knows a clock, a network or a database."""
