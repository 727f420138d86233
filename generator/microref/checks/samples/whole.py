"""Samples that are wrong as a whole: of the other side, or of something else. One finding each."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from typing import Any

from microref.checks.samples import kinds
from microref.checks.samples.judge import Judge
from microref.checks.samples.judged import JudgedSample, objects, that_count
from microref.derive.resolve import Field, ResolvedMessage
from microref.derive.schema import present
from microref.diagnostics import Diagnostic
from microref.load import json_pointer
from microref.words import is_misspelling

OTHER = {"request": "response", "response": "request"}
_SIDE = re.compile(r"(?:^|[-_.])(?:(req|request)|resp|response)(?:[-_.]|$)", re.IGNORECASE)
_SHOWN = 4
_UNKNOWN = (kinds.UNKNOWN_FIELD, kinds.UNKNOWN_PATCH_PATH)


def wrong_as_a_whole(
    judged: JudgedSample, judges: Mapping[str, Judge], all_of_side: Collection[JudgedSample]
) -> Diagnostic | None:
    """The one finding that stands for all that is wrong with a sample, if there is one.

    `all_of_side` are the samples of the same side of the operation, this one among them.
    """
    return _swapped(judged, judges) or _strange(judged, all_of_side)


def _swapped(judged: JudgedSample, judges: Mapping[str, Judge]) -> Diagnostic | None:
    side = judged.message.side
    other = OTHER[side]
    is_named_so = _side_of(judged.sample.file) == other
    # What nothing is said of takes anything: then the name of the file has to say it.
    if not judged.counted and not (
        is_named_so and judged.judge.is_open(judged.message, judged.interval)
    ):
        return None
    for message in judged.operation.of_side(other):
        if _fits(judged, judges[other], message, is_named_so):
            return kinds.OTHER_SIDE.at(
                judged.sample.span,
                f"{judged.sample.file!r} stands as a sample of the {side}, and is one of the"
                f" {other} of {judged.message.operation.id!r}",
                hint=f"move it to the samples of the {other}, and show one of the {side} here",
            )
    return None


def _side_of(file: str) -> str | None:
    """The side that the name of a file says, if it says just one."""
    name = file.rpartition("/")[2]
    said = {"request" if match[1] else "response" for match in _SIDE.finditer(name)}
    return said.pop() if len(said) == 1 else None


def _fits(judged: JudgedSample, judge: Judge, message: ResolvedMessage, is_named_so: bool) -> bool:
    """Whether a sample is without doubt one of a message."""
    if message.message.body not in (None, "json", "array"):
        return False
    shown = [each.keys() for each in objects(judged.file.value)]
    own = {field.name for each in judged.judge.messages for field in each.body}
    # It has a name that the message asks for, and that its own message does not know at all.
    tells = [
        field
        for field in message.body
        if shown and all(field.name in names for names in shown) and field.name not in own
    ]
    if not any(is_named_so or field.required_in is not None for field in tells):
        return False
    interval = judge.interval(message, judged.version, samples_at="minimum")
    if interval is None:
        return False
    faults = judge.judge(message, interval, judged.version, judged.file.value)
    return not that_count(faults, judged.sample)


def _strange(judged: JudgedSample, all_of_side: Collection[JudgedSample]) -> Diagnostic | None:
    """A sample that has no top-level name of its message."""
    first = next((fault for fault in judged.counted if fault.kind in _UNKNOWN), None)
    if first is None or not present(judged.message.body, judged.interval):
        return None  # of the versions at which nothing is listed, nothing is said
    fields = [field for each in judged.judge.messages for field in each.body]
    known = list(dict.fromkeys(field.name for field in fields))
    is_patch = judged.message.message.body == "json-patch"
    shown = _patched(judged.file.value) if is_patch else _names(judged.file.value)
    if any(field.use.is_wildcard for field in fields) or not shown:
        return None
    if any(name in known or any(is_misspelling(name, one) for one in known) for name in shown):
        return None
    # Beside a sample that fits, it is another form of the body, and told field by field.
    if any(not one.counted and one.message is judged.message for one in all_of_side):
        return None
    place = judged.file.value_at if is_patch else judged.file.key_at
    return kinds.NOTHING_IN_COMMON.at(
        place(first.pointer),
        f"this sample has {_listed(shown)}, and the {judged.message.side} {_listed(known)}:"
        " they have no name in common",
        hint=_level(judged.file.value, shown, fields)
        or "show another sample, or list the fields that this one has",
        entry=judged.sample.span,
    )


def _names(body: Any) -> list[str]:
    return list(dict.fromkeys(name for each in objects(body) for name in each))


def _patched(steps: Any) -> list[str]:
    """The names that the paths of a JSON Patch begin with; none when a step has no path."""
    said = [each.get("path") for each in objects(steps)]
    paths = [path for path in said if isinstance(path, str) and path.startswith("/")]
    if len(paths) < len(said):
        return []
    return list(dict.fromkeys(json_pointer.names(path)[0] for path in paths))


def _listed(names: Collection[str]) -> str:
    first = [repr(name) for name in list(names)[:_SHOWN]]
    more = len(names) - len(first)
    if more:
        return f"{', '.join(first)} and {more} more"
    return " and ".join([", ".join(first[:-1]), first[-1]] if len(first) > 1 else first)


def _level(body: Any, shown: list[str], fields: list[Field]) -> str | None:
    """A hint for a body and a list of which one has a level more than the other."""
    known = {field.name for field in fields}
    for name in shown:
        if any(known & each.keys() for each in _below(body, name)):
            return f"the listed fields stand in {name!r}: put them into it, with `row: false`"
    for field in fields:
        if {inner.name for inner in field.fields} & set(shown):
            return f"the fields of {field.name!r} stand in the body itself: take that level out"
    return None


def _below(body: Any, name: str) -> Iterator[dict[str, Any]]:
    for each in objects(body):
        if name in each:
            yield from objects(each[name])
