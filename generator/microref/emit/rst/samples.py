"""Samples as views: caption, file, language. Reads no sample."""

from __future__ import annotations

import dataclasses
import re
from dataclasses import dataclass
from pathlib import PurePosixPath

from microref.emit.rst.classes import window_classes
from microref.emit.rst.escape import markup_line, one_line, strong
from microref.emit.rst.titles import SECTION, Titles, label_text
from microref.emit.rst.views import SampleView
from microref.model import Label, Sample
from microref.model.operation import slug
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
_MARKUP = re.compile(r"[*`|]")


@dataclass(frozen=True, slots=True)
class Samples:
    """Makes views of samples, in the style of the API."""

    folder: str
    """The folder of the samples, as Sphinx finds it."""
    style: str
    """Captions as `bold` paragraphs, as a `heading`, or `none`."""
    titles: Titles

    def view(self, sample: Sample, side: Side, operation_id: str, number: int) -> SampleView:
        """A sample of one side, the n-th of its operation."""
        media = sample.media or _MEDIA.get(PurePosixPath(sample.file).suffix, "text")
        identity = f"mr-sample-{slug(operation_id)}-{number}"
        heading = paragraph = None
        if self.style == "heading":
            text = _caption(sample, side, media, bold=False)
            # The level of Request and Response, as references have it that use headings.
            heading = self.titles.at(SECTION, text) if text else None
        elif self.style == "bold":
            paragraph = _caption(sample, side, media, bold=True)
        return SampleView(
            title=heading,
            caption=paragraph,
            file=f"{self.folder}/{one_line(sample.file)}",
            language=one_line(sample.language or _LANGUAGES[media]),
            classes=(identity, *window_classes(sample.window)),
        )


def _caption(sample: Sample, side: Side, media: str, *, bold: bool) -> str | None:
    """The caption in RST: the exact words, or made of title, version and side.

    Words with markup are bold only where no markup within them forbids it.
    """
    if sample.caption is not None:
        words = sample.caption
        if bold and words.markup:
            return markup_line(words.text)
    elif sample.title is not None:
        words = _made(sample, sample.title, side, media)
        if bold and words.markup:
            text = one_line(words.text)
            return text if _MARKUP.search(text) else f"**{text}**"
    else:
        return None
    return strong(words.text) if bold else label_text(words)


def _made(sample: Sample, title: Label, side: Side, media: str) -> Label:
    version = sample.window.min or sample.microversion
    shown = "" if version is None else f" (v{version})"
    text = f"Example {title.text}{shown}: {_FORMS[media]} {side}"
    return dataclasses.replace(title, text=text)
