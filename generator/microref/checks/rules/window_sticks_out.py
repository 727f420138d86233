"""A window reaches beyond what it stands in: part of it never holds.

What counts of a window is the part within those of the field above it, the message and
the operation. A bound beyond them looks as if it said something, and says nothing: it
is a slip, or the outer window is wrong.

A bound that is the API's own is fine anywhere. A definition that several messages share
may reach beyond some of them, as long as each of its bounds counts at some use.

Wrong::

    - id: create-server-group
      min_version: "2.64"
      request:
        parameters:
          - policy: {type: string, min_version: "2.46"}

Right::

    - id: create-server-group
      min_version: "2.64"
      request:
        parameters:
          - policy: {type: string}
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from microref.checks.rule import Rule, the_spec
from microref.checks.subject import Subject
from microref.derive.resolve import Field, ResolvedMessage
from microref.diagnostics import Diagnostic, Kind, Related, Severity
from microref.microversion import Window
from microref.model import Admonition, Block, Definition, Prose, Section, Spec, Status
from microref.model.walk import definitions
from microref.source import Span


def _find(spec: Spec, subject: Subject) -> Iterator[Diagnostic]:
    seeker = _Seeker(spec.api.microversions.window, spec.parameters)
    for operation in spec.operations:
        within = operation.window.intersect(seeker.api)
        yield from seeker.of_status(operation.status, within, "operation")
        yield from seeker.of_text((*operation.description, *operation.after), within, "operation")
    for definition in definitions(spec):
        if definition.window is not None and definition.description:
            within = definition.window.intersect(seeker.api)
            yield from seeker.of_text(definition.description, within, "parameter")
    for message in subject.messages:
        yield from seeker.of_message(message)
    yield from seeker.of_fields()


@dataclass(slots=True)
class _Seeker:
    api: Window
    parameters: Mapping[str, Definition]
    _found: dict[tuple[int, str], Diagnostic] = field(default_factory=dict)
    """The first finding about each bound of a field, in a definition or a use."""
    _counting: set[tuple[int, str]] = field(default_factory=set)
    """The bounds that count somewhere."""

    def of_fields(self) -> Iterator[Diagnostic]:
        """The bounds of fields that count nowhere; known when all fields have been seen."""
        for key, finding in self._found.items():
            if key not in self._counting:
                yield finding

    def of_message(self, message: ResolvedMessage) -> Iterator[Diagnostic]:
        own, written = message.message, message.message.window
        outer = message.operation.window.intersect(self.api)
        if self._sticks_out(written, outer):
            yield _finding(own.span, f"this {message.side}", written, "the operation", outer)
        if message.window.is_empty:
            return
        yield from self.of_status(own.status, message.window, message.side)
        yield from self.of_text(own.description, message.window, message.side)
        for sample in own.samples:
            # One that is judged at a version of no message is a finding about samples.
            begins = sample.microversion or sample.window.min
            if (begins is None or begins in message.window) and self._sticks_out(
                sample.window, message.window
            ):
                yield _finding(
                    sample.span, "this sample", sample.window, f"its {message.side}", message.window
                )
        self._look(message.written, f"the {message.side}", message.window)

    def of_status(self, status: Status | None, within: Window, what: str) -> Iterator[Diagnostic]:
        for code in status.codes if status is not None else ():
            if self._sticks_out(code.window, within):
                yield _finding(
                    code.span, f"the code {code.code}", code.window, f"its {what}", within
                )

    def of_text(self, text: Iterable[Block], within: Window, what: str) -> Iterator[Diagnostic]:
        for block in text:
            if not isinstance(block, (Prose, Admonition, Section)):
                continue
            if self._sticks_out(block.window, within):
                yield _finding(block.span, "this text", block.window, f"its {what}", within)
            elif isinstance(block, Section):
                yield from self.of_text(block.text, block.window.intersect(within), what)

    def _look(self, fields: Iterable[Field], outer: str, within: Window) -> None:
        for inner in fields:
            own, required = inner.definition.window, inner.definition.required
            if own is not None:
                at_use = inner.use.override.window is not None
                self._note(own, at_use, inner, repr(inner.name), outer, within)
                if at_use:
                    self._note_base(inner)
            if isinstance(required, Window):
                at_use = inner.use.override.required is not None
                name = repr(inner.name)
                self._note(required, at_use, inner, f"the demand for {name}", name, inner.window)
            if inner.fields:
                self._look(inner.fields, repr(inner.name), inner.window)

    def _note(
        self, own: Window, at_use: bool, inner: Field, what: str, outer: str, within: Window
    ) -> None:
        if not own.overlaps(within):
            return  # what lies outside as a whole is another finding
        for bound, is_beyond in (("min", self._is_early), ("max", self._is_late)):
            # A window is one value, wherever its definition is used: it tells itself.
            key = (id(own), bound)
            if not is_beyond(own, within):
                self._counting.add(key)
            elif key not in self._found:
                use = inner.use.span
                span = use if at_use else inner.defined_at
                related = [Related("used", use)] if span != use else []
                self._found[key] = _finding(span, what, own, outer, within, related)

    def _note_base(self, inner: Field) -> None:
        """A use that says itself when the field is there may repeat a bound of its definition."""
        base = self.parameters.get(inner.use.key or "")
        if base is not None and base.window is not None:
            for bound in ("min", "max"):
                own = getattr(base.window, bound)
                if own is not None and own == getattr(inner.window, bound):
                    self._counting.add((id(base.window), bound))

    def _sticks_out(self, own: Window, within: Window) -> bool:
        """Whether a part of it lies outside; what lies outside as a whole is another finding."""
        if own.is_unbounded or not own.overlaps(within):
            return False
        return self._is_early(own, within) or self._is_late(own, within)

    def _is_early(self, own: Window, within: Window) -> bool:
        least = self.api.min
        return (
            own.min is not None
            and within.min is not None
            and own.min < within.min
            and (least is None or own.min > least)
        )

    def _is_late(self, own: Window, within: Window) -> bool:
        most = self.api.max
        return (
            own.max is not None
            and within.max is not None
            and own.max > within.max
            and (most is None or own.max < most)
        )


def _finding(
    span: Span,
    what: str,
    own: Window,
    outer: str,
    within: Window,
    related: Iterable[Related] = (),
) -> Diagnostic:
    return RULE.kind.at(
        span,
        f"{what} is for {own}, and {outer} for {within} only",
        hint="leave out the bound that never counts, or correct the outer window",
        related=related,
    )


RULE = Rule(Kind("V005", "window-sticks-out", Severity.WARNING, __doc__ or ""), the_spec, _find)
