"""What the exit codes mean, the same for every command. Decides none."""

from enum import IntEnum


class ExitCode(IntEnum):
    """The exit codes, as documented for users."""

    CLEAN = 0
    """Nothing found, nothing to change."""
    FOUND = 1
    """Something was found in a project that can be read, or would change.

    A file that the spec includes and that cannot be parsed is such a finding.
    """
    UNUSABLE = 2
    """The root file of the spec cannot be used, or what was asked cannot be done.

    It cannot be read or parsed, or is of another version of the format; the configuration
    or an option is wrong; or the output cannot be written.
    """
    BUG = 3
    """A fault of Microref itself."""
    INTERRUPTED = 130
    """Ctrl-C."""
    CUT_OFF = 141
    """The reader of a pipe went away, as `head` does: not all was said."""
