"""The versions that a heading, a caption or the path of a sample names. Reads no sentences."""

from __future__ import annotations

import re
from pathlib import PurePosixPath

from microref.derive.version_folders import NUMBER, VERSION_FOLDER
from microref.derive.version_phrases import phrase_of, phrases
from microref.derive.version_words import together, version
from microref.microversion import Window

_LONGEST = 20_000
_PARENTHESES = re.compile(r"\(([^()]{1,120})\)")
_IN_NAME = re.compile(rf"[-_.](?:v({NUMBER})(?=[-_.]|\Z)|({NUMBER})\Z)")
_SUFFIX = re.compile(r"\.[A-Za-z]\w{0,9}\Z")


def window_of_heading(text: str) -> Window | None:
    """The versions that a heading or a caption names; one version is that version and later.

    They stand in parentheses, or have the word "version" or a word such as "since" before them.
    """
    if len(text) > _LONGEST:
        return None
    parts = (part for found in _PARENTHESES.findall(text) for part in re.split("[;,]", found))
    found = [phrase for part in parts if (phrase := phrase_of(part)) is not None]
    if not found:
        named = list(phrases(text))
        found = [each for each in named if "version" in text[each.start : each.end].lower()]
    return together(
        Window(phrase.version) if phrase.kind == "at" else phrase.window for phrase in found
    )


def version_of_path(path: str) -> Window | None:
    """From the version on that the path of a sample names; a major version alone is none."""
    *folders, name = PurePosixPath("/", path[-1000:]).parts
    numbers = [match[1] for folder in folders if (match := VERSION_FOLDER.fullmatch(folder))]
    numbers += [match[1] or match[2] for match in _IN_NAME.finditer(_SUFFIX.sub("", name))]
    found = [known for number in numbers if (known := version(number)) is not None]
    return Window(found[-1]) if found else None
