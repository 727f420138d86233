"""Suppressions: comments in the spec that silence a finding at their place, with a reason."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import yaml

from microref.diagnostics import Diagnostic, Edit, Kind, Severity, can_be_suppressed
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
    """A suppression comment that suppresses nothing: the fault is gone, or elsewhere.

    Left in place it would silence the next fault of its kind, unseen. Remove it, or let
    `microref check --fix` do so.

    Wrong::

        type: string   # microref: ignore[S014] uuid is a word of ours

    Right::

        type: uuid   # microref: ignore[S014] uuid is a word of ours
    """,
)

KINDS = (BAD_SUPPRESSION, UNUSED_SUPPRESSION)

_COMMENT = re.compile(r"(?<!\S)#[ \t]*microref:[ \t]*ignore\b(?:\[([^\]\n]*)\])?[ \t]*([^\n]*)")
_CODE = re.compile(r"[A-Z][0-9]{3}")


@dataclass(frozen=True, slots=True)
class Suppression:
    """One comment: the codes that it silences, and the lines on which it does."""

    codes: tuple[str, ...]
    span: Span
    lines: tuple[int, ...]
    removal: Edit
    """Takes the comment out, with the line or the white space that is there for it alone."""

    def covers(self, diagnostic: Diagnostic) -> str | None:
        """The code by which a diagnostic is silenced, if it is."""
        if diagnostic.code not in self.codes or not can_be_suppressed(diagnostic.code):
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
    suppressions, faults = suppressions_in(sources)
    left, used = _sift([*diagnostics, *faults], suppressions)
    unused = [
        UNUSED_SUPPRESSION.at(
            suppression.span,
            f"nothing here is found by {code}; remove the comment",
            fix=[suppression.removal] if len(suppression.codes) == 1 else [],
        )
        for suppression in suppressions
        for code in suppression.codes
        if (suppression.span, code) not in used and _is_looked_for(code)
    ]
    # A finding about a comment can be silenced as any other; one that silences only
    # such findings is not asked whether it is needed.
    return (*left, *_sift(unused, suppressions)[0])


def _is_looked_for(code: str) -> bool:
    """Whether a check can find a code; only traffic has those of live bodies."""
    return code != UNUSED_SUPPRESSION.code and not code.startswith("J2")


def suppressions_in(
    sources: Mapping[str, SourceFile],
) -> tuple[tuple[Suppression, ...], tuple[Diagnostic, ...]]:
    """The comments of files that silence something, and findings about those that cannot."""
    found = [item for source in sources.values() for item in _suppressions(source)]
    return (
        tuple(item for item in found if isinstance(item, Suppression)),
        tuple(item for item in found if isinstance(item, Diagnostic)),
    )


def not_silenced(
    diagnostics: Iterable[Diagnostic], suppressions: Sequence[Suppression]
) -> tuple[Diagnostic, ...]:
    """The diagnostics that no comment silences, whatever else the comments are for."""
    return tuple(_sift(diagnostics, suppressions)[0])


def _sift(
    diagnostics: Iterable[Diagnostic], suppressions: Sequence[Suppression]
) -> tuple[list[Diagnostic], set[tuple[Span, str]]]:
    """The diagnostics that are left, and the codes of comments that have silenced others."""
    left: list[Diagnostic] = []
    used: set[tuple[Span, str]] = set()
    for diagnostic in diagnostics:
        covering = [s for s in suppressions if s.covers(diagnostic)]
        used.update((suppression.span, diagnostic.code) for suppression in covering)
        if not covering:
            left.append(diagnostic)
    return left, used


def _suppressions(source: SourceFile) -> Iterator[Suppression | Diagnostic]:
    # Most files have none, and need not be parted into lines.
    if "microref:" not in source.text or "ignore" not in source.text:
        return
    matches = [
        (number, match)
        for number, line in enumerate(source.lines, start=1)
        if "microref:" in line and (match := _COMMENT.search(line))
    ]
    if not matches:
        return
    scalars = list(_scalars(source))
    for number, match in matches:
        start = (number, match.start() + 1)
        if any(first <= start < last for first, last in scalars):
            continue  # text that mentions it, in quotes or in a block
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
            before = match.string[: match.start()]
            lines = _lines(source.lines, number, before)
            yield Suppression(codes, span, lines, _removal(span, before))


def _scalars(source: SourceFile) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
    """Where texts of a YAML file begin and end, as far as it can be read: no comment is in one."""
    with contextlib.suppress(yaml.YAMLError):
        for event in yaml.parse(source.text, Loader=yaml.CSafeLoader):
            if isinstance(event, yaml.ScalarEvent):
                start, end = event.start_mark, event.end_mark
                assert start is not None, "libyaml marks every event"
                assert end is not None, "libyaml marks every event"
                # A comment may stand behind the `|` with which a block begins.
                is_block = event.style in ("|", ">")
                first = (start.line + 2, 1) if is_block else (start.line + 1, start.column + 1)
                yield first, (end.line + 1, end.column + 1)


def _removal(span: Span, before: str) -> Edit:
    said = before.rstrip()
    if said:
        return Edit(span._replace(column=len(said) + 1), "")
    return Edit(Span(span.path, span.line, 1, span.line + 1, 1), "")


def _lines(lines: Sequence[str], number: int, before: str) -> tuple[int, ...]:
    if before.strip():
        return (number,)
    following = number + 1
    while following <= len(lines) and (
        not lines[following - 1].strip() or lines[following - 1].lstrip().startswith("#")
    ):
        following += 1
    return (number, following)
