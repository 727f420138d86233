"""Suppressions: comments in the spec that silence a finding at their place, with a reason."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from microref.diagnostics import Diagnostic, Kind, Severity
from microref.source import SourceFile, Span

BAD_SUPPRESSION = Kind(
    "S016",
    "suppression-without-reason",
    Severity.WARNING,
    """A suppression comment without a code or without a reason.

    Wrong::

        # microref: ignore[J103]

    Right::

        # microref: ignore[J103] the field is shown on purpose, see the note
    """,
)

UNUSED_SUPPRESSION = Kind(
    "S017",
    "unused-suppression",
    Severity.WARNING,
    """A suppression comment that suppresses nothing: the fault is gone, or elsewhere.""",
)

KINDS = (BAD_SUPPRESSION, UNUSED_SUPPRESSION)

_COMMENT = re.compile(r"#[ \t]*microref:[ \t]*ignore\b(?:\[([^\]\n]*)\])?[ \t]*([^\n]*)")
_CODE = re.compile(r"[A-Z][0-9]{3}")


@dataclass(frozen=True, slots=True)
class Suppression:
    """One comment: the codes that it silences, and the lines on which it does."""

    codes: tuple[str, ...]
    span: Span
    lines: tuple[int, ...]

    def covers(self, diagnostic: Diagnostic) -> str | None:
        """The code by which a diagnostic is silenced, if it is."""
        if diagnostic.code not in self.codes:
            return None
        here = any(
            span.path == self.span.path and span.line in self.lines for span in diagnostic.spans
        )
        return diagnostic.code if here else None


def suppress(
    diagnostics: Iterable[Diagnostic], sources: Mapping[str, SourceFile]
) -> tuple[Diagnostic, ...]:
    """The diagnostics that no comment silences, and findings about comments that silence nothing.

    A comment counts for its own line and, when it stands alone, for the next line
    that holds more than a comment. A diagnostic can be silenced at each place that
    it names, so one about a sample also at the sample's entry in the spec.
    """
    suppressions: list[Suppression] = []
    result: list[Diagnostic] = []
    for source in sources.values():
        for found in _suppressions(source):
            if isinstance(found, Suppression):
                suppressions.append(found)
            else:
                result.append(found)
    used: set[tuple[Span, str]] = set()
    for diagnostic in diagnostics:
        covering = [s for s in suppressions if s.covers(diagnostic)]
        used.update((suppression.span, diagnostic.code) for suppression in covering)
        if not covering:
            result.append(diagnostic)
    for suppression in suppressions:
        for code in suppression.codes:
            if (suppression.span, code) not in used:
                message = f"nothing here is found by {code}; remove the comment"
                result.append(UNUSED_SUPPRESSION.at(suppression.span, message))
    return tuple(result)


def _suppressions(source: SourceFile) -> Iterator[Suppression | Diagnostic]:
    if "microref:" not in source.text:
        return
    lines = source.lines
    for number, line in enumerate(lines, start=1):
        match = _COMMENT.search(line)
        if match is None:
            continue
        span = Span(source.path, number, match.start() + 1, number, match.end() + 1)
        codes = tuple(code.strip() for code in (match[1] or "").split(",") if code.strip())
        wrong = [code for code in codes if not _CODE.fullmatch(code)]
        if not codes or wrong:
            hint = "write `# microref: ignore[CODE] reason`"
            what = f"{wrong[0]!r} is no code" if wrong else "this suppression names no code"
            yield BAD_SUPPRESSION.at(span, what, hint=hint)
        elif not match[2].strip():
            hint = f"say why after ignore[{', '.join(codes)}]"
            yield BAD_SUPPRESSION.at(span, "this suppression gives no reason", hint=hint)
        else:
            yield Suppression(codes, span, _lines(lines, number, line[: match.start()]))


def _lines(lines: list[str], number: int, before: str) -> tuple[int, ...]:
    if before.strip():
        return (number,)
    following = number + 1
    while following <= len(lines) and (
        not lines[following - 1].strip() or lines[following - 1].lstrip().startswith("#")
    ):
        following += 1
    return (number, following)
