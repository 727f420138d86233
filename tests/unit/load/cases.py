"""The cases of tests/load_cases: a spec, what is found in it, and what is read from it."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from microref.diagnostics import Diagnostic
from microref.microversion import Microversion, Window
from microref.model import Label, Rst

FOLDER = Path(__file__).parents[2] / "load_cases"
ROOT = "root.yaml"


@dataclass(frozen=True)
class Case:
    """A spec of one or more files, and what is expected of it.

    `finds` are lines of the form `[FILE:]LINE:COLUMN CODE part of the message | part of the
    hint`; lines and columns count within the text of the case, without its header.
    """

    slug: str
    name: str
    files: dict[str, str]
    finds: list[str]
    reads: dict[str, Any]
    gives_no_spec: bool
    start: str = ""
    first_line: int = field(default=1)
    first_column: int = field(default=1)

    def __str__(self) -> str:
        return f"{self.slug}: {self.name}"

    def write(self, folder: Path) -> Path:
        """The files of the case below a folder; returns the root of the spec."""
        for name, text in self.files.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text.encode())
        return folder / ROOT

    @property
    def codes(self) -> set[str]:
        return {line.split()[1] for line in self.finds}

    def as_found(self, diagnostic: Diagnostic) -> str:
        """A finding in the form of `finds`, whole."""
        notes = "".join(f" ({note})" for note in diagnostic.related)
        span = diagnostic.span
        hint = f" | {diagnostic.hint}" if diagnostic.hint else ""
        place = f"{span.path}:" if span.path != ROOT else ""
        if not place:
            place = f"{span.line - self.first_line + 1}:{span.column - self.first_column + 1}"
        else:
            place = f"{place}{span.line}:{span.column}"
        return f"{place} {diagnostic.code} {diagnostic.message}{notes}{hint}"


def is_met(expected: str, found: str) -> bool:
    """Whether a finding has the place, the code and the parts that a case expects."""
    place, code, words = expected.split(" ", 2)
    message, _, hint = words.partition(" | ")
    found_place, found_code, found_words = found.split(" ", 2)
    found_message, _, found_hint = found_words.partition(" | ")
    return (
        (place, code) == (found_place, found_code)
        and message in found_message
        and hint in found_hint
    )


def value_at(value: Any, path: str) -> Any:
    """What stands at a dotted path of attributes, keys and indexes, in plain types."""
    while path:
        if isinstance(value, dict):
            key = next(key for key in value if path == key or path.startswith(f"{key}."))
            value, path = value[key], path[len(key) + 1 :]
            continue
        name, _, path = path.partition(".")
        value = value[int(name)] if isinstance(value, tuple) else getattr(value, name)
    return plain(value)


def plain(value: Any) -> Any:
    if isinstance(value, (Microversion, Window)):
        return str(value)
    if isinstance(value, Rst):
        return value.source
    if isinstance(value, Label):
        return value.text
    if isinstance(value, (tuple, list)):
        return [plain(item) for item in value]
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    return value


@cache
def all_cases() -> tuple[Case, ...]:
    return tuple(case for path in sorted(FOLDER.glob("*.yaml")) for case in cases_of(path))


def cases_of(path: Path) -> list[Case]:
    document = yaml.safe_load(path.read_text(encoding="utf-8"))
    header, indent = document["header"], document.get("indent", 0)
    return [
        Case(
            slug=path.stem,
            name=given["name"],
            files=given.get("files") or {ROOT: header + indented(given["text"], indent)},
            finds=given.get("finds", []),
            reads=given.get("reads", {}),
            gives_no_spec=given.get("gives_no_spec", False),
            start=document.get("start", ""),
            first_line=1 if "files" in given else header.count("\n") + 1,
            first_column=1 if "files" in given else indent + 1,
        )
        for given in document["cases"]
    ]


def indented(text: str, indent: int) -> str:
    # Not textwrap.indent: a text may begin lines at characters that YAML does not.
    return (
        "".join(
            " " * indent + line if line.strip() else line for line in text.splitlines(keepends=True)
        )
        if indent
        else text
    )
