"""Which findings are wanted, and how bad they are, by codes and paths. Finds and shows none."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from fnmatch import fnmatchcase

from microref.config import PathSettings
from microref.diagnostics import ESSENTIAL, OPTIONAL, Diagnostic, Kind, Severity
from microref.report.findings import Folders
from microref.words import did_you_mean

_NONE = ("\0",)
"""A beginning that no code has: `startswith` takes an empty tuple for no beginning at all."""


class UnknownCodeError(LookupError):
    """A word that is no code, no beginning of one and no name; says which is near."""


@dataclass(frozen=True, slots=True)
class Place:
    """What holds for the findings of some files."""

    pattern: str
    """Of paths below the project's folder; `*` stands for any text, slashes too."""
    ignored: tuple[str, ...]
    severities: tuple[tuple[str, Severity], ...]


@dataclass(frozen=True, slots=True)
class Selection:
    """Which findings count, by beginnings of their codes; nothing chosen is all that are usual."""

    chosen: tuple[str, ...] = ()
    ignored: tuple[str, ...] = ()
    added: tuple[str, ...] = ()
    """What counts beside the chosen or usual ones."""
    severities: tuple[tuple[str, Severity], ...] = ()
    """Severities in place of those of the kinds; the longest beginning counts."""
    places: tuple[Place, ...] = ()

    def takes(self, code: str) -> bool:
        """Whether findings of a code count, in some file at least."""
        if code in ESSENTIAL:
            return True
        is_chosen = code.startswith(self.chosen) if self.chosen else not code.startswith(OPTIONAL)
        return (is_chosen or code.startswith(self.added or _NONE)) and not code.startswith(
            self.ignored or _NONE
        )

    def of(self, found: Iterable[Diagnostic], folders: Folders) -> Iterable[Diagnostic]:
        """Those findings that count, with the severities that they shall have."""
        for diagnostic in found:
            if not self.takes(diagnostic.code):
                continue
            path = folders.within(diagnostic.span.path) if self.places else ""
            here = [place for place in self.places if fnmatchcase(path, place.pattern)]
            if diagnostic.code not in ESSENTIAL and any(
                diagnostic.code.startswith(place.ignored or _NONE) for place in here
            ):
                continue
            severity = _severity(diagnostic.code, self.severities)
            for place in here:
                severity = _severity(diagnostic.code, place.severities) or severity
            yield replace(diagnostic, severity=severity) if severity else diagnostic


EVERYTHING = Selection()


def select(
    chosen: Iterable[str],
    ignored: Iterable[str],
    known: Mapping[str, Kind],
    *,
    added: Iterable[str] = (),
    severities: Mapping[str, Severity] | None = None,
    places: Iterable[PathSettings] = (),
) -> Selection:
    """A selection by words; raises UnknownCodeError for one that means no kind of finding."""

    def codes(words: Iterable[str]) -> tuple[str, ...]:
        return tuple(code_of(word, known) for word in words)

    def by_code(table: Mapping[str, Severity]) -> tuple[tuple[str, Severity], ...]:
        return tuple((code_of(word, known), severity) for word, severity in table.items())

    return Selection(
        codes(chosen),
        codes(ignored),
        codes(added),
        by_code(severities or {}),
        tuple(
            Place(place.pattern, codes(place.ignore), by_code(place.severity)) for place in places
        ),
    )


def code_of(word: str, known: Mapping[str, Kind]) -> str:
    """The code, or the beginning of codes, that a word stands for."""
    slugs = {kind.slug: kind.code for kind in known.values()}
    code = slugs.get(word.lower(), word.upper())
    if not any(candidate.startswith(code) for candidate in known):
        hint = did_you_mean(word, [*known, *slugs]) or "`microref rules` lists them"
        raise UnknownCodeError(f"there is no rule {word!r}; {hint}")
    return code


def _severity(code: str, severities: Iterable[tuple[str, Severity]]) -> Severity | None:
    """The severity that a code shall have, by its longest beginning."""
    fitting = [
        (beginning, wanted) for beginning, wanted in severities if code.startswith(beginning)
    ]
    return max(fitting, key=lambda pair: len(pair[0]))[1] if fitting else None
