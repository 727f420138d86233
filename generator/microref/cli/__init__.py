"""The command line, `microref`. Knows no other surface; commands import what is heavy."""

from __future__ import annotations

import sys
from typing import NoReturn

from microref import __version__

__all__ = ["main"]


def main() -> NoReturn:
    """The entry point of the command line."""
    if sys.argv[1:] == ["--version"]:
        # Scripts ask for it often, and click alone takes longer to import than Python to start.
        sys.stdout.write(f"microref {__version__}\n")
        sys.exit(0)
    from microref.cli.run import main as run_main

    run_main()
