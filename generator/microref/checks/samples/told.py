"""Faults of samples as findings: at their places, those of many items said once. Finds none."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from microref.checks.samples import kinds
from microref.checks.samples.judge import Fault
from microref.checks.samples.judged import JudgedSample, that_count
from microref.diagnostics import Diagnostic, Related
from microref.microversion import Window

_OF_MANY = (
    kinds.UNKNOWN_FIELD,
    kinds.MISSING_FIELD,
    kinds.OUTSIDE_WINDOW,
    kinds.WRONG_TYPE,
    kinds.NULL,
)
"""The kinds that contradict a definition in each item alike, whatever its value is."""


def told(judged: JudgedSample, faults: Iterable[Fault]) -> Iterator[Diagnostic]:
    """The findings for the faults of one sample."""
    found = list(faults)
    # Only a field of another version suggests that the sample is one of it: the search costs.
    is_moved = any(fault.kind is kinds.OUTSIDE_WINDOW for fault in found)
    better = _better_version(judged) if is_moved else None
    groups: dict[Any, list[Fault]] = {}
    for fault in found:
        groups.setdefault(_likeness(fault, judged), []).append(fault)
    for first, *rest in groups.values():
        yield _placed(replace(first, hint=first.hint or better), len(rest), judged)


def _likeness(fault: Fault, judged: JudgedSample) -> object:
    """What faults have in common that are the same one in several items of a list or a map."""
    if fault.kind not in _OF_MANY or judged.message.message.body == "json-patch":
        return id(fault)
    names = tuple(part for part in fault.pointer if isinstance(part, str))
    field = fault.field
    if field is None:
        return fault.kind, len(fault.pointer), names, fault.name
    # The keys of a map count as little as the numbers of items.
    below = names[len(field.path) :]
    return fault.kind, len(fault.pointer), field.path, field.defined_at, below, fault.name


def _placed(fault: Fault, more: int, judged: JudgedSample) -> Diagnostic:
    """A fault as a finding: at its place in the sample, with the place that says so in the spec."""
    file = judged.file
    span = (file.key_at if fault.is_about_key else file.value_at)(fault.pointer)
    related = [Related("defined", fault.field.defined_at)] if fault.field is not None else []
    version = judged.version or judged.interval.max
    at = f"; this sample is for {version}" if fault.kind is kinds.OUTSIDE_WINDOW else ""
    also = f" (and at {more} more place{'s' * (more > 1)})" if more else ""
    return fault.kind.at(
        span,
        f"{fault.message}{at}{also}",
        hint=fault.hint,
        related=related,
        entry=judged.sample.span,
    )


def _better_version(judged: JudgedSample) -> str | None:
    """A hint that names the versions of the message at which a sample has no fault."""
    fitting: list[Window] = []
    for interval in judged.judge.intervals(judged.message):
        faults = judged.judge.judge(judged.message, interval, interval.min, judged.file.value)
        if that_count(faults, judged.sample):
            continue
        last = fitting[-1] if fitting else None
        if last is not None and last.max is not None and last.max.next == interval.min:
            fitting[-1] = Window(last.min, interval.max)
        else:
            fitting.append(interval)
    return f"as it is, the sample is one for {' or '.join(map(str, fitting))}" if fitting else None
