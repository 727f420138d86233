"""The command line: `microref`. Knows no other surface; what is heavy is imported by the commands."""

from microref.cli.run import main

__all__ = ["main"]
