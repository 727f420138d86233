"""Every sample of a spec against its message: faults of bodies become findings with places."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from dataclasses import replace
from itertools import groupby

from microref.checks.samples import kinds
from microref.checks.samples.commands import READERS, check_calls
from microref.checks.samples.entry import is_json, judged_at
from microref.checks.samples.files import normal
from microref.checks.samples.judge import Judge
from microref.checks.samples.judged import JudgedSample
from microref.checks.samples.lacking import Lacking, lacking
from microref.checks.samples.newest import out_of_date
from microref.checks.samples.told import told
from microref.checks.samples.whole import wrong_as_a_whole
from microref.checks.subject import OperationNode, SampleNode, Subject
from microref.derive.captions import media_of
from microref.diagnostics import Diagnostic
from microref.microversion import Microversion, Window
from microref.source import SourceFile, Span


def check_samples(subject: Subject) -> Iterator[Diagnostic]:
    """What is wrong with the samples that operations show, and which files none shows."""
    read: list[JudgedSample] = []
    for operation in subject.operations:
        judges = {side: Judge(operation.of_side(side)) for side in ("request", "response")}
        for side, judge in judges.items():
            found = []
            for message in operation.of_side(side):
                for sample in message.message.samples:
                    node = SampleNode(message, sample)
                    judged = yield from _read(node, operation, subject, judge)
                    if judged is not None:
                        found.append(judged)
            for judged in found:
                whole = wrong_as_a_whole(judged, judges, found)
                if whole is None:
                    read.append(judged)
                else:
                    yield whole
    # What was not read may be the sample that shows it.
    unmet = lacking(read) if subject.is_complete else Lacking({})
    yield from unmet.told()
    for judged in read:
        yield from _of_one(judged, unmet)
    spare = _spare(subject) if subject.is_complete else []
    for _judge, same_side in groupby(read, key=lambda judged: id(judged.judge)):
        yield from out_of_date(list(same_side), subject.folder, spare)
    for file in spare:
        span = Span(subject.folder.display(file), 1, 1, 1, 1)
        yield kinds.NOT_SHOWN.at(span, "no operation shows this sample")


def _spare(subject: Subject) -> list[str]:
    """The files that no operation shows."""
    return list(subject.folder.unused({normal(node.sample.file) for node in subject.samples}))


def _of_one(judged: JudgedSample, unmet: Lacking) -> Iterator[Diagnostic]:
    if _is_needlessly_partial(judged):
        yield kinds.NEEDLESS_PARTIAL.at(
            judged.sample.span,
            f"{judged.sample.file!r} is marked as partial, and lacks nothing",
            hint="take `partial: true` away",
        )
    yield from told(judged, [fault for fault in judged.counted if not unmet.explains(fault)])


def _is_needlessly_partial(judged: JudgedSample) -> bool:
    if not judged.sample.partial or judged.faults:
        return False
    return not judged.judge.is_open(judged.message, judged.interval)


def _read(
    node: SampleNode, operation: OperationNode, subject: Subject, judge: Judge
) -> Generator[Diagnostic, None, JudgedSample | None]:
    """Read and judge a sample; yields what stands against that."""
    message, sample = node
    folder = subject.folder
    missing = folder.find(sample)
    if missing is not None:
        yield missing
        return None
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
    if interval is not None and version is None:
        version = interval.max if samples_at == "maximum" else interval.min
    if not is_json(sample):
        if exists and interval is not None:
            yield from _calls(node, subject, judge, (interval, version))
        return None
    file, faults = folder.read(sample)
    yield from (replace(fault, entry=sample.span) for fault in faults)
    if file is None or not exists or interval is None:
        return None
    found = tuple(judge.judge(message, interval, version, file.value))
    return JudgedSample(operation, node, file, judge, interval, version, found)


def _calls(
    node: SampleNode, subject: Subject, judge: Judge, at: tuple[Window, Microversion | None]
) -> Iterator[Diagnostic]:
    """What is wrong with the calls of curl or HTTP messages that a sample shows."""
    reader = READERS.get(media_of(node.sample))
    text = subject.folder.text(node.sample) if reader is not None else None
    if reader is not None and isinstance(text, SourceFile):
        yield from check_calls(node, text, list(reader(text.text)), judge, at)
