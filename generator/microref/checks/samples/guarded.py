"""Where a sample holds what a guard protects. Judges nothing.

Readers copy samples, so a doubt counts against the sample: of what cannot be read
as JSON the text is searched for the name of the field.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from microref.checks.samples.entry import is_json, judged_at
from microref.checks.samples.files import SampleFile
from microref.checks.samples.judge import choose_interval
from microref.checks.subject import SampleNode, Subject
from microref.derive.guards import AppliedGuard
from microref.derive.resolve import Field
from microref.load import json_pointer
from microref.load.json_text import Pointer
from microref.microversion import Window
from microref.source import SourceFile, Span


class Holding(NamedTuple):
    """A guarded field in a sample, and where it stands."""

    field: Field
    span: Span


def holdings(applied: AppliedGuard, node: SampleNode, subject: Subject) -> Iterator[Holding]:
    """The places at which a sample holds a guarded field; none when there is no such file."""
    if subject.folder.find(node.sample) is not None:
        return
    file = subject.folder.read(node.sample)[0] if is_json(node.sample) else None
    if file is not None:
        yield from _in_body(_Guarded(applied, node, subject), file)
        return
    text = subject.folder.text(node.sample)
    if isinstance(text, SourceFile):
        yield from _in_text(applied.fields, text)


def _in_text(fields: Iterable[Field], source: SourceFile) -> Iterator[Holding]:
    by_name = {field.name: field for field in fields if not field.use.is_wildcard}
    for name, field in by_name.items():
        found = re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", source.text)
        if found:
            yield Holding(field, source.span_at(found.start(), len(name)))


class _Guarded:
    """The fields of a message, of which some are guarded."""

    def __init__(self, applied: AppliedGuard, node: SampleNode, subject: Subject) -> None:
        samples_at = subject.spec.api.samples_at
        version = judged_at(node, samples_at)
        self._body = node.message.body
        self._guarded = {id(field) for field in applied.fields}
        self._interval = choose_interval(node.message, version, samples_at=samples_at)
        self.is_patch = node.message.message.body == "json-patch"

    def on_the_way(self, names: Sequence[str]) -> Iterator[tuple[int, Field]]:
        """The guarded fields that a path of names meets, each with how far along it stands."""
        level: Sequence[Field] = self._body
        for index, name in enumerate(names):
            here = _in_force(_called(level, name), self._interval)
            yield from ((index, field) for field in here if id(field) in self._guarded)
            level = [child for field in here for child in field.fields]


def _called(level: Sequence[Field], name: str) -> Sequence[Field]:
    named = [field for field in level if field.name == name and not field.use.is_wildcard]
    return named or [field for field in level if field.use.is_wildcard]


def _in_force(fields: Sequence[Field], interval: Window | None) -> Sequence[Field]:
    """Of alternatives the one that holds at the sample's version; all when none does."""
    if interval is None:
        return fields
    return [field for field in fields if field.window.covers(interval)] or fields


def _in_body(guarded: _Guarded, file: SampleFile) -> Iterator[Holding]:
    # By the places of the text, not by its value: of a key that stands twice the value has one.
    for pointer in file.places.entries:
        step = _step(file, pointer) if guarded.is_patch else None
        if step is not None and pointer[1:] in (("path",), ("from",)):
            found = [field for _, field in guarded.on_the_way(step.names)]
        elif (
            pointer and isinstance(pointer[-1], str) and (step is not None or not guarded.is_patch)
        ):
            names = _names(pointer) if step is None else step.names + _names(pointer[2:])
            found = [field for at, field in guarded.on_the_way(names) if at == len(names) - 1]
        else:
            continue
        yield from (Holding(field, file.key_at(pointer)) for field in found)


def _names(pointer: Pointer) -> tuple[str, ...]:
    return tuple(part for part in pointer if isinstance(part, str))


class _Step(NamedTuple):
    """The place in the body that a member of a JSON Patch step is about."""

    names: tuple[str, ...]


def _step(file: SampleFile, pointer: Pointer) -> _Step | None:
    """What a pointer into a JSON Patch is about, if it leads into `path`, `from` or `value`."""
    is_about_path = pointer[1:] in (("path",), ("from",))
    if not is_about_path and (len(pointer) < 3 or pointer[1] != "value"):
        return None
    index = pointer[0]
    step = file.value[index] if isinstance(file.value, list) and isinstance(index, int) else None
    said = (
        step.get("path" if pointer[1] == "value" else pointer[1])
        if isinstance(step, dict)
        else None
    )
    if not isinstance(said, str):
        return None
    parts = json_pointer.names(said)
    return _Step(tuple(part for part in parts if not part.isdigit() and part != "-"))
