"""What the exit codes mean, the same for every command. Decides none."""

from enum import IntEnum


class ExitCode(IntEnum):
    """The exit codes, as documented for users."""

    CLEAN = 0
    FOUND = 1
    """Something was found in a readable project, or something would change."""
    UNUSABLE = 2
    """A wrong call, a spec that cannot be read at all, an output that cannot be written."""
    BUG = 3
    INTERRUPTED = 130
    """As shells report Ctrl-C."""
    CUT_OFF = 141
    """As shells report a program whose reader went away: what was said is not the whole truth."""
