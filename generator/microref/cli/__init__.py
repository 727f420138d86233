"""The command line, `microref`. Knows no other surface; commands import what is heavy."""

from microref.cli.run import main

__all__ = ["main"]
