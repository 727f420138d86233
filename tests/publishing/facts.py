"""What the spec of this repository says, read as plain YAML: what each output has to show.

Nothing of Microref is used here. A fact is a pattern for the text that `outputs` gives:
one line for each block, without white space and marks.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from docutils import nodes
from docutils.core import publish_doctree

ROOT = Path(__file__).parents[2]

_DASHES = dict.fromkeys(range(0x2010, 0x2016), "-")
# Quotes, single and double, straight and curved; asterisks; marks without a width.
_MARKS = dict.fromkeys([*map(ord, "\"'`*\u00ad\u200b\u2060\ufeff"), *range(0x2018, 0x2020)])


def squeeze(text: str) -> str:
    """A text without what outputs differ in: white space, quotes, the width of dashes."""
    plain = unicodedata.normalize("NFKC", text).translate(_DASHES).translate(_MARKS)
    return "".join(plain.replace("---", "-").replace("--", "-").split())


@dataclass(frozen=True)
class Fact:
    """Something that stands on a line, or on lines that follow each other."""

    what: str
    pattern: str

    def find(self, text: str, start: int) -> re.Match[str] | None:
        return re.compile(rf"(?<![^\n]){self.pattern}(?=\n|$)").search(text, start)


def _words(text: str) -> str:
    return re.escape(squeeze(text))


def blocks(rst: str) -> Iterator[str]:
    """The patterns of the paragraphs of a text, and of the titles of its admonitions."""
    document = publish_doctree(rst, settings_overrides={"report_level": 5})
    for node in document.findall():
        if isinstance(node, nodes.Admonition):
            yield f"{type(node).__name__.capitalize()}:?"
        if isinstance(node, nodes.paragraph):
            yield _words(node.astext())


def plain(rst: str) -> list[str]:
    """The paragraphs of a text."""
    document = publish_doctree(rst, settings_overrides={"report_level": 5})
    return [node.astext() for node in document.findall(nodes.paragraph)]


def links(rst: str) -> list[tuple[str, str]]:
    """The words and the targets of the links in a text."""
    document = publish_doctree(rst, settings_overrides={"report_level": 5})
    return [(node.astext(), node["refuri"]) for node in document.findall(nodes.reference)]


@dataclass(frozen=True)
class Operation:
    """What is to be shown of an operation."""

    title: str
    method: str
    url: str
    facts: tuple[Fact, ...]
    """In the order of the page."""
    samples: tuple[Any, ...]
    """The JSON of each, in the order of the page."""
    texts: tuple[str, ...]
    """What a translator gets, paragraph by paragraph."""

    def head(self, text: str, start: int) -> re.Match[str] | None:
        """Where its title, its method and its URL stand together."""
        path = rf"{self.method}[\n:]*{re.escape(squeeze(self.url))}(?![\w/?{{])"
        title = _words(self.title)
        head = rf"{title}[\n#¶]*(?:.{{0,12}}\n)?{path}|{path}[\n]*(?:.{{0,12}}\n)?{title}"
        return re.compile(rf"(?<![^\n])(?:{head})(?=\n|$)").search(text, start)


@dataclass(frozen=True)
class Reference:
    """What is to be shown of all."""

    api: str
    title: str
    facts: tuple[Fact, ...]
    """What stands before the operations."""
    operations: tuple[Operation, ...]
    warning: tuple[Fact, ...]
    """What the warning about swaps says."""


@cache
def reference() -> Reference:
    """The facts of this repository's reference."""
    spec = yaml.load((ROOT / "parameters.yaml").read_text("utf-8"), yaml.BaseLoader)
    (page,) = spec["pages"].values()
    reader = _Reader(spec)
    return Reference(
        api=spec["api"]["title"],
        title=page["title"],
        facts=(
            Fact("title of the page", _words(page["title"])),
            *reader.text("description of the page", page["description"]),
        ),
        operations=tuple(reader.operation(operation) for operation in page["operations"]),
        warning=tuple(reader.notice("orchestrated-swap")),
    )


class _Reader:
    def __init__(self, spec: dict[str, Any]) -> None:
        self.spec = spec
        self.parameters = spec["parameters"]
        self.names = spec["api"]["style"]["status_names"]

    # ------------------------------------------------------------------- texts

    def text(self, what: str, rst: str) -> Iterator[Fact]:
        for number, pattern in enumerate(blocks(rst), 1):
            yield Fact(f"{what}, paragraph {number}: {pattern}", pattern)

    def admonition(self, kind: str, rst: str) -> Fact:
        return Fact(f"{kind}: {rst}", r"\n?".join([f"{kind.capitalize()}:?", *blocks(rst)]))

    def notice(self, name: str) -> Iterator[Fact]:
        notice = self.spec["notices"][name]
        yield self.admonition(notice["kind"], notice["text"])

    def prose(self, parts: Any, places: dict[str, list[Fact]]) -> Iterator[Fact]:
        """The blocks of a description with what is placed in it; the rest comes after it."""
        rest = dict(places)
        for part in [parts] if isinstance(parts, str) else parts:
            if isinstance(part, str):
                yield from self.text("description", part)
            elif "place" in part:
                yield from rest.pop(part["place"])
            elif "notice" in part:
                yield from self.notice(part["notice"])
            else:
                note = part["note"]
                yield self.admonition("note", note if isinstance(note, str) else note["text"])
        for facts in rest.values():
            yield from facts

    def translated(self, parts: Any) -> Iterator[str]:
        for part in [parts] if isinstance(parts, str) else parts:
            if isinstance(part, str):
                yield from plain(part)
            elif "notice" in part:
                yield from plain(self.spec["notices"][part["notice"]]["text"])
            elif "note" in part:
                note = part["note"]
                yield from plain(note if isinstance(note, str) else note["text"])

    # -------------------------------------------------------------- operations

    def operation(self, operation: dict[str, Any]) -> Operation:
        codes = {
            kind: [self.codes(kind, operation["status"][kind])] for kind in ("normal", "error")
        }
        facts = list(self.prose(operation["description"], codes))
        texts = [operation["title"], *self.translated(operation["description"])]
        samples = list[Any]()
        for side in ("request", "response"):
            message = operation[side]
            facts.append(Fact(side, side.capitalize()))
            found = list(self.rows(message.get("parameters", [])))
            facts += self.prose(
                message.get("description", []), {"parameters": [fact for fact, _ in found]}
            )
            texts += self.translated(message.get("description", []))
            texts += [text for _, written in found for text in written]
            for sample in message.get("samples", []):
                path = ROOT / self.spec["api"]["samples"] / sample["file"]
                samples.append(json.loads(path.read_text("utf-8")))
                facts.append(self.sample(sample, path, side))
        return Operation(
            operation["title"],
            operation["method"],
            operation["path"],
            tuple(facts),
            tuple(samples),
            tuple(texts),
        )

    def codes(self, kind: str, codes: list[str]) -> Fact:
        shown = [f"{self.names[code]}({code})" if code in self.names else code for code in codes]
        line = f"{kind.capitalize()} response codes: {', '.join(shown)}"
        return Fact(line, _words(line))

    def sample(self, sample: dict[str, Any], path: Path, side: str) -> Fact:
        title, version = _words(sample["title"]), sample.get("min_version", "")
        caption = rf"[^\n]*{title}[^\n]*{re.escape(version)}[^\n]*{side}[^\n]*"
        return Fact(
            f"sample {sample['title']!r} {version} of the {side}",
            rf"{caption}\n{_words(path.read_text('utf-8'))}",
        )

    # -------------------------------------------------------------------- rows

    def rows(
        self, fields: list[dict[str, Any]], *, is_first: bool = True
    ) -> Iterator[tuple[Fact, list[str]]]:
        """The rows of a tree of fields, each with its texts: each field before its own fields."""
        for field in fields:
            ((name, use),) = field.items()
            own = use if isinstance(use, dict) else {"use": use}
            definition = self.parameters[own["use"]]
            yield self.row(name, definition, is_first=is_first)
            is_first = False
            yield from self.rows(own.get("fields", definition.get("fields", [])), is_first=False)

    def row(
        self, name: str, definition: dict[str, Any], *, is_first: bool
    ) -> tuple[Fact, list[str]]:
        optional = {"true": "", "false": " (Optional)"}[definition["required"]]
        lines = [
            f"{words} version {definition[key]}"
            for key, words in (("min_version", "New in"), ("max_version", "Available until"))
            if key in definition
        ]
        name, place, kind = (
            _words(text) for text in (name + optional, definition["in"], definition["type"])
        )
        said = r"\n?".join([*blocks(definition["description"]), *map(_words, lines)])
        # A row of a table, or a term and its definition.
        head = r"Name\tIn\tType\tDescription\n" if is_first else ""
        cells = rf"{head}{name}\t{place}\t{kind}\t{said}"
        pattern = rf"(?:{cells}|{name}[\n,]?{place},{kind}\n{said})"
        texts = plain(definition["description"])
        return Fact(f"row {name}, {' '.join(lines)}", pattern), texts
