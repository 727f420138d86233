"""One body against its message at one version: what is wrong, in the words of the reference.

Knows values and pointers, no files; so the same judgement serves samples and live bodies.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from microref.checks.samples import kinds
from microref.checks.samples.engine import compile_schema, pointer_of
from microref.checks.samples.words import broken, kind_of, shown, type_phrase
from microref.derive.intervals import intervals
from microref.derive.resolve import Field, ResolvedMessage
from microref.derive.schema import body_schema, present
from microref.diagnostics import Kind
from microref.load import json_pointer
from microref.load.json_text import Pointer
from microref.microversion import Microversion, Window
from microref.words import did_you_mean, is_misspelling, nearest

if TYPE_CHECKING:
    import jsonschema_rs


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong with a body."""

    kind: Kind
    pointer: Pointer
    """The part of the body that is wrong; for a missing field what should hold it."""
    message: str
    field: Field | None = None
    """The field of the spec that says so."""
    name: str | None = None
    """The field that is missing, also where another name stands in its place."""
    hint: str | None = None
    is_about_key: bool = False
    """Whether the member should not be there at all, whatever its value."""


class Judge:
    """Judges bodies of one operation side; compiles each schema once."""

    def __init__(self, messages: Sequence[ResolvedMessage]) -> None:
        self.messages = tuple(messages)
        """All of the side, for they may be alternatives of one another."""
        self._validators: dict[tuple[int, Window], jsonschema_rs.Validator | None] = {}
        self._intervals: dict[int, tuple[Window, ...]] = {}

    def interval(
        self, message: ResolvedMessage, version: Microversion | None, *, samples_at: str
    ) -> Window | None:
        """As `choose_interval`, for many bodies of one message."""
        return _pick(self.intervals(message), version, samples_at)

    def intervals(self, message: ResolvedMessage) -> tuple[Window, ...]:
        """The windows at which bodies of a message are judged alike; found once."""
        if id(message) not in self._intervals:
            self._intervals[id(message)] = intervals(message)
        return self._intervals[id(message)]

    def judge(
        self, message: ResolvedMessage, interval: Window, version: Microversion | None, body: Any
    ) -> Iterator[Fault]:
        """The faults of a body at an interval of a message's versions.

        `version` is the one that messages name. Faults of `schema` keywords that are
        no JSON Schema are the spec's, not the body's: such a body gets no verdict.
        """
        validator = self._validator(message, interval)
        if validator is None:
            return
        try:
            errors = list(validator.iter_errors(body))
        except ValueError as reason:  # half a surrogate pair, say: no JSON text has it
            yield Fault(kinds.NOT_JSON, (), f"the body holds what JSON cannot say: {reason}")
            return
        placed = [(pointer_of(error, body), error) for error in errors]
        teller = _Teller(message, self.messages, interval, version, body)
        # What is listed for other versions only leaves open what the body is at this one.
        says_nothing = not present(message.body, interval)
        meant = teller.pair(placed)
        wrong_types = {pointer for pointer, error in placed if error.kind.name == "type"}
        for pointer, error in placed:
            if (
                error.kind.name == "required"
                and error.kind.value in meant.get(pointer, {}).values()
            ):
                continue  # said with the name that stands in its place
            # A value of the wrong type breaks other keywords too: one finding says it.
            if error.kind.name in ("type", "required", "additionalProperties") or (
                pointer not in wrong_types
            ):
                for fault in teller.tell(pointer, error):
                    if not (says_nothing and _is_unknown_at_root(fault)):
                        yield fault

    def is_open(self, message: ResolvedMessage, interval: Window) -> bool:
        """Whether the spec says nothing of the body, which may be anything, JSON or not."""
        return body_schema(message, interval) is True

    def _validator(
        self, message: ResolvedMessage, interval: Window
    ) -> jsonschema_rs.Validator | None:
        key = (id(message), interval)
        if key not in self._validators:
            self._validators[key] = compile_schema(body_schema(message, interval))
        return self._validators[key]


def _is_unknown_at_root(fault: Fault) -> bool:
    return fault.kind is kinds.UNKNOWN_FIELD and not any(
        isinstance(part, str) for part in fault.pointer[:-1]
    )


def choose_interval(
    message: ResolvedMessage, version: Microversion | None, *, samples_at: str
) -> Window | None:
    """The interval at which a body without, or with, a version of its own is judged."""
    return _pick(intervals(message), version, samples_at)


def _pick(
    known: tuple[Window, ...], version: Microversion | None, samples_at: str
) -> Window | None:
    if version is not None:
        return next((interval for interval in known if version in interval), None)
    if not known:
        return None
    return known[-1] if samples_at == "maximum" else known[0]


class _Teller:
    """Puts errors of the engine into the words of the reference."""

    def __init__(
        self,
        message: ResolvedMessage,
        siblings: Sequence[ResolvedMessage],
        interval: Window,
        version: Microversion | None,
        body: Any,
    ) -> None:
        self._message = message
        self._body = body
        self._meant: dict[Pointer, dict[str, str]] = {}
        self._siblings = siblings
        self._interval = interval
        self._version = version
        self._is_patch = message.message.body == "json-patch"

    def pair(
        self, placed: Sequence[tuple[Pointer, jsonschema_rs.ValidationError]]
    ) -> Mapping[Pointer, Mapping[str, str]]:
        """Names that no field has, each with the missing field at its place that it may be."""
        missing: dict[Pointer, list[str]] = {}
        for pointer, error in placed:
            if error.kind.name == "required":
                missing.setdefault(pointer, []).append(error.kind.value)
        for pointer, error in placed if missing else ():
            if error.kind.name == "additionalProperties" and pointer in missing:
                known = {field.name for field in self._known_at(pointer)}
                left = missing[pointer]
                for name in error.kind.value:
                    near = [field for field in left if is_misspelling(name, field)]
                    if near and name not in known:
                        left.remove(near[0])
                        self._meant.setdefault(pointer, {})[name] = near[0]
        return self._meant

    def tell(self, pointer: Pointer, error: jsonschema_rs.ValidationError) -> Iterator[Fault]:
        kind = error.kind
        match kind.name:
            case "additionalProperties" | "unevaluatedProperties":
                for name in kind.value:
                    yield self._unexpected(pointer, name)
            case "required":
                yield self._missing(pointer, kind.value)
            case "type":
                yield self._wrong_type(pointer, error.instance, kind.value)
            case "format":
                yield self._fault(
                    kinds.WRONG_FORMAT, pointer, f"is no {kind.value}: {shown(error.instance)}"
                )
            case "enum":
                options = ", ".join(shown(option) for option in kind.value)
                yield self._fault(
                    kinds.NULL if error.instance is None else kinds.NOT_IN_ENUM,
                    pointer,
                    f"must be one of {options}, not {shown(error.instance)}",
                )
            case "pattern" if self._is_patch and pointer[1:] in (("path",), ("from",)):
                yield self._unknown_path(pointer, str(error.instance))
            case "falseSchema" if not list(error.schema_path):
                yield Fault(kinds.NO_BODY, pointer, f"this {self._message.side} has no body")
            case "falseSchema":
                yield from self._refused(pointer, error)
            case _:
                yield self._fault(kinds.OTHER_KEYWORD, pointer, broken(error))

    def _refused(self, pointer: Pointer, error: jsonschema_rs.ValidationError) -> Iterator[Fault]:
        """A value where a schema of the spec says `false`."""
        holder = self._value_at(pointer)
        if list(error.schema_path)[-1] == "additionalProperties" and isinstance(holder, dict):
            # Of an object without `properties` the engine says it once, without a name.
            for name in holder:
                yield self._unexpected(pointer, name)
        else:
            yield self._fault(kinds.OTHER_KEYWORD, pointer, "must not be there")

    def _value_at(self, pointer: Pointer) -> Any:
        value = self._body
        for part in pointer:
            value = value[part]
        return value

    def _unexpected(self, pointer: Pointer, name: str) -> Fault:
        place = (*pointer, name)
        known = [
            field
            for field in self._known_at(pointer)
            if field.name == name and not field.use.is_wildcard
        ]
        if known:
            return Fault(
                kinds.OUTSIDE_WINDOW,
                place,
                self._outside(repr(name), known),
                _nearest(known),
                is_about_key=True,
            )
        holder = self._field_at(pointer)
        where = f"'{holder.name}'" if holder is not None else f"the {self._message.side}"
        meant = self._meant.get(pointer, {}).get(name)
        if meant is not None:
            return Fault(
                kinds.UNKNOWN_FIELD,
                place,
                f"{name!r} is no field of {where}, which lacks {meant!r}",
                holder,
                name=meant,
                hint="one of the two names is misspelt",
                is_about_key=True,
            )
        held = self._value_at(pointer)
        names = [field.name for field in self._known_at(pointer) if field.name not in held]
        hint = did_you_mean(name, names)
        elsewhere = self._elsewhere(name)
        if hint is None and elsewhere is not None:
            hint = f"the spec has {name!r} in {elsewhere}"
        return Fault(
            kinds.UNKNOWN_FIELD,
            place,
            f"{name!r} is no field of {where}",
            holder,
            hint=hint,
            is_about_key=True,
        )

    def _outside(self, name: str, known: Sequence[Field]) -> str:
        """Why fields that the spec has are not there at this version."""
        verb = "accepted" if self._message.side == "request" else "returned"
        at = self._version or self._interval.min or self._interval.max
        windows = [field.window for field in known if not field.window.is_empty]
        if not windows:
            return f"{name} is {verb} at no version"
        before = [window.max for window in windows if window.max and at and window.max < at]
        after = [window.min for window in windows if window.min and at and window.min > at]
        if after and not before:
            reason = f"is not {verb} before {min(after)}"
        elif before and not after:
            reason = f"is not {verb} after {max(before)}"
        elif before and after:
            reason = f"is not {verb} after {max(before)} and before {min(after)}"
        else:
            reason = f"is only {verb} in another message of this operation"
        return f"{name} {reason}"

    def _missing(self, pointer: Pointer, name: str) -> Fault:
        field = next((field for field in self._present_at(pointer) if field.name == name), None)
        holder = self._field_at(pointer)
        where = f"'{holder.name}'" if holder is not None else f"the {self._message.side}"
        at = f" at {self._version}" if self._version is not None else ""
        return Fault(
            kinds.MISSING_FIELD, pointer, f"{where} lacks {name!r}, required{at}", field, name
        )

    def _wrong_type(self, pointer: Pointer, instance: Any, expected: Any) -> Fault:
        types = [expected] if isinstance(expected, str) else list(expected)
        wanted = " or ".join(type_phrase(word) for word in types)
        if instance is None:
            return self._fault(kinds.NULL, pointer, f"must be {wanted}, not null")
        return self._fault(kinds.WRONG_TYPE, pointer, f"must be {wanted}, not {kind_of(instance)}")

    def _unknown_path(self, pointer: Pointer, path: str) -> Fault:
        first = _first_name(path)
        known = [field for field in self._known_at(()) if field.name == first]
        if known and path.startswith("/"):
            return Fault(
                kinds.OUTSIDE_WINDOW,
                pointer,
                self._outside(f"the path {path!r}", known),
                _nearest(known),
            )
        near = nearest(first, [field.name for field in self._known_at(())])
        hint = None if near is None else f"did you mean {'/' + json_pointer.token(near)!r}?"
        return Fault(
            kinds.UNKNOWN_PATCH_PATH,
            pointer,
            f"the path {path!r} begins with no field of the {self._message.side}",
            hint=hint,
        )

    def _fault(self, kind: Kind, pointer: Pointer, reason: str) -> Fault:
        names = [part for part in pointer if isinstance(part, str)]
        subject = f"'{names[-1]}'" if names else "the body"
        if pointer and isinstance(pointer[-1], int):
            subject = f"item {pointer[-1] + 1} of {subject}"
        return Fault(kind, pointer, f"{subject} {reason}", self._field_at(pointer))

    def _field_at(self, pointer: Pointer) -> Field | None:
        """The innermost field of the spec that a pointer leads into."""
        fields = self._message.body
        found = None
        for part in self._in_fields(pointer):
            if isinstance(part, int):
                continue
            field = _member(fields, part, self._interval)
            if field is None:
                break
            found, fields = field, field.fields
        return found

    def _in_fields(self, pointer: Pointer) -> Pointer:
        """A pointer into the body as one into the fields: in a patch, from the path of the step."""
        if not self._is_patch:
            return pointer
        if len(pointer) < 2 or pointer[1] != "value":
            return ()
        return (_first_name(self._body[pointer[0]]["path"]), *pointer[2:])

    def _present_at(self, pointer: Pointer) -> tuple[Field, ...]:
        holder = self._field_at(pointer)
        fields = holder.fields if holder is not None else self._message.body
        return tuple(field for field in fields if field.window.covers(self._interval))

    def _known_at(self, pointer: Pointer) -> list[Field]:
        """The fields that the spec has at a place at any version, in any alternative."""
        level = [field for sibling in self._siblings for field in sibling.body]
        for part in self._in_fields(pointer):
            if not isinstance(part, int):
                named = [field for field in level if field.name == part]
                matched = named or [field for field in level if field.use.is_wildcard]
                level = [child for field in matched for child in field.fields]
        return level

    def _elsewhere(self, name: str) -> str | None:
        stack = list(self._message.body)
        while stack:
            field = stack.pop(0)
            if field.name == name:
                return f"'{field.path[-2]}'" if len(field.path) > 1 else "the body itself"
            stack.extend(field.fields)
        beside = (field for field in self._message.written if field.name == name)
        places = (field.location for field in beside if field.location != "body")
        return next((f"the {place}" for place in places), None)


def _member(fields: Sequence[Field], name: str, interval: Window) -> Field | None:
    here = [field for field in fields if field.window.covers(interval)]
    named = next((field for field in here if field.name == name), None)
    return named or next((field for field in here if field.use.is_wildcard), None)


def _first_name(path: str) -> str:
    """The name that the path of a step begins with, also where it lacks its slash."""
    return json_pointer.names(f"/{path.removeprefix('/')}")[0]


def _nearest(fields: Sequence[Field]) -> Field:
    """The alternative that a finding points at: the one that begins last."""
    return max(fields, key=lambda field: field.window.min or Microversion(0, 0))
