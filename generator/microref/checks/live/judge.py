"""One live request or answer of an operation that is known. Finds no operation."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl

from microref.checks.live import kinds
from microref.checks.live.body import ABSENT, Unreadable
from microref.checks.samples.judge import Fault, Judge
from microref.checks.samples.kinds import NO_BODY, NOT_JSON
from microref.derive.resolve import Field, ResolvedMessage
from microref.diagnostics import Diagnostic
from microref.load import json_pointer
from microref.microversion import EVERY_VERSION, Microversion, Window
from microref.model import FIRST_ERROR, Code, Operation
from microref.model.walk import Side

_FIRST_REDIRECTION = 300

_WITHOUT_BODY = frozenset([204, 205, 304])
"""Status codes whose answers have no body, whatever the operation says of others (RFC 9110)."""


@dataclass(frozen=True, slots=True)
class Seen:
    """A request or an answer, as far as it is judged."""

    side: Side
    version: Microversion | None
    body: Any
    """The body as Python has JSON, ABSENT, or Unreadable."""
    status: int | None = None
    query: tuple[str, ...] = ()
    """The names of the query parameters."""

    def is_in(self, window: Window) -> bool:
        """Whether it can be at a version of a window."""
        return not window.is_empty if self.version is None else self.version in window


def query_names(path: str) -> tuple[str, ...]:
    """The names of the query parameters of a path or URL, each once."""
    query = path.partition("#")[0].partition("?")[2]
    pairs = parse_qsl(query, keep_blank_values=True)
    return tuple(dict.fromkeys(name for name, _ in pairs))


class LiveJudge:
    """Judges requests and answers of known operations; compiles each schema once."""

    def __init__(
        self, messages: Mapping[str, Sequence[ResolvedMessage]], *, samples_at: str
    ) -> None:
        """`messages` are those of each operation, by its id."""
        self._messages = messages
        self._samples_at = samples_at
        # Two threads may both make one: they are equal, and the last one stays.
        self._judges: dict[tuple[str, Side], Judge] = {}

    def __getstate__(self) -> dict[str, Any]:
        """Without compiled schemas, which cannot be pickled and are made again."""
        return {**self.__dict__, "_judges": {}}

    def judge(self, operation: Operation, seen: Seen) -> Iterator[Diagnostic]:
        """What is wrong with a request or answer of an operation that exists at its version."""
        messages = [one for one in self._messages.get(operation.id, ()) if one.side == seen.side]
        here = [one for one in messages if seen.is_in(one.window)]
        if messages and not here and (seen.status is None or seen.status < FIRST_ERROR):
            place = messages[0].message.span
            yield kinds.OUTSIDE_WINDOW.at(place, f"there is none, only at: {_windows(messages)}")
        if seen.status is not None:
            unlisted = list(_code(operation, messages, seen))
            yield from unlisted
            # What belongs to a redirection that is not listed nobody can say.
            is_told = not unlisted or seen.status < _FIRST_REDIRECTION
            here = _for_status(here, seen.status) if is_told else []
        if seen.side == "request":
            yield from _query(operation, messages, seen)
        # Of messages that nothing tells apart it is the one that fits best.
        judge = self._judge_of(operation, seen.side, messages)
        verdicts = [list(self._body(judge, message, seen)) for message in here]
        yield from min(verdicts, key=len, default=[])

    def _judge_of(
        self, operation: Operation, side: Side, messages: Sequence[ResolvedMessage]
    ) -> Judge:
        key = (operation.id, side)
        judge = self._judges.get(key)
        if judge is None:
            judge = self._judges[key] = Judge(messages)
        return judge

    def _body(self, judge: Judge, message: ResolvedMessage, seen: Seen) -> Iterator[Diagnostic]:
        interval = judge.interval(message, seen.version, samples_at=self._samples_at)
        assert interval is not None, "a message that exists at a version has an interval there"
        if isinstance(seen.body, Unreadable):
            if message.message.body == "none":
                yield NO_BODY.at(message.message.span, f"this {message.side} has no body")
            elif not judge.is_open(message, interval):
                yield NOT_JSON.at(message.message.span, f"the body is not JSON: {seen.body.reason}")
        elif seen.body is not ABSENT:
            for fault in judge.judge(message, interval, seen.version, seen.body):
                yield _placed(fault, message)
        elif seen.status not in _WITHOUT_BODY and not _is_head(message):
            demanded = [
                field
                for field in message.body
                if field.required_in is not None
                and field.required_in.covers(interval)
                and not field.use.is_wildcard
            ]
            if demanded:
                text = f"there is no body, and it must hold {demanded[0].name!r}"
                yield kinds.MISSING_BODY.at(demanded[0].defined_at, text)


def _code(
    operation: Operation, messages: Sequence[ResolvedMessage], seen: Seen
) -> Iterator[Diagnostic]:
    """Whether a status code is one of those that the operation lists."""
    listed = _listed(operation, messages)
    same = [(code, window) for code, window in listed if code.code == seen.status]
    if not listed or any(seen.is_in(window) for _, window in same):
        return
    if same:
        windows = ", ".join(dict.fromkeys(str(window) for _, window in same))
        text = f"the code {seen.status} is only listed at: {windows}"
        yield kinds.UNLISTED_CODE.at(same[0][0].span, text)
    else:
        known = ", ".join(str(number) for number in sorted({code.code for code, _ in listed}))
        text = f"the code {seen.status} is not among those that are listed: {known}"
        yield kinds.UNLISTED_CODE.at(listed[0][0].span, text)


def _listed(operation: Operation, messages: Sequence[ResolvedMessage]) -> list[tuple[Code, Window]]:
    """The status codes of an operation and of its messages, each with where it holds."""
    groups = [
        (operation.status, EVERY_VERSION),
        *((message.message.status, message.window) for message in messages),
    ]
    return [
        (code, code.window.intersect(window))
        for status, window in groups
        if status is not None
        for code in status.codes
    ]


def _for_status(messages: Sequence[ResolvedMessage], status: int) -> list[ResolvedMessage]:
    """The responses that an answer with a status code can be."""
    own = [
        message
        for message in messages
        if message.message.status is not None
        and any(code.code == status for code in message.message.status.codes)
    ]
    if own or status >= FIRST_ERROR:
        return own
    return [message for message in messages if message.message.status is None]


def _is_head(message: ResolvedMessage) -> bool:
    """Whether it is an answer to HEAD, which never has the body that it tells of."""
    return message.side == "response" and message.operation.method == "HEAD"


def _query(
    operation: Operation, messages: Sequence[ResolvedMessage], seen: Seen
) -> Iterator[Diagnostic]:
    """Whether the reference has the parameters of a query at the version."""
    known = [field for message in messages for field in _queries(message.written)]
    shown = query_names(operation.path)  # a page may show a query in the URL itself
    for name in seen.query:
        named = [field for field in known if field.name == name or field.use.is_wildcard]
        if name in shown or any(seen.is_in(field.window) for field in named):
            continue
        if named:
            windows = ", ".join(dict.fromkeys(str(field.window) for field in named))
            text = f"the query parameter {name!r} is only accepted at: {windows}"
            yield kinds.UNKNOWN_QUERY.at(named[0].defined_at, text)
        else:
            place = messages[0].message.span if messages else operation.span
            text = f"the reference has no query parameter {name!r}"
            yield kinds.UNKNOWN_QUERY.at(place, text)


def _queries(fields: Iterable[Field]) -> Iterator[Field]:
    for field in fields:
        if field.location == "query":
            yield field
        yield from _queries(field.fields)


def _windows(messages: Iterable[ResolvedMessage]) -> str:
    return ", ".join(dict.fromkeys(str(message.window) for message in messages))


def _placed(fault: Fault, message: ResolvedMessage) -> Diagnostic:
    """A fault of a body as a finding: at the place in the spec that says otherwise."""
    where = json_pointer.join(fault.pointer)
    text = f"{fault.message} (at {where})" if where else fault.message
    place = message.message.span if fault.field is None else fault.field.defined_at
    return fault.kind.at(place, text, hint=fault.hint)
