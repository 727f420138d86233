"""What a report is made of, and how a finding is known again. Knows no format."""

from __future__ import annotations

import hashlib
import posixpath
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from microref.diagnostics import Diagnostic, Kind, Severity
from microref.source import SourceFile

# Positions inside a message: `spec.yaml:12:3`, `line 12`, `lines 3 and 4`, `column 7`.
_POSITION = re.compile(r"(?<=\S):\d+(?::\d+)?\b|\b(?:lines?|columns?) \d+(?:(?: and | to |-)\d+)?")


class Folders(NamedTuple):
    """Where the paths of findings begin, and where the project does; both are absolute."""

    base: str = ""
    root: str = ""

    def within(self, path: str) -> str:
        """A path of a finding as it is below the folder of the project."""
        whole = posixpath.normpath(posixpath.join(self.base, path))
        root = self.root.rstrip("/") + "/"
        return whole[len(root) :] if self.root and whole.startswith(root) else path

    def in_checkout(self, path: str) -> str:
        """A path of a finding as CI systems know it, who began in the outer one of the folders.

        It is absolute for what lies outside of both.
        """
        if not self.base:
            return path
        whole = posixpath.normpath(posixpath.join(self.base, path))
        base, root = (f"{folder.rstrip('/')}/" for folder in (self.base, self.root))
        outer = root if self.root and base.startswith(root) else base
        return whole.removeprefix(outer)


NOWHERE = Folders()


@dataclass(frozen=True, slots=True)
class Report:
    """The findings of one run, in the order in which they are shown, and what explains them."""

    diagnostics: tuple[Diagnostic, ...]
    sources: Mapping[str, SourceFile] = field(default_factory=dict)
    """The files that the findings point into, by path; a missing one is just not quoted."""
    kinds: Mapping[str, Kind] = field(default_factory=dict)
    """The kinds of findings, by code."""
    folders: Folders = NOWHERE
    """By which a finding is known again wherever a run started."""
    fail_on: Severity = Severity.INFO
    """The lowest severity that makes the run fail."""

    def count(self, severity: Severity) -> int:
        return sum(diagnostic.severity is severity for diagnostic in self.diagnostics)

    @property
    def paths(self) -> tuple[str, ...]:
        """The files that have findings, sorted."""
        return tuple(sorted({diagnostic.span.path for diagnostic in self.diagnostics}))

    @property
    def fingerprints(self) -> tuple[str, ...]:
        """For each finding a name that stays when lines move and that no other one has."""
        seen: Counter[Identity] = Counter()
        names = []
        for diagnostic in self.diagnostics:
            identity = identify(diagnostic, self.folders)
            names.append(digest(*identity.parts, str(seen[identity])))
            seen[identity] += 1
        return tuple(names)


@dataclass(frozen=True, slots=True, order=True)
class Identity:
    """What a finding says, apart from the line: equal where only the line differs."""

    path: str
    code: str
    message: str

    @property
    def parts(self) -> tuple[str, str, str]:
        return (self.code, self.path, self.message)


def identify(diagnostic: Diagnostic, folders: Folders = NOWHERE) -> Identity:
    """The identity of a finding."""
    shown, path = diagnostic.span.path, folders.within(diagnostic.span.path)
    message = diagnostic.message
    if path != shown and shown in message:
        message = re.sub(rf"(?<![\w./-]){re.escape(shown)}(?![\w/-])", lambda _: path, message)
    return Identity(path, diagnostic.code, _POSITION.sub("", one_line(message)))


def digest(*parts: str) -> str:
    """Sixteen hexadecimal digits for a few texts."""
    joined = "\0".join(parts).encode("utf-8", "surrogatepass")
    return hashlib.sha256(joined).hexdigest()[:16]


def one_line(text: str) -> str:
    """The text on one line, with nothing in it that a terminal would act on."""
    return printable(" ".join(text.split("\n")))


def printable(text: str) -> str:
    """The text with control characters replaced, one for one."""
    if text.isprintable():
        return text
    return "".join(_visible(character) for character in text)


def _visible(character: str) -> str:
    if character.isprintable():
        return character
    return " " if character.isspace() else "\N{REPLACEMENT CHARACTER}"
