"""What can be wrong, as values: kinds, severities, diagnostics. Prints nothing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum
from typing import NamedTuple

from microref.source import Span


class Severity(IntEnum):
    """How bad a finding is; a higher one includes the lower ones in `--fail-on`."""

    INFO = 1
    WARNING = 2
    ERROR = 3

    def __str__(self) -> str:
        return self.name.lower()

    @classmethod
    def parse(cls, text: str) -> Severity:
        """Read `error`, `warning` or `info`; raises KeyError for another word."""
        return cls[text.upper()]


@dataclass(frozen=True, slots=True)
class Kind:
    """One thing that Microref can find: its stable code, name, severity and documentation.

    `doc` is what `microref explain CODE` shows: RST, the first line a summary,
    then why it matters, a wrong and a right example.
    """

    code: str
    slug: str
    severity: Severity
    doc: str

    @property
    def summary(self) -> str:
        """The first line of the documentation."""
        return self.doc.strip().partition("\n")[0]

    def at(
        self,
        span: Span,
        message: str,
        *,
        hint: str | None = None,
        related: Iterable[Related] = (),
        entry: Span | None = None,
        fix: Iterable[Edit | Move] = (),
    ) -> Diagnostic:
        """A diagnostic of this kind, with the kind's own severity."""
        return Diagnostic(
            self.code, self.severity, message, span, tuple(related), hint, entry, tuple(fix)
        )


class Edit(NamedTuple):
    """A change of the text at a place, that leaves all around it as it is."""

    span: Span
    new: str
    old: str | None = None
    """The part of that text to replace, which is there once; by default all of it."""


class Related(NamedTuple):
    """Another place that a diagnostic speaks of, and what stands there."""

    message: str
    span: Span

    def __str__(self) -> str:
        return f"{self.message} at {self.span.place}"


class Move(NamedTuple):
    """A change of order: an item of a mapping, its comments with it, goes beside another one."""

    span: Span
    """The key of the item."""
    beside: Span
    """The key of the other one, of the same mapping."""
    is_behind: bool = True


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One fault in the user's files: what is wrong, where, and what to do."""

    code: str
    """The kind of the finding; its meaning never changes."""
    severity: Severity
    """How bad it is."""
    message: str
    """What is wrong, on one line."""
    span: Span
    """Where."""
    related: tuple[Related, ...] = ()
    """Other places that it speaks of."""
    hint: str | None = None
    """What to do."""
    entry: Span | None = None
    """Where the spec names the file that the diagnostic is in, as a JSON sample has no comments."""
    fix: tuple[Edit | Move, ...] = ()
    """Edits that put it right without changing what the reference means, if there are any."""

    @property
    def spans(self) -> tuple[Span, ...]:
        """Every place at which a comment may suppress this diagnostic."""
        own = (self.span,) if self.entry is None else (self.span, self.entry)
        return (*own, *(related.span for related in self.related))

    def __str__(self) -> str:
        notes = "".join(f" ({note})" for note in self.related)
        return f"{self.span}: {self.severity} {self.code} {self.message}{notes}"


GROUPS = {
    "S": "Spec and configuration",
    "P": "Path and place",
    "V": "Versions",
    "J": "Samples and live bodies",
    "C": "Completeness",
    "R": "RST and templates",
    "G": "Guards",
    "I": "Import",
    "H": "House rules",
}
"""What the first letter of a code stands for, in the order of the documentation."""


OPTIONAL = ("H",)
"""Beginnings of the codes that are only looked for where somebody asks for them."""

ESSENTIAL = ("S001", "S002", "S003", "S101", "S102", "S103")
"""Codes that are never left out or silenced: what could not be read hides other findings."""


# Of files that no line of a spec stands for.
_OUTSIDE = ("J112", "S110", "R901", "R902", "R903")
# A spec that may come from elsewhere must not give itself leave: pyproject.toml does.
_NOT_BY_THE_SPEC = ("R101", "R102", "R103")


def can_be_suppressed(code: str) -> bool:
    """Whether a comment can silence findings of a code.

    Not what hides other findings or stands outside of a spec, as doubts of an import do,
    not what reads, runs or injects, and not guards: those are there so that a warning
    cannot get lost. Both have their own ways to say why something may be.
    """
    never = (*ESSENTIAL, *_OUTSIDE, *_NOT_BY_THE_SPEC)
    return code not in never and not code.startswith(("G", "I"))


def by_code(kinds: Iterable[Kind]) -> tuple[Kind, ...]:
    """Kinds in the order of the documentation: by group, then by number."""
    groups = "".join(GROUPS)
    return tuple(sorted(kinds, key=lambda kind: (groups.index(kind.code[0]), kind.code)))


def in_order(diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Sorted by place, then code and message, each one once: the order of every report."""
    # A dict, not a set: what differs in nothing but its hint keeps the order of its finding.
    return tuple(sorted(dict.fromkeys(diagnostics), key=lambda d: (d.span, d.code, d.message)))
