"""NPR's Content Distribution Service: what changed, what is linked, what was deleted, what it calls out."""
