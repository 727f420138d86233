"""References within a spec: whether what is named exists, once. Judges no content."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from microref.diagnostics import Diagnostic, Edit, Related
from microref.load import kinds
from microref.load.places import places_fit
from microref.model import TYPES, Guard, NoticeUse, Operation, Spec
from microref.model.operation import slug
from microref.model.walk import blocks, definitions, texts, uses, uses_in
from microref.source import Span
from microref.words import did_you_mean


def link(
    spec: Spec, *, lost: Collection[str] = (), is_complete: bool = True
) -> Iterator[Diagnostic]:
    """Every reference that leads nowhere, and every name that is given twice.

    What refers to a definition or notice that could not be read is not at fault.
    `lost` are the keys of those; they are unknown when the spec is not complete,
    since one of its files could not be read.
    """
    if is_complete:
        yield from _definitions_exist(spec, {*spec.parameters, *lost})
        yield from _notices_exist(spec, {*spec.notices, *lost})
    yield from _ids_are_unique(spec)
    yield from _types_are_known(spec)
    yield from _fields_end(spec)
    yield from places_fit(spec)
    yield from _reasons_exist(spec)


def _missing(what: str, key: str, span: Span, known: Iterable[str]) -> Diagnostic:
    names = tuple(known)
    message = f"there is no {what} {key!r}"
    return kinds.DANGLING.at(span, message, hint=did_you_mean(key, names))


def _definitions_exist(spec: Spec, known: Collection[str]) -> Iterator[Diagnostic]:
    for use in uses(spec):
        if use.key is not None and use.key not in known:
            place = use.key_span or use.span
            yield _missing("parameter definition", use.key, place, spec.parameters)


def _notices_exist(spec: Spec, known: Collection[str]) -> Iterator[Diagnostic]:
    for text in texts(spec):
        for block in blocks(text):
            if isinstance(block, NoticeUse) and block.notice not in known:
                place = block.notice_span or block.span
                yield _missing("notice", block.notice, place, spec.notices)
    for guard in _guards(spec):
        if guard.notice not in known:
            yield _missing("notice", guard.notice, guard.notice_span or guard.span, spec.notices)


def _guards(spec: Spec) -> Iterator[Guard]:
    for definition in definitions(spec):
        if definition.guard is not None:
            yield definition.guard
    for operation in spec.operations:
        yield from operation.guards


def _ids_are_unique(spec: Spec) -> Iterator[Diagnostic]:
    seen: dict[str, Operation] = {}
    for operation in spec.operations:
        first = seen.setdefault(slug(operation.id), operation)
        if first is operation:
            continue
        message = f"the id {operation.id!r} is given to two operations"
        if first.id != operation.id:
            message = (
                f"the ids {first.id!r} and {operation.id!r} differ only in case or in"
                " '.', '_' and '-', and are one in links"
            )
        yield kinds.DUPLICATE.at(operation.span, message, related=[Related("first", first.span)])


_MEANT_TYPES = {
    "bool": "boolean",
    "dict": "object",
    "dictionary": "object",
    "double": "float",
    "int": "integer",
    "list": "array",
    "number": "float",
    "str": "string",
    "text": "string",
    **{word: word for word in TYPES},
}
"""Words of other languages for the types, in lower case."""


def _types_are_known(spec: Spec) -> Iterator[Diagnostic]:
    for definition in definitions(spec):
        if definition.type is not None and definition.type not in TYPES:
            meant = _MEANT_TYPES.get(definition.type.lower())
            span = definition.type_span or definition.span
            yield kinds.UNKNOWN_TYPE.at(
                span,
                f"{definition.type!r} is no type; any value is accepted",
                hint=(f"write {meant!r}" if meant else did_you_mean(definition.type, TYPES))
                or f"the types are {', '.join(TYPES)}",
                fix=[Edit(span, meant, old=definition.type)] if meant else [],
            )


def _fields_end(spec: Spec) -> Iterator[Diagnostic]:
    """Definitions whose fields lead back to themselves."""
    refers = {
        key: [use.key for use in uses_in(definition.fields or ()) if use.override.fields is None]
        for key, definition in spec.parameters.items()
    }
    finished: set[str] = set()
    for start in refers:
        path: dict[str, None] = {}  # in the order of the way; a list would be slow to search
        stack = [iter([start])]
        while stack:
            key = next(stack[-1], None)
            if key is None:
                stack.pop()
                if path:
                    finished.add(path.popitem()[0])
            elif key in path:
                way = list(path)
                chain = " contains ".join([*way[way.index(key) :], key])
                yield kinds.CYCLE.at(spec.parameters[key].span, f"fields without end: {chain}")
            elif key in refers and key not in finished:
                path[key] = None
                stack.append(iter([name for name in refers[key] if name is not None]))


def _reasons_exist(spec: Spec) -> Iterator[Diagnostic]:
    reasons = spec.api.status_reasons
    for operation in spec.operations:
        statuses = [operation.status]
        statuses += [message.status for message in (*operation.request, *operation.response)]
        for status in statuses:
            for code in status.codes if status is not None else ():
                known = reasons.get(code.code, {})
                if code.reason is not None and code.reason not in known:
                    place = code.reason_span or code.span
                    yield _missing(f"reason for {code.code}", code.reason, place, known)
