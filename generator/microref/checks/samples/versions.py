"""At which version a sample is judged, down to the bound of its message. Judges nothing."""

from __future__ import annotations

from microref.checks.samples.entry import judged_at
from microref.checks.subject import SampleNode
from microref.microversion import Microversion, Window


def version_shown(node: SampleNode, samples_at: str) -> Microversion | None:
    """The version at which a sample is judged; None where its message has no such bound."""
    version = judged_at(node, samples_at)
    if version is None:
        window = node.message.window
        version = window.max if samples_at == "maximum" else window.min
    return version


def is_shown_in(node: SampleNode, window: Window, samples_at: str) -> bool:
    """Whether a sample is judged at a version of a window.

    An API that does not say where its versions begin may begin with .0 or .1.
    """
    version = version_shown(node, samples_at)
    if version is not None:
        return version in window
    if samples_at == "maximum":
        return window.max is None
    return window.min is None or window.min.minor <= 1
