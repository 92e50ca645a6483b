"""Air: everything between a source of sound and the files that a listener's player fetches."""
