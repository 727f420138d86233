"""Samples of which the newest is out of date: none shows a message as it is now."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace

from microref.checks.samples import kinds
from microref.checks.samples.files import SampleFolder
from microref.checks.samples.judge import Fault, Judge
from microref.checks.samples.judged import JudgedSample, that_count
from microref.derive.resolve import Field, ResolvedMessage
from microref.derive.schema import present
from microref.derive.version_labels import version_of_path
from microref.diagnostics import Diagnostic, Related
from microref.microversion import Microversion, Window


def out_of_date(
    everything: Sequence[JudgedSample], folder: SampleFolder, spare: Collection[str]
) -> Iterator[Diagnostic]:
    """The findings about the samples of one side of one operation.

    `spare` are the files of the folder that no operation shows.
    """
    alternatives: list[tuple[ResolvedMessage, list[JudgedSample]]] = []
    for judged in everything:
        for message, samples in alternatives:
            if _are_alternatives(message, judged.message):
                samples.append(judged)
                break
        else:
            alternatives.append((judged.message, [judged]))
    for message, samples in alternatives:
        stretches = _stretches(samples[0].judge, message)
        newest = max(_number(judged, stretches) for judged in samples)
        shown = [judged for judged in samples if _number(judged, stretches) == newest]
        if newest < len(stretches) - 1:
            found = _check(shown, stretches[newest + 1 :])
            if found is not None:
                like = _like(shown[0], *stretches[-1], folder, spare)
                yield replace(found, hint=like or found.hint)


def _are_alternatives(one: ResolvedMessage, other: ResolvedMessage) -> bool:
    """Whether two messages stand for one another at different versions."""
    return one.message.step == other.message.step and one.message.status == other.message.status


def _stretches(judge: Judge, one: ResolvedMessage) -> list[tuple[ResolvedMessage, Window]]:
    """The intervals of a message and its alternatives, in the order of their versions."""
    found = [
        (message, interval)
        for message in judge.messages
        if _are_alternatives(message, one)
        for interval in judge.intervals(message)
    ]
    return sorted(found, key=lambda stretch: stretch[1].min or Microversion(0, 0))


def _number(judged: JudgedSample, stretches: Sequence[tuple[ResolvedMessage, Window]]) -> int:
    return next(
        number
        for number, (message, interval) in enumerate(stretches)
        if message is judged.message and interval == judged.interval
    )


def _check(
    shown: Sequence[JudgedSample], later: Sequence[tuple[ResolvedMessage, Window]]
) -> Diagnostic | None:
    message, last = later[-1]
    # To judge costs; most changes only add what may be left out.
    if message is shown[0].message and not _narrows(message.body, shown[0].interval, last):
        return None
    is_gone = not present(message.body, last)  # and cannot be shown
    if is_gone or not all(_new_faults(judged, message, last) for judged in shown):
        return None
    first = shown[0]
    for message, interval in later:
        faults = _new_faults(first, message, interval)
        if faults and interval.min is not None:
            fault = faults[0]
            defined = [] if fault.field is None else [Related("defined", fault.field.defined_at)]
            return kinds.OUT_OF_DATE.at(
                first.sample.span,
                f"the newest sample of the {message.side} is no longer one since"
                f" {interval.min}: {fault.message}",
                hint="add a sample of a later version",
                related=defined,
            )
    return None


def _narrows(fields: Iterable[Field], since: Window, last: Window) -> bool:
    """Whether a body of some versions may be none of others: a field has gone or is required."""
    for field in fields:
        has_gone = field.window.covers(since) and not field.window.covers(last)
        required = field.required_in
        is_new = required is not None and required.covers(last) and not required.covers(since)
        if has_gone or is_new or _narrows(field.fields, since, last):
            return True
    return False


def _new_faults(judged: JudgedSample, message: ResolvedMessage, interval: Window) -> list[Fault]:
    """The faults that a sample does not have at its own version."""
    own = {(fault.kind, fault.pointer, fault.name) for fault in judged.counted}
    faults = judged.judge.judge(message, interval, interval.min, judged.file.value)
    return [
        fault
        for fault in that_count(faults, judged.sample)
        if (fault.kind, fault.pointer, fault.name) not in own
    ]


def _like(
    judged: JudgedSample,
    message: ResolvedMessage,
    interval: Window,
    folder: SampleFolder,
    spare: Collection[str],
) -> str | None:
    """A hint that names a file like the newest sample that would be up to date, if there is one."""
    name = judged.sample.file.rpartition("/")[2]
    found = []
    for file in spare:
        version = version_of_path(file) if file.rpartition("/")[2] == name else None
        if version is None or version.min is None:
            continue
        other = replace(judged.sample, file=file)
        read = folder.read(other)[0] if folder.find(other) is None else None
        if read is not None and not any(
            judged.judge.judge(message, interval, interval.min, read.value)
        ):
            found.append((version.min, file))
    return f"no operation shows {max(found)[1]!r}: it is up to date" if found else None
