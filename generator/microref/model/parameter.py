"""Parameters: definitions in the library and their uses in messages, as written."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from microref.microversion import Window
from microref.model.text import Label, Text
from microref.source import Span

JsonValue: TypeAlias = (
    "bool | int | float | str | Sequence[JsonValue] | Mapping[str, JsonValue] | None"
)

LOCATIONS = ("header", "path", "query", "body")
"""In the order in which os-api-ref wants the parameters of its files."""
TYPES = ("array", "boolean", "float", "integer", "none", "null", "object", "string")


@dataclass(frozen=True, slots=True, kw_only=True)
class Guard:
    """Who alone may change a field, and what others get: what a notice says, for machines."""

    field: str | None = None
    """Path of the guarded field in the body, names joined by `/`; not needed on a definition."""
    started_by: tuple[str, ...]
    """The actions or services that alone may do it."""
    otherwise: int
    """The response code that everyone else gets; the operation must list it."""
    notice: str
    """Key of the notice that the operation must show."""
    notice_span: Span | None = dataclasses.field(default=None, compare=False, repr=False)
    """The place of that key."""
    samples: Mapping[str, str] = dataclasses.field(default_factory=dict)
    """Samples that hold the field all the same, each with the reason why it may."""
    span: Span = dataclasses.field(compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Definition:
    """What a parameter is, wherever it is used. A use may say otherwise for itself.

    None is "not said here".
    """

    description: Text | None = None
    """What the parameter means."""
    location: str | None = None
    """Where the parameter stands: `header`, `path`, `query` or `body`. By default `body`.

    What stands in an object is sent where the object is.
    """
    type: str | None = None
    """`array`, `boolean`, `float`, `integer`, `object` or `string`.

    `none`, `null` or no type is any value; without a type the page shows `any`. Another
    word is a finding, and stands for any value too.
    """
    required: bool | Window | None = None
    """Whether it must be given: `true`, `false`, or the window inside which it must.

    With a window the page shows it as optional. By default `false`.
    """
    window: Window | None = None
    nullable: bool | None = None
    """`true`: null is a value."""
    when: Text | None = None
    """The condition on which the field is present; such a field is never demanded of a body."""
    additional: bool | None = None
    """`true`: the object may hold more keys than `fields` names."""
    schema: Mapping[str, JsonValue] | None = None
    """Keywords of JSON Schema (2020-12), merged key by key over those that follow from the rest.

    `format` is asserted.
    """
    fields: tuple[Use, ...] | None = None
    """The fields of the object, or of each object of the array.

    Every use takes them that gives none itself.
    """
    guard: Guard | None = None
    """Who alone may set the field; every operation inherits it that uses the definition."""
    versions: str | None = None
    """`hidden`: the window holds, and the page does not print it."""
    type_span: Span | None = dataclasses.field(default=None, compare=False, repr=False)
    schema_span: Span | None = dataclasses.field(default=None, compare=False, repr=False)
    span: Span = dataclasses.field(compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Use:
    """A parameter where it is used: one row of a message, or one field of an object."""

    name: str
    key: str | None = None
    """Key of a definition under `parameters`; without it the mapping is the definition."""
    key_span: Span | None = dataclasses.field(default=None, compare=False, repr=False)
    """The place of that key."""
    override: Definition
    label: Label | None = None
    """Name that the row shows in place of the name as sent."""
    row: bool = True
    """`false` for a level that the JSON has and the page does not list."""
    under: str | None = None
    """Where the field stands in the body, if not where it is written: names joined by `/`."""
    labels: str | None = None
    """`dotted`: rows of the fields show as `<label>.<name>`."""
    span: Span = dataclasses.field(compare=False, repr=False)

    @property
    def is_wildcard(self) -> bool:
        """Whether the name stands for every key of a map, as in `{any}`."""
        return self.name.startswith("{") and self.name.endswith("}")
