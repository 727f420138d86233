"""Samples as views: caption, file, language. Reads no sample."""

from __future__ import annotations

import dataclasses
import re
from dataclasses import dataclass

from microref.derive.captions import made_caption, usual_language
from microref.emit.rst.classes import window_classes
from microref.emit.rst.escape import markup_line, one_line, strong
from microref.emit.rst.titles import Titles, label_text
from microref.emit.rst.views import SampleView
from microref.microversion import EVERY_VERSION, Window
from microref.model import Sample
from microref.model.operation import slug
from microref.model.walk import Side

_MARKUP = re.compile(r"[*`|]")


@dataclass(frozen=True, slots=True)
class Samples:
    """Makes views of samples, in the style of the API."""

    folder: str
    """The folder of the samples, as Sphinx finds it."""
    style: str
    """Captions as `bold` paragraphs, as a `heading`, or `none`."""
    titles: Titles

    def view(
        self,
        sample: Sample,
        side: Side,
        operation_id: str,
        number: int,
        level: int | None,
        scenario: int,
        within: Window = EVERY_VERSION,
    ) -> SampleView:
        """A sample of one side, the n-th of its operation.

        `level` is that of its heading, `scenario` the number of what it shows, `within` the
        window of what it stands for.
        """
        heading = paragraph = None
        style = sample.style or self.style
        if style == "heading" and level is not None:
            text = _caption(sample, side, bold=False)
            heading = self.titles.at(level, text) if text else None
        elif style != "none":
            paragraph = _caption(sample, side, bold=True)
        return SampleView(
            title=heading,
            caption=paragraph,
            file=f"{self.folder}/{one_line(sample.file)}",
            language=one_line(sample.language or usual_language(sample)),
            classes=(
                f"mr-sample-{slug(operation_id)}-{number}",
                f"mr-{side}",
                f"mr-scenario-{scenario}",
                *window_classes(sample.window.intersect(within)),
            ),
        )


def _caption(sample: Sample, side: Side, *, bold: bool) -> str | None:
    """The caption in RST: the exact words, or made of title, version and side.

    Words with markup are bold only where no markup within them forbids it.
    """
    if sample.caption is not None:
        words = sample.caption
        if bold and words.markup:
            return markup_line(words.text)
    elif sample.title is not None:
        made = made_caption(sample.title.text, sample, side)
        words = dataclasses.replace(sample.title, text=made)
        if bold and words.markup:
            text = one_line(words.text)
            return text if _MARKUP.search(text) else f"**{text}**"
    else:
        return None
    return strong(words.text) if bold else label_text(words)
