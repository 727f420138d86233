"""The blocks of an RST file, at the left margin. Holds no rule of how they are found."""

from __future__ import annotations

import textwrap
from dataclasses import dataclass, field
from typing import TypeAlias

from microref.source import Span


@dataclass(frozen=True, slots=True)
class Title:
    """A section title."""

    text: str
    adornment: str
    """Its character, with an `o` where it stands above the title too."""
    span: Span = field(repr=False)


@dataclass(frozen=True, slots=True)
class Directive:
    """A directive."""

    name: str
    """In small letters, as docutils compares them."""
    first: str
    """What stands behind the colons."""
    rest: tuple[str, ...]
    """The lines below, without their common indentation."""
    raw: str
    """The directive as written."""
    span: Span = field(repr=False)

    @property
    def argument(self) -> str:
        """The text behind the colons, or on the lines below up to an empty or an option line."""
        words = [self.first]
        for line in self.rest:
            if not line or line.startswith((":", "- ")):
                break
            words.append(line.strip())
        return " ".join(word for word in words if word)

    @property
    def options(self) -> dict[str, str]:
        """The `:name: value` lines before the content."""
        options: dict[str, str] = {}
        for line in self.rest:
            if not line:
                break
            if line.startswith(":"):
                name, _, value = line[1:].partition(":")
                options[name.strip()] = value.strip()
        return options

    @property
    def content(self) -> tuple[str, ...]:
        """The lines below the argument and the options."""
        lines = list(self.rest)
        while lines and lines[0] and not lines[0].startswith("- "):
            lines.pop(0)
        while lines and not lines[0]:
            lines.pop(0)
        return tuple(lines)

    @property
    def body(self) -> str:
        """The content of a directive without arguments, which may begin behind the colons."""
        below = textwrap.dedent("\n".join(self.rest)).strip("\n")
        if not self.first:
            return below
        return f"{self.first}\n{below}" if self.rest and self.rest[0] else self._apart(below)

    def _apart(self, below: str) -> str:
        return f"{self.first}\n\n{below}" if below else self.first


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment."""

    text: str
    span: Span = field(repr=False)


@dataclass(frozen=True, slots=True)
class Target:
    """A target that names what follows it."""

    name: str
    raw: str
    span: Span = field(repr=False)


@dataclass(frozen=True, slots=True)
class Raw:
    """Anything else: a paragraph, a list, a table, up to the next empty line at the margin."""

    text: str
    span: Span = field(repr=False)

    @property
    def lines(self) -> list[str]:
        """The lines of the text."""
        return self.text.split("\n")


Block: TypeAlias = "Title | Directive | Comment | Target | Raw"
