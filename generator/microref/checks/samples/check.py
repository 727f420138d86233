"""Every sample of a spec against its message: faults of bodies become findings with places."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from microref.checks.samples import kinds
from microref.checks.samples.files import SampleFile, normal
from microref.checks.samples.judge import Fault, Judge
from microref.checks.subject import SampleNode, Subject
from microref.diagnostics import Diagnostic, Related
from microref.microversion import Microversion, Window
from microref.model import Sample
from microref.source import Span


def check_samples(subject: Subject) -> Iterator[Diagnostic]:
    """What is wrong with the samples that operations show, and which files none shows."""
    folder = subject.folder
    for operation in subject.operations:
        for side in ("request", "response"):
            messages = [message for message in operation.messages if message.side == side]
            judge = Judge(messages)
            for message in messages:
                for sample in message.message.samples:
                    yield from _check_sample(SampleNode(message, sample), subject, judge)
    if not subject.is_complete:
        return
    used = {normal(node.sample.file) for node in subject.samples}
    for name in folder.unused(used):
        yield kinds.NOT_SHOWN.at(Span(name, 1, 1, 1, 1), "no operation shows this sample")


def is_json(sample: Sample) -> bool:
    """Whether a sample is said to be JSON, or is by its suffix."""
    if sample.media is not None:
        return sample.media == "json"
    return normal(sample.file).lower().endswith(".json")


def judged_at(node: SampleNode, samples_at: str) -> Microversion | None:
    """The version at which a sample is judged; None leaves it to the message."""
    message, sample = node
    version = sample.microversion or sample.window.min
    if version is None and samples_at == "maximum" and sample.window.max is not None:
        return sample.window.intersect(message.window).max
    return version


def _check_sample(node: SampleNode, subject: Subject, judge: Judge) -> Iterator[Diagnostic]:
    message, sample = node
    folder = subject.folder
    missing = folder.find(sample)
    if missing is not None:
        yield missing
        return
    samples_at = subject.spec.api.samples_at
    version = judged_at(node, samples_at)
    interval = judge.interval(message, version, samples_at=samples_at)
    exists = interval is not None and sample.window.overlaps(message.window)
    if not exists:
        at = f"for {sample.window if version is None else version}"
        holds = "exists at no version" if message.window.is_empty else f"is for {message.window}"
        yield kinds.NO_MESSAGE.at(
            sample.span, f"this sample is {at}, and its {message.side} {holds}"
        )
    if sample.microversion is not None and sample.microversion not in sample.window:
        yield kinds.NO_MESSAGE.at(
            sample.span,
            f"this sample is for {sample.window}, and its `microversion` is {sample.microversion}",
        )
    if not is_json(sample):
        return
    file, faults = folder.read(sample)
    yield from (replace(fault, entry=sample.span) for fault in faults)
    if file is None or not exists or interval is None:
        return
    if version is None:
        version = interval.max if samples_at == "maximum" else interval.min
    found = _that_count(judge.judge(message, interval, version, file.value), sample)
    # Only a field of another version suggests that the sample is one of it: the search costs.
    is_moved = any(fault.kind is kinds.OUTSIDE_WINDOW for fault in found)
    better = _better_version(judge, node, file.value) if is_moved else None
    for fault in found:
        hinted = replace(fault, hint=fault.hint or better)
        yield _placed(hinted, file, sample, version or interval.max)


def _that_count(faults: Iterable[Fault], sample: Sample) -> list[Fault]:
    return [fault for fault in faults if not (sample.partial and fault.kind is kinds.MISSING_FIELD)]


def _better_version(judge: Judge, node: SampleNode, body: Any) -> str | None:
    """A hint that names the versions of the message at which a sample has no fault."""
    message, sample = node
    fitting: list[Window] = []
    for interval in judge.intervals(message):
        if _that_count(judge.judge(message, interval, interval.min, body), sample):
            continue
        last = fitting[-1] if fitting else None
        if last is not None and last.max is not None and last.max.next == interval.min:
            fitting[-1] = Window(last.min, interval.max)
        else:
            fitting.append(interval)
    return f"as it is, the sample is one for {' or '.join(map(str, fitting))}" if fitting else None


def _placed(
    fault: Fault, file: SampleFile, sample: Sample, version: Microversion | None
) -> Diagnostic:
    """A fault as a finding: at its place in the sample, with the place that says so in the spec."""
    span = (file.key_at if fault.is_about_key else file.value_at)(fault.pointer)
    related = [Related("defined", fault.field.defined_at)] if fault.field is not None else []
    at = f"; this sample is for {version}" if fault.kind is kinds.OUTSIDE_WINDOW else ""
    return fault.kind.at(
        span, f"{fault.message}{at}", hint=fault.hint, related=related, entry=sample.span
    )
