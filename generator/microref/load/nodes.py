"""The tree of a YAML file: text with positions, not yet values. Knows no grammar of a spec."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from microref.source import Span


@dataclass(slots=True)
class Scalar:
    """A scalar as text, and whether it stood without quotes."""

    value: str
    span: Span
    plain: bool = True
    first_line: int = 0
    """The line on which the content begins: below the `|` of a block scalar."""

    kind = "text"


@dataclass(slots=True)
class Sequence:
    """A list."""

    items: list[Node]
    span: Span

    kind = "a list"


@dataclass(slots=True)
class Mapping:
    """A mapping with its pairs in the order of the text, each key once."""

    pairs: list[tuple[Scalar, Node]]
    span: Span

    kind = "a mapping"


Node: TypeAlias = "Scalar | Sequence | Mapping"
