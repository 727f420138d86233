"""The formats of a report, one file each. Chooses none."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from microref.report.findings import Report
from microref.report.formats import github, gitlab, json, junit, sarif, text


class Format(NamedTuple):
    """A name for `--format`, and the function that makes the text."""

    name: str
    render: Callable[[Report], str]


REGISTRY = (
    Format("text", text.render),
    Format("json", json.render),
    Format("sarif", sarif.render),
    Format("junit", junit.render),
    Format("github", github.render),
    Format("gitlab", gitlab.render),
)


def find_format(name: str) -> Format:
    """The format of a name; raises KeyError when there is none."""
    return {entry.name: entry for entry in REGISTRY}[name]
