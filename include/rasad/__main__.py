"""The command line: `python -m rasad --help`."""

from __future__ import annotations

import sys

from rasad import filters


def main() -> None:
    """A filter starts at once; every other command needs the libraries of the whole command line."""
    if len(sys.argv) == 3 and sys.argv[1] == "stage" and sys.argv[2] in filters.TEXT_STAGES:
        filters.run(sys.argv[2])
        return
    from rasad.cli import app

    app()


if __name__ == "__main__":
    main()
