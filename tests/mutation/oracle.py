"""A second reading of the spec format, from the text of the YAML alone.

It shares no code with the package on purpose: what both readings agree on is not
an accident of either. It is simple and slow, reads only what bears on the bodies
of messages, and trusts that the spec has no faults.
"""

from __future__ import annotations

import datetime as dt
import ipaddress
import operator
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

import yaml

Version = tuple[int, int]
Pointer = tuple[str | int, ...]
Names = tuple[str, ...]

MINUS_INFINITY: Version = (-1, 0)
INFINITY: Version = (1_000_000, 0)


class Undecided(Exception):
    """This reader does not know what the spec means here; the reason is the text."""


class Fault(NamedTuple):
    """What is wrong with a body: a code and a place; the name of the field that is missing."""

    code: str
    at: Pointer
    missing: str | None = None


# ------------------------------------------------------------------ the plain text


class _Loader(yaml.SafeLoader):
    """Words and numbers as YAML 1.2 has them, but 2.10 stays text."""


_Loader.yaml_implicit_resolvers = {}
for _tag, _pattern, _first in (
    ("merge", r"<<", "<"),
    ("null", r"~|null|Null|NULL|", ["~", "n", "N", ""]),
    ("bool", r"true|True|TRUE|false|False|FALSE", "tTfF"),
    ("int", r"[-+]?[0-9]+", "-+0123456789"),
):
    _Loader.add_implicit_resolver(
        f"tag:yaml.org,2002:{_tag}", re.compile(f"^(?:{_pattern})$"), list(_first)
    )


def version_of(text: str) -> Version:
    """Parse ``major.minor``."""
    major, minor = str(text).split(".")
    return int(major), int(minor)


class Window(NamedTuple):
    """Versions from ``low`` to ``high``, both inclusive."""

    low: Version = MINUS_INFINITY
    high: Version = INFINITY

    def __contains__(self, version: object) -> bool:
        return isinstance(version, tuple) and self.low <= version <= self.high

    def meet(self, other: Window) -> Window:
        return Window(max(self.low, other.low), min(self.high, other.high))

    @property
    def is_empty(self) -> bool:
        return self.low > self.high


def window_of(node: dict[str, Any], low: str = "min_version", high: str = "max_version") -> Window:
    """The window that a mapping gives."""
    return Window(
        version_of(node[low]) if low in node else MINUS_INFINITY,
        version_of(node[high]) if high in node else INFINITY,
    )


# ------------------------------------------------------------- fields, as written


@dataclass
class Field:
    """A use of a parameter together with its definition."""

    name: str
    window: Window
    type: str
    place: str
    required: bool | Window
    nullable: bool
    conditional: bool
    additional: bool
    schema: dict[str, Any]
    under: Names | None
    fields: list[Field]


@dataclass
class Message:
    """One message of an operation and side."""

    operation: str
    side: str
    window: Window
    body: str
    fields: list[Field]


class Sample(NamedTuple):
    """A sample, and where it is used."""

    file: Path
    name: str
    operation: str
    side: str
    version: Version
    partial: bool


class Spec:
    """What a spec says about bodies."""

    def __init__(self, path: Path) -> None:
        document = yaml.load(path.read_text(encoding="utf-8"), Loader=_Loader)
        assert "include" not in document, "this reader knows of no includes"
        self.path = path
        self.parameters: dict[str, Any] = document.get("parameters", {})
        self.messages: list[Message] = []
        self.samples: list[Sample] = []
        api = document["api"]
        self.versions = window_of(api["microversions"], "minimum", "maximum")
        self.at_maximum = api.get("samples_at") == "maximum"
        self.folder = path.parent / api["samples"]
        for page in document["pages"].values():
            for operation in page["operations"]:
                if "section" not in operation:
                    self._read_operation(operation)

    def _read_operation(self, operation: dict[str, Any]) -> None:
        window = self.versions.meet(window_of(operation))
        for side in ("request", "response"):
            written = operation.get(side) or []
            for message in written if isinstance(written, list) else [written]:
                uses = [self._read_use(use, "body") for use in message.get("parameters", [])]
                here = Message(
                    operation=operation["id"],
                    side=side,
                    window=window.meet(window_of(message)),
                    body=message.get("body", "json"),
                    fields=_placed([use for use in uses if use.place == "body"]),
                )
                self.messages.append(here)
                for sample in message.get("samples", []):
                    self.samples.append(self._read_sample(here, sample))

    def _read_sample(self, message: Message, sample: dict[str, Any]) -> Sample:
        if "microversion" in sample:
            version = version_of(sample["microversion"])
        elif "min_version" in sample:
            version = version_of(sample["min_version"])
        else:
            version = message.window.high if self.at_maximum else message.window.low
        return Sample(
            file=self.folder / sample["file"],
            name=sample["file"],
            operation=message.operation,
            side=message.side,
            version=version,
            partial=sample.get("partial", False),
        )

    def _read_use(self, use: dict[str, Any], place: str) -> Field:
        ((name, value),) = use.items()
        given = {"use": value} if isinstance(value, str) else (value or {})
        definition = self.parameters[given["use"]] if "use" in given else {}
        told = {**definition, **given}
        # The window of a use is one thing: it replaces that of the definition whole.
        window = window_of(given if {"min_version", "max_version"} & given.keys() else definition)
        required = told.get("required", False)
        place = told.get("in", place)
        return Field(
            name=name,
            window=window,
            type=str(told.get("type") or "none").lower(),
            place=place,
            required=window_of(required) if isinstance(required, dict) else bool(required),
            nullable=told.get("nullable", False),
            conditional="when" in told,
            additional=told.get("additional", False),
            schema=told.get("schema", {}),
            under=tuple(told["under"].split("/")) if "under" in told else None,
            fields=[self._read_use(child, place) for child in told.get("fields", [])],
        )

    def body(self, operation: str, side: str) -> Bodies:
        """All that is known about the bodies of one operation and side."""
        return Bodies(
            [m for m in self.messages if m.operation == operation and m.side == side],
        )


def _placed(fields: list[Field]) -> list[Field]:
    """Those with ``under`` go where they belong."""
    moved: list[Field] = []

    def without(children: list[Field]) -> list[Field]:
        kept: list[Field] = []
        for child in children:
            child.fields = without(child.fields)
            (kept if child.under is None else moved).append(child)
        return kept

    top = without(fields)
    for each in moved:
        holders = [top]
        for name in each.under or ():
            holders = [f.fields for holder in holders for f in holder if f.name == name]
        assert holders, f"{each.name} goes below a field that is not there"
        for holder in holders:
            holder.append(each)
    return top


# ---------------------------------------------------------- the tree at one version


@dataclass
class Node:
    """What one value of a body may be, at one version."""

    types: tuple[str, ...] | None = None  # None: any
    nullable: bool = False
    rules: dict[str, Any] = field(default_factory=dict)
    members: dict[str, Node] = field(default_factory=dict)
    required: set[str] = field(default_factory=set)
    closed: bool = False
    rest: Node | None = None  # what further members are; None: anything, unless closed
    items: Node | None = None  # None: anything
    elsewhen: dict[str, Node] = field(default_factory=dict)  # here at other versions only
    doubts: list[str] = field(default_factory=list)


WORDS = {
    "object": "object",
    "array": "array",
    "string": "string",
    "boolean": "boolean",
    "integer": "integer",
    "number": "number",
    "float": "number",
}
RULES = {
    "enum", "const", "format", "pattern", "minLength", "maxLength", "minimum", "maximum",
    "exclusiveMinimum", "exclusiveMaximum", "multipleOf", "minItems", "maxItems", "uniqueItems",
    "minProperties", "maxProperties",
}  # fmt: skip
REMARKS = {"title", "description", "default", "examples", "$comment", "deprecated"}


class Patch(NamedTuple):
    """What a JSON Patch may change: fields by name, and those of other versions."""

    fields: dict[str, Node]
    elsewhen: dict[str, Node]


class Bodies:
    """The bodies of one operation and side, at all versions."""

    def __init__(self, messages: list[Message]) -> None:
        self.messages = messages
        # where a field can stand, named from the top of the body
        self.places: dict[Names, list[tuple[Field, Window]]] = {}
        for message in messages:
            self._note(message.fields, (), message.window)

    def _note(self, fields: list[Field], above: Names, window: Window) -> None:
        for each in fields:
            here = window.meet(each.window)
            if not here.is_empty:
                names = (*above, each.name)
                self.places.setdefault(names, []).append((each, here))
                self._note(each.fields, names, here)

    def change_points(self) -> list[Version]:
        """The first and last version of each stretch without a change, as far as bounds tell."""
        bounds = {bound for m in self.messages for bound in m.window}
        for uses in self.places.values():
            for each, window in uses:
                demanded = each.required if isinstance(each.required, Window) else window
                bounds |= {*window, *demanded}
        near = {(major, minor + step) for major, minor in bounds for step in (-1, 0, 1)}
        return sorted(v for v in near if any(v in m.window for m in self.messages))

    def message(self, version: Version) -> Message | None:
        return next((m for m in self.messages if version in m.window), None)

    def at(self, version: Version) -> Node | Patch | None:
        """What the body is at a version; None if there is none."""
        message = self.message(version)
        if message is None or message.body in {"none", "binary"}:
            return None
        root = self._object(message.fields, (), version, additional=False)
        if message.body == "json-patch":
            return Patch(root.members, root.elsewhen)
        return root if message.body == "json" else Node(types=("array",), items=root)

    def _object(
        self, fields: list[Field], place: Names, version: Version, additional: bool
    ) -> Node:
        node = Node(types=("object",))
        if not fields:
            return node
        node.closed = not additional
        for each in fields:
            if version not in each.window:
                continue
            child = self._value(each, (*place, each.name), version)
            if each.name == "{any}":
                node.rest, node.closed = child, False
                continue
            assert each.name not in node.members, f"{each.name} is here twice"
            node.members[each.name] = child
            demanded = (
                version in each.required if isinstance(each.required, Window) else each.required
            )
            if demanded and not each.conditional:
                node.required.add(each.name)
        if any(each.name == "{any}" for each in fields):
            node.closed = False  # the keys are data, if not now then at another version
        for names, uses in self.places.items():
            if names[:-1] == place and names[-1] not in {*node.members, "{any}"}:
                use, window = uses[0]
                node.elsewhen[names[-1]] = self._value(use, names, window.low)
        return node

    def _value(self, each: Field, place: Names, version: Version) -> Node:
        word = WORDS.get(each.type)
        if each.type in {"object", "array"} and each.fields:
            node = self._object(each.fields, place, version, each.additional)
            if each.type == "array":
                node = Node(types=("array",), items=node)
        else:
            node = Node(types=None if word is None else (word,))
        node.nullable = each.nullable
        if each.nullable and "type" in each.schema:
            node.doubts.append("nullable beside a type in `schema`")
        _overlay(node, each.schema)
        return node


def _overlay(node: Node, schema: dict[str, Any]) -> None:
    """Keywords of a JSON Schema take the place of those that the fields gave."""
    for word, value in schema.items():
        if word == "type":
            node.types = tuple(value) if isinstance(value, list) else (value,)
        elif word == "items" and isinstance(value, dict):
            node.items = _raw(value)
        elif word == "properties":
            node.members = {name: _raw(each) for name, each in value.items()}
        elif word == "required":
            node.required = set(value)
        elif word == "additionalProperties":
            node.closed = value is False
            node.rest = _raw(value) if isinstance(value, dict) else None
        elif word in RULES:
            node.rules[word] = _number(value) if word.lower()[:3] in NUMERIC else value
            if word == "format" and value not in FORMATS:
                node.doubts.append(f"the format {value}")
        elif word not in REMARKS:
            node.doubts.append(f"the keyword {word}")


NUMERIC = {"min", "max", "exc", "mul"}


def _number(value: Any) -> Any:
    return float(value) if isinstance(value, str) else value


def _raw(schema: dict[str, Any]) -> Node:
    node = Node()
    _overlay(node, schema)
    return node


# -------------------------------------------------------------------- its validator


def faults(node: Node | Patch, value: Any, at: Pointer = ()) -> Iterator[Fault]:
    """All that is wrong with a value."""
    if isinstance(node, Patch):
        yield from _patch_faults(node, value, at)
        return
    if node.doubts:
        raise Undecided(node.doubts[0])
    if value is None and node.types is not None:
        if not node.nullable and "null" not in node.types:
            yield Fault("J109", at)
        return
    if node.types is not None and not any(is_of_type(value, each) for each in node.types):
        yield Fault("J106", at)
        return
    if "enum" in node.rules and not any(same(value, each) for each in node.rules["enum"]):
        yield Fault("J108", at)
    if "const" in node.rules and not same(value, node.rules["const"]):
        yield Fault("J110", at)
    if isinstance(value, str):
        yield from _text_faults(node.rules, value, at)
    elif isinstance(value, list):
        yield from _array_faults(node, value, at)
    elif isinstance(value, dict):
        yield from _object_faults(node, value, at)
    elif not isinstance(value, bool) and value is not None:
        yield from _number_faults(node.rules, value, at)


def _text_faults(rules: dict[str, Any], value: str, at: Pointer) -> Iterator[Fault]:
    if "format" in rules and not FORMATS[rules["format"]](value):
        yield Fault("J107", at)
    if "pattern" in rules and not matches(rules["pattern"], value):
        yield Fault("J110", at)
    yield from _size_faults(rules, len(value), "Length", at)


def _size_faults(rules: dict[str, Any], size: int, word: str, at: Pointer) -> Iterator[Fault]:
    if not rules.get(f"min{word}", 0) <= size <= rules.get(f"max{word}", size):
        yield Fault("J110", at)


def _number_faults(rules: dict[str, Any], value: float, at: Pointer) -> Iterator[Fault]:
    for word, breaks in (
        ("minimum", operator.lt),
        ("maximum", operator.gt),
        ("exclusiveMinimum", operator.le),
        ("exclusiveMaximum", operator.ge),
    ):
        if word in rules and breaks(value, rules[word]):
            yield Fault("J110", at)
    if "multipleOf" in rules and value % rules["multipleOf"] != 0:
        yield Fault("J110", at)


def _array_faults(node: Node, value: list[Any], at: Pointer) -> Iterator[Fault]:
    yield from _size_faults(node.rules, len(value), "Items", at)
    if node.rules.get("uniqueItems") and any(
        same(one, other) for n, one in enumerate(value) for other in value[:n]
    ):
        yield Fault("J110", at)
    if node.items is not None:
        for index, item in enumerate(value):
            yield from faults(node.items, item, (*at, index))


def _object_faults(node: Node, value: dict[str, Any], at: Pointer) -> Iterator[Fault]:
    yield from _size_faults(node.rules, len(value), "Properties", at)
    for name in sorted(node.required - value.keys()):
        yield Fault("J104", at, name)
    for name, child in value.items():
        if name in node.members:
            yield from faults(node.members[name], child, (*at, name))
        elif node.rest is not None:
            yield from faults(node.rest, child, (*at, name))
        elif node.closed:
            yield Fault("J105" if name in node.elsewhen else "J103", (*at, name))


STEPS = {
    "add": ("value",), "replace": ("value",), "test": ("value",),
    "remove": (), "move": ("from",), "copy": ("from",),
}  # fmt: skip


def _patch_faults(patch: Patch, value: Any, at: Pointer) -> Iterator[Fault]:
    """RFC 6902. Members that a step does not need are to be ignored (section 4)."""
    if not isinstance(value, list):
        yield Fault("J109" if value is None else "J106", at)
        return
    for index, step in enumerate(value):
        here = (*at, index)
        if not isinstance(step, dict):
            yield Fault("J109" if step is None else "J106", here)
            continue
        op = step.get("op")
        if "op" in step and op is None:
            yield Fault("J109", (*here, "op"))
        elif "op" in step and not (isinstance(op, str) and op in STEPS):
            # RFC 6902 lists the values and gives no type: what is no text is not in the list
            yield Fault("J108", (*here, "op"))
        needs = STEPS.get(op, ()) if isinstance(op, str) else ()
        for name in ("op", "path", *needs):
            if name not in step:
                yield Fault("J104", here, name)
        for name in ("path", "from"):
            if name in step and (name == "path" or name in needs):
                yield from _path_faults(patch, step[name], (*here, name))
        target = step.get("path")
        if "value" in step and "value" in needs and isinstance(target, str):
            # a step that sets a field whole has to give a value that the field can have
            names = target.split("/")
            if len(names) == 2 and not names[0] and unescaped(names[1]) in patch.fields:
                yield from faults(
                    patch.fields[unescaped(names[1])], step["value"], (*here, "value")
                )


def unescaped(token: str) -> str:
    return token.replace("~1", "/").replace("~0", "~")


def _path_faults(patch: Patch, path: Any, at: Pointer) -> Iterator[Fault]:
    if not isinstance(path, str):
        yield Fault("J109" if path is None else "J106", at)
        return
    first = unescaped(path[1:].split("/")[0]) if path.startswith("/") else None
    if first is None or first not in {*patch.fields, *patch.elsewhen}:
        yield Fault("J115", at)
    elif first in patch.elsewhen:
        yield Fault("J105", at)


def is_of_type(value: Any, word: str) -> bool:
    """What JSON Schema says: 1.0 is an integer, true is no number."""
    if isinstance(value, bool):
        return word == "boolean"
    if isinstance(value, int):
        return word in {"integer", "number"}
    if isinstance(value, float):
        return word == "number" or (word == "integer" and value.is_integer())
    return word == {str: "string", list: "array", dict: "object", type(None): "null"}[type(value)]


def same(one: Any, other: Any) -> bool:
    """Equality of JSON: 1 is 1.0, and true is not 1."""
    if isinstance(one, bool) or isinstance(other, bool):
        return one is other
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(same, one, other))
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(same(one[key], other[key]) for key in one)
    return bool(one == other)


def matches(pattern: str, value: str) -> bool:
    """Anywhere in the value, as in ECMA-262, where ``$`` is the end and not before a newline."""
    return re.search(re.sub(r"(?<!\\)\$", r"\\Z", pattern), value) is not None


def _is_address(kind: type[ipaddress.IPv4Address] | type[ipaddress.IPv6Address], text: str) -> bool:
    try:
        kind(text)
    except ValueError:
        return False
    return True


def _is_date_time(text: str) -> bool:
    """Of RFC 3339, without leap seconds."""
    parts = re.fullmatch(
        r"([0-9-]{10})[Tt]((?:[01][0-9]|2[0-3]):[0-9]{2}:[0-9]{2})(\.[0-9]+)?([Zz]|[+-][0-9]{2}:[0-9]{2})",
        text,
    )
    if parts is None:
        return False
    zone = "+00:00" if parts[4] in "Zz" else parts[4]
    try:
        dt.datetime.fromisoformat(f"{parts[1]}T{parts[2]}{zone}")
    except ValueError:
        return False
    return True


def _is_date(text: str) -> bool:
    return len(text) == len("2025-02-03") and _is_date_time(f"{text}T00:00:00Z")


FORMATS: dict[str, Any] = {
    "date": _is_date,
    "uuid": lambda text: (
        re.fullmatch(r"[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}", text) is not None
    ),
    "date-time": _is_date_time,
    "uri": lambda text: re.fullmatch(r"[A-Za-z][A-Za-z0-9+.-]*:[!-~]*", text) is not None,
    "ipv4": lambda text: _is_address(ipaddress.IPv4Address, text),
    "ipv6": lambda text: "%" not in text and _is_address(ipaddress.IPv6Address, text),
}
