"""Which samples of an operation show one scenario at different versions. Judges no sample."""

from __future__ import annotations

from collections.abc import Mapping

from microref.derive.version_folders import path_without_versions
from microref.model import Operation, Sample

__all__ = ["scenarios"]


def scenarios(operation: Operation) -> Mapping[int, int]:
    """To each sample of an operation, by its identity, the number of its scenario from 1 on.

    Samples of one message belong together that have one `scenario`, or, as references name
    the files of samples, one path but for the folders that are versions.
    """
    numbers: dict[tuple[str, int, str, str], int] = {}
    found: dict[int, int] = {}
    for side, messages in (("request", operation.request), ("response", operation.response)):
        for number, message in enumerate(messages):
            for sample in message.samples:
                key = (side, number, *_name(sample))
                found[id(sample)] = numbers.setdefault(key, len(numbers) + 1)
    return found


def _name(sample: Sample) -> tuple[str, str]:
    if sample.scenario is not None:
        return "scenario", sample.scenario
    return "file", path_without_versions(sample.file)
