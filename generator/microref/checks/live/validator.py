"""Requests and answers against a whole spec: finds the operation, and gives a verdict."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from microref.calls import CallError
from microref.checks.live import kinds
from microref.checks.live.body import ABSENT, read
from microref.checks.live.find import Finder
from microref.checks.live.judge import LiveJudge, Seen, query_names
from microref.checks.suppress import Suppression, not_silenced
from microref.derive.resolve import ResolvedMessage
from microref.diagnostics import Diagnostic, Related, in_order
from microref.microversion import Microversion
from microref.model import Api, Operation, Spec
from microref.model.walk import Side

_LATEST = "latest"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is wrong with one request or answer."""

    side: Side
    """`request` or `response`."""
    operation: str | None
    """Id of the operation that it belongs to; None where the spec has none at the version."""
    microversion: Microversion | None
    """The version at which it was judged; None where the API has none."""
    diagnostics: tuple[Diagnostic, ...]
    """What contradicts the spec, each at the place in the spec that says otherwise."""

    @property
    def is_valid(self) -> bool:
        """Whether nothing contradicts the spec."""
        return not self.diagnostics

    def __str__(self) -> str:
        return "\n".join(map(str, self.diagnostics))


@dataclass(frozen=True, slots=True)
class _Asked:
    """Which operation a call means."""

    method: str | None
    path: str | None
    operation: str | None
    action: str | None


class Validator:
    """Judges requests and answers by one spec.

    Threads can share one, and it can be pickled. `api.validator` makes one.
    """

    def __init__(
        self,
        spec: Spec,
        messages: Iterable[ResolvedMessage],
        *,
        prefixes: Sequence[str] = (),
        suppressions: Sequence[Suppression] = (),
        ignored: Sequence[str] = (),
    ) -> None:
        """`prefixes` may stand before any path; `ignored` are beginnings of codes to leave out."""
        by_operation: dict[str, list[ResolvedMessage]] = {}
        for message in messages:
            by_operation.setdefault(message.operation.id, []).append(message)
        self._api = spec.api
        self._finder = Finder(spec, by_operation, prefixes)
        self._judge = LiveJudge(by_operation, samples_at=spec.api.samples_at)
        self._suppressions = tuple(suppressions)
        self._ignored = tuple(ignored)

    @property
    def api(self) -> Api:
        """The API whose reference it is."""
        return self._api

    def request(
        self,
        method: str | None = None,
        path: str | None = None,
        *,
        operation: str | None = None,
        action: str | None = None,
        microversion: Microversion | str | None = None,
        body: Any = ABSENT,
    ) -> Verdict:
        """Judge what a client sends: `body` as Python has JSON, as bytes of JSON text, or ABSENT.

        The operation is found by method and path (a query may follow) and, where several
        have the same, by `action` or by the key in the body; or it is named by its id.
        `microversion` may be `latest`; by default it is the lowest, as for a request
        without the header. Raises CallError where the call does not say what is meant.
        """
        seen = Seen(
            "request", self._version(microversion), read(body), query=query_names(path or "")
        )
        return self._verdict(_Asked(method, path, operation, action), seen)

    def response(
        self,
        method: str | None = None,
        path: str | None = None,
        *,
        operation: str | None = None,
        action: str | None = None,
        microversion: Microversion | str | None = None,
        status: int | None = None,
        body: Any = ABSENT,
    ) -> Verdict:
        """Judge what a service answers; as `request`, with the status code of the answer.

        The body of an error is judged where a response of the spec has its code.
        """
        if not isinstance(status, int | None):
            raise CallError(f"a status is a number, as 404; not {status!r}")
        seen = Seen("response", self._version(microversion), read(body), status)
        return self._verdict(_Asked(method, path, operation, action), seen)

    def _version(self, microversion: Microversion | str | None) -> Microversion | None:
        known = self._api.microversions
        if microversion is None:
            return known.minimum
        if microversion == _LATEST:
            if known.maximum is None and known.minimum is not None:
                raise CallError("`latest` is unknown, since the reference names no maximum")
            return known.maximum
        if not isinstance(microversion, (str, Microversion)):
            # As a number 2.10 is 2.1.
            raise CallError(f"a microversion is text, as '2.79'; not {microversion!r}")
        try:
            return Microversion.parse(str(microversion))
        except ValueError as error:
            raise CallError(str(error)) from None

    def _verdict(self, asked: _Asked, seen: Seen) -> Verdict:
        if asked.operation is not None:
            return self._of_any((self._finder.by_id(asked.operation),), asked.operation, seen)
        if asked.method is None or asked.path is None:
            raise CallError("name an operation: by method and path, or by its id")
        what = f"{asked.method.upper()} {asked.path}"
        route = self._finder.route(asked.method, asked.path)
        if route is None:
            methods = ", ".join(self._finder.methods(asked.path))
            hint = f"for this path it has {methods}" if methods else None
            text = f"the reference has no operation {what}"
            found = kinds.UNKNOWN_OPERATION.at(self._api.span, text, hint=hint)
            return self._told(None, seen, [found])
        keys = _keys(seen.body) if seen.side == "request" else None
        operations = self._finder.among(route, asked.action, keys)
        if not operations:
            said = asked.action or ", ".join(keys or ())
            text = f"the reference has no action {said!r} of {what}"
            if not said:
                text = f"{what} is several operations, and no body tells which one"
            found = kinds.UNKNOWN_OPERATION.at(route.operations[0].span, text)
            return self._told(None, seen, [found])
        return self._of_any(operations, what, seen)

    def _of_any(self, operations: Sequence[Operation], what: str, seen: Seen) -> Verdict:
        """The verdict on what belongs to one of a few operations."""
        window = self._api.microversions.window
        here = [one for one in operations if seen.is_in(one.window.intersect(window))]
        if not here:
            windows = ", ".join(
                dict.fromkeys(str(one.window.intersect(window)) for one in operations)
            )
            text = f"the reference has no {what} at {seen.version}, only at: {windows}"
            found = kinds.OUTSIDE_WINDOW.at(operations[0].span, text)
            return self._told(None, seen, [found])
        # Where nothing tells them apart, it is the one that fits best.
        verdicts = [self._told(one, seen, self._judge.judge(one, seen)) for one in here]
        return min(verdicts, key=lambda verdict: len(verdict.diagnostics))

    def _told(
        self, operation: Operation | None, seen: Seen, found: Iterable[Diagnostic]
    ) -> Verdict:
        subject = ""
        related: tuple[Related, ...] = ()
        if operation is not None:
            at = "" if seen.version is None else f" at {seen.version}"
            subject = f"{seen.side} of {operation.id}{at}: "
            related = (Related("operation", operation.span),)
        wanted = [
            replace(one, message=_on_one_line(subject + one.message), related=related)
            for one in found
            if not one.code.startswith(self._ignored)
        ]
        left = not_silenced(in_order(wanted), self._suppressions)
        return Verdict(seen.side, None if operation is None else operation.id, seen.version, left)


def _on_one_line(text: str) -> str:
    """A text in which paths and keys of others may be, with what is not printable escaped."""
    if text.isprintable():
        return text
    return "".join(char if char.isprintable() else ascii(char)[1:-1] for char in text)


def _keys(body: Any) -> Sequence[str]:
    """The keys of a body, of which one may be an action."""
    return tuple(map(str, body)) if isinstance(body, dict) else ()
