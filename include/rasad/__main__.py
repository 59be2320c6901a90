"""The command line: `python -m rasad --help`."""

from __future__ import annotations

from rasad.cli import app

if __name__ == "__main__":
    app()
