"""A window that holds no version of the API.

What counts is the intersection of a window with those of the field above it, the
message, the operation and the API. An element that exists at no version is never
shown and never checked.

Wrong::

    min_version: "2.60"
    max_version: "2.59"

Right::

    min_version: "2.60"
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from microref.checks.rule import Rule, the_spec
from microref.checks.subject import Subject
from microref.derive.resolve import Field, ResolvedMessage
from microref.diagnostics import Diagnostic, Kind, Related, Severity
from microref.microversion import Window
from microref.model import Admonition, Block, Operation, Prose, Section, Spec, Status
from microref.model.walk import definitions
from microref.source import Span


def _find(spec: Spec, subject: Subject) -> Iterator[Diagnostic]:
    api = spec.api.microversions.window
    if api.is_empty:
        yield _empty(spec.api.span, "the API", api, None)
        return
    for operation in spec.operations:
        yield from _of_operation(operation, api)
    for page in spec.pages.values():
        yield from _of_text(page.description, api)
        yield from _of_text([item for item in page.items if isinstance(item, Section)], api)
    for definition in definitions(spec):
        yield from _of_text((*(definition.description or ()), *(definition.when or ())), api)
    for message in subject.messages:
        yield from _of_message(message, message.operation.window.intersect(api))


def _of_operation(operation: Operation, api: Window) -> Iterator[Diagnostic]:
    window = operation.window.intersect(api)
    if window.is_empty:
        yield _empty(operation.span, f"the operation {operation.id}", operation.window, api)
        return
    yield from _of_status(operation.status, window)
    yield from _of_text((*operation.description, *operation.after), window)


def _of_status(status: Status | None, within: Window) -> Iterator[Diagnostic]:
    for code in status.codes if status is not None else ():
        if not code.window.overlaps(within):
            yield _empty(code.span, f"the code {code.code}", code.window, within)


def _of_text(text: Iterable[Block], within: Window) -> Iterator[Diagnostic]:
    for block in text:
        if not isinstance(block, (Prose, Admonition, Section)):
            continue
        window = block.window.intersect(within)
        if window.is_empty:
            yield _empty(block.span, "this text", block.window, within)
        elif isinstance(block, Section):
            yield from _of_text(block.text, window)


def _of_message(message: ResolvedMessage, within: Window) -> Iterator[Diagnostic]:
    if within.is_empty:
        return
    if message.window.is_empty:
        what = f"this {message.side}"
        yield _empty(message.message.span, what, message.message.window, within)
        return
    yield from _of_status(message.message.status, message.window)
    yield from _of_text(message.message.description, message.window)
    for field in message.written:
        yield from _of_field(field, message.window)


def _of_field(field: Field, within: Window) -> Iterator[Diagnostic]:
    own = field.definition.window
    if own is not None and field.window.is_empty:
        span = field.use.span
        related = [Related("defined", field.defined_at)] if field.defined_at != span else []
        yield _empty(span, f"{field.name!r}", own, within, related)
        return
    required = field.definition.required
    if isinstance(required, Window) and required.intersect(field.window).is_empty:
        yield _empty(field.use.span, f"the demand for {field.name!r}", required, field.window)
    for inner in field.fields:
        yield from _of_field(inner, field.window)


def _empty(
    span: Span, what: str, own: Window, within: Window | None, related: list[Related] | None = None
) -> Diagnostic:
    if own.is_empty:
        reason = f"from {own.min} on and until {own.max}: no version is both"
    else:
        reason = f"for {own}, within {within}: no version is both"
    return RULE.kind.at(span, f"{what} is {reason}", related=related or [])


RULE = Rule(Kind("V002", "empty-window", Severity.ERROR, __doc__ or ""), the_spec, _find)
