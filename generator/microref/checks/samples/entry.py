"""What the entry of a sample says of it: whether it is JSON, at which version. Reads no file."""

from __future__ import annotations

from microref.checks.samples.files import normal
from microref.checks.subject import SampleNode
from microref.microversion import Microversion
from microref.model import Sample


def is_json(sample: Sample) -> bool:
    """Whether a sample is said to be JSON, or is by its suffix."""
    if sample.media is not None:
        return sample.media == "json"
    return normal(sample.file).lower().endswith(".json")


def judged_at(node: SampleNode, samples_at: str) -> Microversion | None:
    """The version at which a sample is judged; None leaves it to the message."""
    message, sample = node
    version = sample.microversion or sample.window.min
    if version is None and samples_at == "maximum" and sample.window.max is not None:
        return sample.window.intersect(message.window).max
    return version
