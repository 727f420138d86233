"""Every sample of a spec against its message: faults of bodies become findings with places."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from microref.checks.samples import kinds
from microref.checks.samples.files import SampleFile, SampleFolder
from microref.checks.samples.judge import Fault, Judge, choose_interval
from microref.checks.subject import SampleNode, Subject
from microref.derive.resolve import ResolvedMessage
from microref.diagnostics import Diagnostic, Related
from microref.microversion import Microversion
from microref.model import Sample
from microref.source import Span


def check_samples(subject: Subject, folder: SampleFolder) -> Iterator[Diagnostic]:
    """What is wrong with the samples that operations show, and which files none shows."""
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
    used = {posixpath.normpath(node.sample.file) for node in subject.samples}
    for name in folder.unused(used):
        yield kinds.NOT_SHOWN.at(Span(name, 1, 1, 1, 1), "no operation shows this sample")


def is_json(sample: Sample) -> bool:
    """Whether a sample is said to be JSON, or is by its suffix."""
    if sample.media is not None:
        return sample.media == "json"
    return sample.file.endswith(".json")


def judged_at(node: SampleNode) -> Microversion | None:
    """The version at which a sample is judged; None when it names none and its message has no bound."""
    return node.sample.microversion or node.sample.window.min


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
    version = judged_at(node)
    interval = choose_interval(message, version, samples_at=subject.spec.api.samples_at)
    if interval is None or sample.window.intersect(message.window).is_empty:
        at = f"for {version}" if version is not None else "for no version"
        exists = "exists at no version" if message.window.is_empty else f"is for {message.window}"
        yield kinds.NO_MESSAGE.at(
            sample.span, f"this sample is {at}, and its {message.side} {exists}"
        )
        return
    if not is_json(sample):
        return
    file, faults = folder.read(sample)
    yield from faults
    if file is None:
        return
    if version is None:
        version = interval.max if subject.spec.api.samples_at == "maximum" else interval.min
    for fault in judge.judge(message, interval, version, file.value):
        if not (sample.partial and fault.kind is kinds.MISSING_FIELD):
            yield _placed(fault, file, sample)


def _placed(fault: Fault, file: SampleFile, sample: Sample) -> Diagnostic:
    """A fault as a finding: at its place in the sample, with the place that says so in the spec."""
    is_about_key = fault.kind in (kinds.UNKNOWN_FIELD, kinds.OUTSIDE_WINDOW)
    span = (file.key_at if is_about_key else file.value_at)(fault.pointer)
    if fault.field is not None:
        related = [Related("defined", fault.field.defined_at)]
    else:
        related = [Related("shown", sample.span)]
    return fault.kind.at(span, fault.message, hint=fault.hint, related=related)
