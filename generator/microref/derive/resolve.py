"""Messages with their uses resolved: the tree of a body, the rows of a page. Finds no faults."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from operator import attrgetter

from microref.microversion import EVERY_VERSION, Window
from microref.model import Definition, Message, Operation, Page, Spec, Use
from microref.model.walk import MessagePlace, Side, messages
from microref.source import Span

MAX_LEVELS = 32
MAX_FIELDS = 10_000
"""What one message may have. Definitions that use each other can ask for any number of fields with
few words; here the tree just ends, and the rule about endless bodies says so."""


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
        """The name as sent."""
        return self.use.name

    @property
    def location(self) -> str:
        """Where the parameter is sent; a definition that does not say so is one of the body."""
        return self.definition.location or "body"

    @property
    def required_in(self) -> Window | None:
        """The versions at which a body must hold the field; None when it never must."""
        required = self.definition.required
        if not required or self.definition.when:
            return None
        within = self.window.intersect(required) if isinstance(required, Window) else self.window
        return None if within.is_empty else within

    def replace_fields(self, fields: tuple[Field, ...]) -> Field:
        """The same field with other fields in it."""
        same = all(old is new for old, new in zip(self.fields, fields, strict=False))
        if same and len(fields) == len(self.fields):
            return self
        return dataclasses.replace(self, fields=fields)


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
    """The fields of the body as the JSON nests them: those with `under` moved to their place."""
    cut_at: Use | None = None
    """The first use whose fields are left out, because the message would have too many."""

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
    def listed(self) -> tuple[Field, ...]:
        """Those of `written`, each with the window that it has where it stands in the body."""
        moved: dict[int, list[Window]] = {}
        for field in _moved_ones(self.body):
            moved.setdefault(id(field.use), []).append(field.window)
        return _bounded(self.written, moved) if moved else self.written

    @property
    def rows(self) -> tuple[Row, ...]:
        """The list as the page shows it: each level before its fields."""
        return rows_of(self.written)


def rows_of(fields: tuple[Field, ...]) -> tuple[Row, ...]:
    """Parameters as the rows of one list, as they are written."""
    return tuple(_rows(fields, prefix="", depth=0))


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
        name: value
        for name, value in zip(_SAYABLE, _say(use.override), strict=True)
        if value is not None
    }
    return dataclasses.replace(base, **said) if said else base


_SAYABLE = tuple(
    attribute.name for attribute in dataclasses.fields(Definition) if attribute.name != "span"
)
_say = attrgetter(*_SAYABLE)


class _Resolver:
    """Resolves the messages of one spec."""

    def __init__(self, parameters: Mapping[str, Definition]) -> None:
        self._parameters = parameters
        self._left = 0
        self._cut_at: Use | None = None

    def message(self, place: MessagePlace, within: Window) -> ResolvedMessage:
        self._left = MAX_FIELDS
        self._cut_at = None
        window = place.message.window.intersect(within)
        written = self._fields(place.message.parameters, window, (), ())
        body = tuple(field for field in written if field.location == "body")
        return ResolvedMessage(place, window, written, _moved(body), self._cut_at)

    def _fields(
        self,
        uses: tuple[Use, ...],
        within: Window,
        path: tuple[str, ...],
        open_keys: tuple[str | None, ...],
    ) -> tuple[Field, ...]:
        return tuple(self._field(use, within, path, open_keys) for use in uses)

    def _field(
        self, use: Use, within: Window, path: tuple[str, ...], open_keys: tuple[str | None, ...]
    ) -> Field:
        definition = effective(use, self._parameters)
        window = (definition.window or EVERY_VERSION).intersect(within)
        own_path = (*_under(use, path), use.name)
        inherits = use.key is not None and use.override.fields is None
        # Fields without end are a finding of the loader; here the tree just ends.
        ends = inherits and use.key in open_keys
        uses = () if ends else definition.fields or ()
        if uses and (len(open_keys) >= MAX_LEVELS - 1 or len(uses) > self._left):
            self._cut_at = self._cut_at or use
            uses = ()
        self._left -= len(uses)
        base = self._parameters.get(use.key) if use.key is not None else None
        return Field(
            use=use,
            definition=definition,
            window=window,
            path=own_path,
            fields=self._fields(
                uses, window, own_path, (*open_keys, use.key if inherits else None)
            ),
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
    # A field may stand in another that is itself moved, and that may come later: what
    # stands further out is moved first, so that each part of a container gets its fields.
    order = {id(field): number for number, field in enumerate(moved)}
    moved.sort(key=lambda field: len(field.path))
    is_settled = not moved
    while not is_settled:
        homeless: list[Field] = []
        for field in moved:
            placed = _placed(remaining, field.path[:-1], field)
            if placed is None:
                homeless.append(field)
            else:
                remaining = placed
        is_settled = len(homeless) in (0, len(moved))
        moved = homeless
    return (*remaining, *sorted(moved, key=lambda field: order[id(field)]))


def _without_moved(fields: tuple[Field, ...], moved: list[Field]) -> tuple[Field, ...]:
    kept: list[Field] = []
    for field in fields:
        children = _without_moved(field.fields, moved)
        stripped = field.replace_fields(children)
        (kept if field.use.under is None else moved).append(stripped)
    return tuple(kept)


def _placed(
    fields: tuple[Field, ...], path: tuple[str, ...], field: Field
) -> tuple[Field, ...] | None:
    """`fields` with one more at the end of a path; None when the path leads nowhere."""
    if not path:
        return (*fields, field)
    result = []
    found = False
    for parent in fields:
        children = None
        if parent.name == path[0] and parent.window.overlaps(field.window):
            children = _placed(parent.fields, path[1:], _within(field, parent.window))
        found = found or children is not None
        result.append(parent if children is None else parent.replace_fields(children))
    return tuple(result) if found else None


def _moved_ones(fields: tuple[Field, ...]) -> Iterator[Field]:
    for field in fields:
        if field.use.under is not None:
            yield field
        yield from _moved_ones(field.fields)


def _bounded(fields: tuple[Field, ...], moved: Mapping[int, list[Window]]) -> tuple[Field, ...]:
    """The fields, those that are `moved` within the windows that the uses have in the body."""
    found = []
    for field in fields:
        windows = moved.get(id(field.use))
        one = field if windows is None else _within(field, _around(windows))
        found.append(one.replace_fields(_bounded(one.fields, moved)))
    return tuple(found)


def _around(windows: list[Window]) -> Window:
    """From the first to the last version of several windows: a row can have one window only."""
    lows = [window.min for window in windows if window.min is not None]
    highs = [window.max for window in windows if window.max is not None]
    return Window(
        min(lows) if len(lows) == len(windows) else None,
        max(highs) if len(highs) == len(windows) else None,
    )


def _within(field: Field, window: Window) -> Field:
    """A field, and all that stands in it, in a parent that exists for a window only."""
    return dataclasses.replace(
        field,
        window=field.window.intersect(window),
        fields=tuple(_within(child, window) for child in field.fields),
    )


def _rows(fields: tuple[Field, ...], prefix: str, depth: int) -> Iterator[Row]:
    for field in fields:
        label = field.use.label
        text = label.text if label is not None else prefix + field.name
        if field.use.row:
            yield Row(text, label is not None and label.markup, field, depth)
        inner = f"{text}." if field.use.labels == "dotted" else ""
        yield from _rows(field.fields, inner, depth + 1 if field.use.row else depth)
