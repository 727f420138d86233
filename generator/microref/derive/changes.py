"""What changes at each microversion, as it follows from windows. Reads no prose, has no words.

A change that follows from a greater one is none: what is in an operation, a message or a
field that comes, comes with it.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Literal, NamedTuple, TypeAlias

from microref.derive.intervals import FIRST, before, edges
from microref.derive.resolve import Field, ResolvedMessage
from microref.microversion import Microversion, Window
from microref.model import Definition, Operation, Spec, Status
from microref.model.walk import Side

__all__ = ["Change", "OperationChanges", "Thing", "VersionChanges", "changes"]

Part: TypeAlias = Literal["operation", "message", "field", "code"]
Kind: TypeAlias = Literal["added", "removed", "changed", "required", "optional", "deprecated"]


class Thing(NamedTuple):
    """Something of an operation that a version can have or not: what readers call the same."""

    part: Part
    """What it is."""
    side: Side | None = None
    """Of a message and a field."""
    step: int | None = None
    """The step of the message, where there are several."""
    location: str | None = None
    """Where a field is sent: `header`, `path`, `query` or `body`."""
    path: tuple[str, ...] = ()
    """The names from the root of the message to the field."""
    code: int | None = None
    """A response code."""

    @property
    def parent(self) -> Thing | None:
        """What it is in, and without which it cannot be."""
        if self.part == "operation":
            return None
        if self.part != "field":
            return Thing("operation")
        if len(self.path) == 1:
            return Thing("message", self.side, self.step)
        return self._replace(path=self.path[:-1])


@dataclass(frozen=True, slots=True)
class Change:
    """What is different about a thing, from a version on."""

    kind: Kind
    """`changed`: it has another definition; `required`: it has to be there from now on."""
    thing: Thing
    types: tuple[str, str] | None = None
    """Of a changed field, its type before and after, if that is what changes."""


@dataclass(frozen=True, slots=True)
class OperationChanges:
    """What a version changes in an operation."""

    operation: Operation
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class VersionChanges:
    """What a version changes."""

    version: Microversion
    operations: tuple[OperationChanges, ...]
    """In the order of the pages."""


def changes(spec: Spec, messages: Iterable[ResolvedMessage]) -> tuple[VersionChanges, ...]:
    """What each version of an API changes, of those that change anything, ascending.

    `messages` are those of the spec, resolved. The lowest version is what all began with.
    """
    api = spec.api.microversions.window
    resolved = {
        key: tuple(found)
        for key, found in groupby(messages, key=lambda message: id(message.operation))
    }
    found: dict[Microversion, list[OperationChanges]] = {}
    for operation in spec.operations:
        things = _things(operation, resolved.get(id(operation), ()), api)
        for version, of_version in _by_version(operation, things, api):
            found.setdefault(version, []).append(OperationChanges(operation, of_version))
    return tuple(VersionChanges(version, tuple(found[version])) for version in sorted(found))


class _Presence(NamedTuple):
    """That something is there."""

    window: Window
    definition: Definition | None = None
    required_in: Window | None = None


_Things: TypeAlias = "Mapping[Thing, list[_Presence]]"


def _things(operation: Operation, messages: Iterable[ResolvedMessage], api: Window) -> _Things:
    """What an operation has at some version, in the order of the page."""
    window = operation.window.intersect(api)
    things: dict[Thing, list[_Presence]] = {Thing("operation"): [_Presence(window)]}
    codes = [*_codes(operation.status, window)]
    for message in messages:
        whole = Thing("message", message.side, message.message.step)
        things.setdefault(whole, []).append(_Presence(message.window))
        codes += _codes(message.message.status, message.window)
        others = [field for field in message.written if field.location != "body"]
        for field in (*others, *message.body):
            root = whole._replace(part="field", location=field.location)
            for thing, presence in _fields(field, root):
                things.setdefault(thing, []).append(presence)
    for code, presence in codes:
        things.setdefault(Thing("code", code=code), []).append(presence)
    return things


def _fields(field: Field, within: Thing) -> Iterator[tuple[Thing, _Presence]]:
    thing = within._replace(path=(*within.path, field.name))
    yield thing, _Presence(field.window, field.definition, field.required_in)
    for child in field.fields:
        yield from _fields(child, thing)


def _codes(status: Status | None, within: Window) -> Iterator[tuple[int, _Presence]]:
    for code in status.codes if status is not None else ():
        yield code.code, _Presence(code.window.intersect(within))


def _by_version(
    operation: Operation, things: _Things, api: Window
) -> Iterator[tuple[Microversion, tuple[Change, ...]]]:
    """What each version changes in one operation; only versions at which something may change."""
    touched: dict[Microversion, dict[Thing, None]] = {}
    for thing, presences in things.items():
        for version in _versions(presences):
            if version in api and version not in (api.min, FIRST):
                touched.setdefault(version, {})[thing] = None
    at = operation.deprecated
    whole = Thing("operation")
    if isinstance(at, Microversion) and at in things[whole][0].window and at != api.min:
        touched.setdefault(at, {})
    for version, candidates in touched.items():
        found = [found for thing in candidates for found in _of_thing(thing, things, version)]
        if version == at:
            found.append(Change("deprecated", whole))
        if found:
            yield version, tuple(found)


def _versions(presences: Iterable[_Presence]) -> Iterator[Microversion]:
    for presence in presences:
        yield from edges(presence.window)
        if presence.required_in is not None:
            yield from edges(presence.required_in)


def _of_thing(thing: Thing, things: _Things, version: Microversion) -> Iterator[Change]:
    """How a thing differs from what it was before a version, if that follows from nothing else."""
    old, new = (_there(things[thing], at) for at in (before(version), version))
    if old and new:
        if not any(_says_the_same(one, other) for one in old for other in new):
            yield Change("changed", thing, _types(old[0], new[0]))
        was, has_to = _is_required(old, before(version)), _is_required(new, version)
        if was != has_to:
            yield Change("required" if has_to else "optional", thing)
    elif new:
        if thing.parent is None or _there(things[thing.parent], before(version)):
            yield Change("added", thing)
    elif old and (thing.parent is None or _there(things[thing.parent], version)):
        yield Change("removed", thing)


def _there(presences: Iterable[_Presence], version: Microversion) -> list[_Presence]:
    return [presence for presence in presences if version in presence.window]


def _is_required(presences: Iterable[_Presence], version: Microversion) -> bool:
    return any(
        presence.required_in is not None and version in presence.required_in
        for presence in presences
    )


def _says_the_same(one: _Presence, other: _Presence) -> bool:
    """Whether two definitions say the same of a field, beside what is looked at otherwise."""
    first, second = one.definition, other.definition
    if first is None or second is None:
        return True  # nothing but a field has one
    return first is second or _alone(first) == _alone(second)


def _types(old: _Presence, new: _Presence) -> tuple[str, str] | None:
    first, second = (each.definition and each.definition.type for each in (old, new))
    return (first, second) if first and second and first != second else None


def _alone(definition: Definition) -> Definition:
    return dataclasses.replace(
        definition, window=None, required=None, fields=None, guard=None, versions=None
    )
