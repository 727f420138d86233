"""Messages with their uses resolved: the tree of a body, and the flat rows of a page. Finds no faults."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from microref.microversion import EVERY_VERSION, Window
from microref.model import Definition, Message, Operation, Page, Spec, Use
from microref.model.walk import MessagePlace, Side, messages
from microref.source import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """A parameter in its place: what its definition and its use say together."""

    use: Use
    definition: Definition
    """The definition with the overrides of the use."""
    window: Window
    """Where the field exists: its own window within those of all that it stands in."""
    path: tuple[str, ...]
    """Names from the root of the body, or of the message for other parameters, to this field."""
    fields: tuple[Field, ...] = ()
    defined_at: Span
    """The definition in the library, or the use when there is none."""

    @property
    def name(self) -> str:
        return self.use.name

    @property
    def location(self) -> str:
        return self.definition.location or "body"

    @property
    def required_in(self) -> Window | None:
        """The versions at which a body must hold the field; None when it never must."""
        required = self.definition.required
        if not required or self.definition.when:
            return None
        within = self.window.intersect(required) if isinstance(required, Window) else self.window
        return None if within.is_empty else within


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the parameter list, with the name that it shows."""

    label: str
    label_markup: bool
    field: Field
    depth: int


@dataclass(frozen=True, slots=True)
class ResolvedMessage:
    """A message with its parameters as a tree and as rows."""

    place: MessagePlace
    window: Window
    """Where the message exists: its own window within the operation's and the API's."""
    written: tuple[Field, ...]
    """The parameters in the order and nesting of the text, bodies and others."""
    body: tuple[Field, ...]
    """The fields of the body in the nesting of the JSON: those with `under` moved to their place."""

    @property
    def message(self) -> Message:
        return self.place.message

    @property
    def operation(self) -> Operation:
        return self.place.operation

    @property
    def page(self) -> Page:
        return self.place.page

    @property
    def side(self) -> Side:
        return self.place.side

    @property
    def rows(self) -> tuple[Row, ...]:
        """The list as the page shows it: each level before its fields."""
        return tuple(_rows(self.written, prefix="", depth=0))


def resolve(spec: Spec) -> tuple[ResolvedMessage, ...]:
    """Every message of a spec, resolved, in the order of the pages."""
    api_window = spec.api.microversions.window
    resolver = _Resolver(spec.parameters)
    return tuple(
        resolver.message(place, place.operation.window.intersect(api_window))
        for place in messages(spec)
    )


def effective(use: Use, parameters: Mapping[str, Definition]) -> Definition:
    """The definition that a use names, with what the use itself says over it."""
    base = parameters.get(use.key) if use.key is not None else None
    if base is None:
        return use.override
    said = {
        attribute.name: value
        for attribute in dataclasses.fields(Definition)
        if attribute.name != "span" and (value := getattr(use.override, attribute.name)) is not None
    }
    return dataclasses.replace(base, **said) if said else base


class _Resolver:
    """Resolves the messages of one spec."""

    def __init__(self, parameters: Mapping[str, Definition]) -> None:
        self._parameters = parameters

    def message(self, place: MessagePlace, within: Window) -> ResolvedMessage:
        window = place.message.window.intersect(within)
        written = self._fields(place.message.parameters, window, (), ())
        body = tuple(field for field in written if field.location == "body")
        return ResolvedMessage(place, window, written, _moved(body))

    def _fields(
        self, uses: tuple[Use, ...], within: Window, path: tuple[str, ...], open_keys: tuple[str, ...]
    ) -> tuple[Field, ...]:
        return tuple(self._field(use, within, path, open_keys) for use in uses)

    def _field(
        self, use: Use, within: Window, path: tuple[str, ...], open_keys: tuple[str, ...]
    ) -> Field:
        definition = effective(use, self._parameters)
        window = (definition.window or EVERY_VERSION).intersect(within)
        own_path = (*_under(use, path), use.name)
        inherits = use.key is not None and use.override.fields is None
        # Fields without end are a finding of the loader; here the tree just ends.
        ends = inherits and use.key in open_keys
        uses = () if ends else definition.fields or ()
        keys = (*open_keys, use.key) if inherits and use.key is not None else open_keys
        base = self._parameters.get(use.key) if use.key is not None else None
        return Field(
            use=use,
            definition=definition,
            window=window,
            path=own_path,
            fields=self._fields(uses, window, own_path, keys),
            defined_at=base.span if base is not None else use.span,
        )


def _under(use: Use, path: tuple[str, ...]) -> tuple[str, ...]:
    """The path of what a use stands in: where it is written, unless it says otherwise."""
    return path if use.under is None else tuple(name for name in use.under.split("/") if name)


def _moved(fields: tuple[Field, ...]) -> tuple[Field, ...]:
    """The tree with each field that stands elsewhere in the body moved there.

    A path that leads nowhere leaves the field at the root of the body, where the
    rule about `under` reports it.
    """
    moved: list[Field] = []
    remaining = _without_moved(fields, moved)
    for field in moved:
        placed = _placed(remaining, field.path[:-1], field)
        remaining = (*remaining, field) if placed is None else placed
    return remaining


def _without_moved(fields: tuple[Field, ...], moved: list[Field]) -> tuple[Field, ...]:
    kept = []
    for field in fields:
        children = _without_moved(field.fields, moved)
        if children != field.fields:
            field = dataclasses.replace(field, fields=children)
        if field.use.under is None:
            kept.append(field)
        else:
            moved.append(field)
    return tuple(kept)


def _placed(fields: tuple[Field, ...], path: tuple[str, ...], field: Field) -> tuple[Field, ...] | None:
    """`fields` with one more at the end of a path; None when the path leads nowhere."""
    if not path:
        return (*fields, field)
    result = []
    found = False
    for parent in fields:
        if parent.name == path[0] and parent.window.overlaps(field.window):
            children = _placed(parent.fields, path[1:], field)
            if children is not None:
                parent = dataclasses.replace(parent, fields=children)
                found = True
        result.append(parent)
    return tuple(result) if found else None


def _rows(fields: tuple[Field, ...], prefix: str, depth: int) -> Iterator[Row]:
    for field in fields:
        label = field.use.label
        text = label.text if label is not None else prefix + field.name
        if field.use.row:
            yield Row(text, label is not None and label.markup, field, depth)
        inner = f"{text}." if field.use.labels == "dotted" else ""
        yield from _rows(field.fields, inner, depth + 1 if field.use.row else depth)
