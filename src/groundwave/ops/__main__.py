"""`python -m groundwave.ops`: the groundwave command, for the supervisor, which starts its parts this way."""

from groundwave.ops.cli import main

if __name__ == "__main__":
    main()
