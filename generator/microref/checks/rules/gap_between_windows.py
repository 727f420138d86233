"""Alternatives leave out versions between them.

A name that stands twice under one parent, or several requests or responses of one
operation, are alternatives by version. Where one ends and the next begins later, what
they describe does not exist at the versions between. Mostly a bound is wrong.

Samples are no alternatives: a reference shows a message as often as it likes. But one
whose `max_version` ends where nothing in the message changes, while the next one begins
later, has the wrong bound.

Wrong::

    parameters:
      - id: {use: hypervisor_id, max_version: "2.51"}
      - id: {use: hypervisor_uuid, min_version: "2.53"}

Right::

    parameters:
      - id: {use: hypervisor_id, max_version: "2.52"}
      - id: {use: hypervisor_uuid, min_version: "2.53"}
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations, pairwise

from microref.checks.rule import Rule, each_operation
from microref.checks.subject import OperationNode, Subject
from microref.derive.alternatives import are_told_apart, same_names
from microref.derive.intervals import intervals
from microref.derive.resolve import ResolvedMessage
from microref.diagnostics import Diagnostic, Kind, Related, Severity
from microref.microversion import Window, gaps
from microref.model import Sample
from microref.source import Span


def _find(node: OperationNode, _subject: Subject) -> Iterator[Diagnostic]:
    for side in ("request", "response"):
        messages = [message for message in node.messages if message.side == side]
        if len(messages) > 1:
            yield from _of_messages(messages)
    for message in node.messages:
        for name, alternatives in same_names(message):
            # A placeholder of the path is there at all versions: another finding.
            if alternatives[0].location != "path":
                places = [(field.window, field.use.span) for field in alternatives]
                yield from _of_places(f"no {name!r} is here", places)
        if len(message.message.samples) > 1:
            yield from _of_samples(message)


def _of_messages(messages: Sequence[ResolvedMessage]) -> Iterator[Diagnostic]:
    """The gaps between messages; what one of another status fills is none."""
    for step in dict.fromkeys(message.message.step for message in messages):
        together = [message for message in messages if message.message.step == step]
        if any(not are_told_apart(*pair) for pair in combinations(together, 2)):
            places = [(message.window, message.message.span) for message in together]
            yield from _of_places(f"no {together[0].side} is", places)


def _of_places(what: str, places: Sequence[tuple[Window, Span]]) -> Iterator[Diagnostic]:
    for gap in gaps(window for window, _ in places):
        before = next(span for window, span in places if _ends_before(window, gap))
        behind = next(span for window, span in places if _begins_behind(window, gap))
        yield RULE.kind.at(
            behind,
            f"{what} for {gap}, between two that are alternatives",
            hint="let one begin where the other ends, with min_version or max_version",
            related=[Related("the other", before)],
        )


def _ends_before(window: Window, gap: Window) -> bool:
    return gap.min is not None and window.max == gap.min.previous and not window.is_empty


def _begins_behind(window: Window, gap: Window) -> bool:
    return gap.max is not None and window.min == gap.max.next and not window.is_empty


def _of_samples(message: ResolvedMessage) -> Iterator[Diagnostic]:
    samples = [sample for sample in message.message.samples if _says_versions(sample)]
    windows = [sample.window for sample in samples]
    if all(window.max is None for window in windows):
        return
    if any(first.overlaps(second) for first, second in pairwise(sorted(windows, key=_low))):
        return
    starts = {interval.min for interval in intervals(message)}
    for gap in gaps(windows):
        if gap.min not in starts and gap.min in message.window:
            ends = next(sample for sample in samples if _ends_before(sample.window, gap))
            begins = next(sample for sample in samples if _begins_behind(sample.window, gap))
            yield RULE.kind.at(
                ends.span,
                f"no sample is for {gap}, though nothing in the {message.side} changes at"
                f" {gap.min}",
                hint=f"give it a later max_version, such as {str(gap.max)!r}",
                related=[Related("the next", begins.span)],
            )


def _says_versions(sample: Sample) -> bool:
    return not sample.window.is_unbounded


def _low(window: Window) -> tuple[int, int]:
    return window.min or (0, 0)


RULE = Rule(
    Kind("V004", "gap-between-windows", Severity.WARNING, __doc__ or ""), each_operation, _find
)
