"""One file a subcommand of `groundwave`; each file's first line is its help."""
