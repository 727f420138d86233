"""A sample holds a guarded field, and the guard gives no reason why it may.

Readers copy samples. One that sets a field which they must not set teaches them
to break the rule, so each such sample is named in the guard with a reason.

Right::

    guard:
      started_by: [os-retype]
      otherwise: 409
      notice: orchestrated-swap
      samples:
        os-volumes/v2.85/update-req.json: It repeats the current volume.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from microref.checks.rule import Rule, each_operation
from microref.checks.samples.check import is_json
from microref.checks.samples.files import SampleFolder
from microref.checks.subject import OperationNode, Subject
from microref.derive.guards import AppliedGuard, guards_of
from microref.diagnostics import Diagnostic, Kind, Related, Severity
from microref.load.json_text import Pointer
from microref.model import Sample


def find(node: OperationNode, subject: Subject) -> Iterator[Diagnostic]:
    guards = guards_of(node.operation, node.messages)
    if not guards:
        return
    folder = SampleFolder(subject.samples_folder, subject.base)
    for message in node.messages:
        if message.side == "request":
            for sample in message.message.samples:
                for applied in guards:
                    yield from _judge(applied, sample, folder)


def _judge(applied: AppliedGuard, sample: Sample, folder: SampleFolder) -> Iterator[Diagnostic]:
    if sample.file in applied.guard.samples or not is_json(sample):
        return
    if folder.find(sample) is not None:
        return
    file, _ = folder.read(sample)
    if file is None:
        return
    for path in {field.path for field in applied.fields}:
        for pointer in _pointers(file.value, path, ()):
            yield RULE.kind.at(
                file.key_at(pointer),
                f"this sample holds {path[-1]!r}, which is guarded,"
                " and the guard gives no reason why it may",
                hint=f"name {sample.file} under `samples` of the guard, with the reason",
                related=[Related("guard", applied.guard.span)],
            )


def _pointers(value: Any, path: tuple[str, ...], pointer: Pointer) -> Iterator[Pointer]:
    """Where a path of names leads in a value, through arrays and maps; JSON Patch paths included."""
    if isinstance(value, list):
        for index, item in enumerate(value):
            yield from _pointers(item, path, (*pointer, index))
            if isinstance(item, dict) and str(item.get("path", "")).strip("/") == "/".join(path):
                yield (*pointer, index, "path")
    elif not path:
        yield pointer
    elif isinstance(value, dict):
        for name, member in value.items():
            if name == path[0] or (path[0].startswith("{") and path[0].endswith("}")):
                yield from _pointers(member, path[1:], (*pointer, name))


RULE = Rule(
    Kind("G104", "guarded-field-in-sample", Severity.ERROR, __doc__ or ""), each_operation, find
)
