"""What follows from a sample: its media, its language, the caption that is made of its title."""

from __future__ import annotations

from pathlib import PurePosixPath

from microref.model import Sample
from microref.model.walk import Side

_MEDIA = {
    ".json": "json",
    ".curl": "curl",
    ".sh": "curl",
    ".http": "http",
    ".xml": "xml",
    ".txt": "text",
}
# `javascript` for JSON: what reference pages use, and what lets a sample show `...`.
_LANGUAGES = {"json": "javascript", "curl": "bash", "http": "http", "xml": "xml", "text": "text"}
_FORMS = {"json": "JSON", "curl": "curl", "http": "HTTP", "xml": "XML", "text": "text"}


def media_of(sample: Sample) -> str:
    """What the file holds: as the sample says, or as its suffix does."""
    return sample.media or _MEDIA.get(PurePosixPath(sample.file).suffix, "text")


def usual_language(sample: Sample) -> str:
    """The language of the highlighting of a sample that names none."""
    return _LANGUAGES[media_of(sample)]


def made_caption(title: str, sample: Sample, side: Side) -> str:
    """The caption of a sample with a title: what it shows, its version, its side."""
    version = sample.window.min or sample.microversion
    shown = "" if version is None else f" (v{version})"
    return f"Example {title}{shown}: {_FORMS[media_of(sample)]} {side}"
