"""Samples that are calls of curl or HTTP messages, against their operation and its message."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from types import MappingProxyType

from microref.checks.samples import kinds
from microref.checks.samples.calls_in_text import CallInText, curl_calls, http_messages
from microref.checks.samples.judge import Fault, Judge
from microref.checks.samples.judged import that_count
from microref.checks.subject import SampleNode
from microref.diagnostics import Diagnostic, Related
from microref.load.json_text import JsonFault, find_places, parse_json
from microref.microversion import Microversion, Window
from microref.model import Operation
from microref.source import SourceFile, Span

READERS: Mapping[str, Callable[[str], Iterator[CallInText]]] = MappingProxyType(
    {"curl": curl_calls, "http": http_messages}
)
"""What is read in samples of which media."""

_STRUCTURE = (
    kinds.UNKNOWN_FIELD,
    kinds.MISSING_FIELD,
    kinds.OUTSIDE_WINDOW,
    kinds.WRONG_TYPE,
    kinds.NO_BODY,
    kinds.UNKNOWN_PATCH_PATH,
)
"""The faults that count: values may be placeholders here."""


def check_calls(
    node: SampleNode,
    source: SourceFile,
    calls: Sequence[CallInText],
    judge: Judge,
    at: tuple[Window, Microversion | None],
) -> Iterator[Diagnostic]:
    """What the calls in a sample do that its operation and its message do not say."""
    operation = node.message.operation
    requests = [call for call in calls if call.side == "request"]
    meant = [call for call in requests if _difference(call, operation) is None]
    if requests and not meant:
        yield kinds.COMMAND_DIFFERS.at(
            source.span_at(requests[0].offset),
            str(_difference(requests[0], operation)),
            entry=node.sample.span,
        )
        return
    side = node.message.side
    for call in meant if side == "request" else calls:
        if call.side == side and call.body is not None and _is_json(call):
            yield from _check_body(call, call.body, node, source, judge, at)


def _is_json(call: CallInText) -> bool:
    if call.media is not None:
        return "json" in call.media
    return (call.body or "").lstrip().startswith(("{", "["))


def _check_body(
    call: CallInText,
    body: str,
    node: SampleNode,
    source: SourceFile,
    judge: Judge,
    at: tuple[Window, Microversion | None],
) -> Iterator[Diagnostic]:
    try:
        value = parse_json(body).value
    except JsonFault as reason:
        # What a shell puts in place of a variable may make it JSON.
        if call.is_verbatim:
            yield kinds.COMMAND_DIFFERS.at(
                source.span_at(call.body_at + reason.offset),
                f"the body of the {call.side} is not JSON: {reason.message}",
                entry=node.sample.span,
            )
        return
    told: set[str] = set()
    for fault in that_count(judge.judge(node.message, *at, value), node.sample):
        is_variable = fault.kind is kinds.WRONG_TYPE and not call.is_verbatim
        if fault.kind in _STRUCTURE and not is_variable and fault.message not in told:
            told.add(fault.message)
            yield kinds.COMMAND_DIFFERS.at(
                _span(fault, call, body, source),
                f"in the body of the {call.side}: {fault.message}",
                hint=fault.hint,
                related=[] if fault.field is None else [Related("defined", fault.field.defined_at)],
                entry=node.sample.span,
            )


def _span(fault: Fault, call: CallInText, body: str, source: SourceFile) -> Span:
    """The place of a fault in the file that holds the body."""
    if not call.is_verbatim:
        return source.span_at(call.body_at)
    inner = SourceFile(source.path, body)
    entry = find_places(inner).of(fault.pointer)
    span = (fault.is_about_key and entry.key) or entry.value
    return source.span_at(call.body_at + inner.offset(span.line, span.column))


def _difference(call: CallInText, operation: Operation) -> str | None:
    """What in a request is not as its operation says."""
    if call.method is not None and call.method != operation.method:
        return f"this calls {call.method}, and the operation is {operation.method}"
    if call.url is not None and not _is_path(call.url, operation.path):
        return f"this calls {call.url!r}, and the path of the operation is {operation.path!r}"
    return None


_PLACEHOLDER = re.compile(r"\{[^{}]*\}")
_STANDS_FOR_ANY = ("$", "{", "<", "%")


def _is_path(url: str, path: str) -> bool:
    """Whether a URL may be one of a path: what stands before that is the endpoint."""
    own = [part for part in re.split(r"[?#]", url)[0].split("/") if part]
    wanted = [part for part in path.split("?", maxsplit=1)[0].split("/") if part]
    if any(mark in path for mark in "[]()") or not wanted or "{?" in path:
        return True
    if len(own) < len(wanted):
        # A variable may stand for the endpoint and the first parts of the path.
        if not (own and own[0].startswith(_STANDS_FOR_ANY)):
            return False
        wanted = wanted[len(wanted) - len(own) :]
    return all(map(_is_part, own[len(own) - len(wanted) :], wanted))


def _is_part(own: str, wanted: str) -> bool:
    if own.startswith(_STANDS_FOR_ANY):
        return True
    first, *others = _PLACEHOLDER.split(wanted)
    if not others:
        return own == first
    *between, last = others
    at = len(first)
    for literal in between:  # no regular expression: many placeholders would make it slow
        at = own.find(literal, at + 1)
        if at < 0:
            return False
        at += len(literal)
    return own.startswith(first) and own.endswith(last) and len(own) - len(last) > at
