"""Every sample of a spec against its message: faults of bodies become findings with places."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from microref.checks.samples import kinds
from microref.checks.samples.files import SampleFile, SampleFolder, normal
from microref.checks.samples.judge import Fault, Judge, choose_interval
from microref.checks.subject import SampleNode, Subject
from microref.derive.resolve import ResolvedMessage
from microref.diagnostics import Diagnostic, Related
from microref.microversion import Microversion
from microref.model import Sample
from microref.source import Span


def check_samples(subject: Subject) -> Iterator[Diagnostic]:
    """What is wrong with the samples that operations show, and which files none shows."""
    folder = subject.folder
    judges: dict[tuple[int, str], Judge] = {}
    for node in subject.samples:
        missing = folder.find(node.sample)
        if missing is not None:
            yield missing
            continue
        side = (id(node.message.operation), node.message.side)
        if side not in judges:
            judges[side] = Judge(_same_side(subject, node.message))
        yield from _check_sample(node, subject, folder, judges[side])
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


def _same_side(subject: Subject, message: ResolvedMessage) -> list[ResolvedMessage]:
    return [
        other
        for other in subject.messages
        if other.operation is message.operation and other.side == message.side
    ]


def _check_sample(
    node: SampleNode, subject: Subject, folder: SampleFolder, judge: Judge
) -> Iterator[Diagnostic]:
    message, sample = node
    samples_at = subject.spec.api.samples_at
    version = judged_at(node, samples_at)
    interval = choose_interval(message, version, samples_at=samples_at)
    exists = interval is not None and sample.window.overlaps(message.window)
    if not exists:
        at = f"for {sample.window if version is None else version}"
        holds = "exists at no version" if message.window.is_empty else f"is for {message.window}"
        yield kinds.NO_MESSAGE.at(
            sample.span, f"this sample is {at}, and its {message.side} {holds}"
        )
    if not is_json(sample):
        return
    file, faults = folder.read(sample)
    shown = Related("shown", sample.span)
    yield from (replace(fault, related=(*fault.related, shown)) for fault in faults)
    if file is None or not exists or interval is None:
        return
    if version is None:
        version = interval.max if samples_at == "maximum" else interval.min
    for fault in judge.judge(message, interval, version, file.value):
        if not (sample.partial and fault.kind is kinds.MISSING_FIELD):
            yield _placed(fault, file, sample)


def _placed(fault: Fault, file: SampleFile, sample: Sample) -> Diagnostic:
    """A fault as a finding: at its place in the sample, with the place that says so in the spec."""
    span = (file.key_at if fault.is_about_key else file.value_at)(fault.pointer)
    related = [Related("defined", fault.field.defined_at)] if fault.field is not None else []
    # JSON has no comments: a finding in it is suppressed where the spec names the sample.
    related.append(Related("shown", sample.span))
    return fault.kind.at(span, fault.message, hint=fault.hint, related=related)
