"""`python -m groundwave.ops.preparing [--demo]`: brings the home up to date, or makes the demo in it, and ends.

It is run by `prepare.ensure_prepared`; what went wrong is said here, in a sentence.
"""

from __future__ import annotations

import sys

from groundwave.kit.home import Home

from .demo_home import build_demo
from .failures import sentence
from .prepare import SAID_WHY, prepare


def main(arguments: list[str]) -> int:
    home = Home.from_environment()
    try:
        if "--demo" in arguments:
            build_demo(home)
        else:
            prepare(home)
    except KeyboardInterrupt:
        return 130
    except Exception as error:
        if (words := sentence(error, home=home.path)) is None:
            raise
        print(f"Error: {words}", file=sys.stderr)
        return SAID_WHY
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
