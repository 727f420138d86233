"""Records: mappings with known keys that become values of the model. Knows no key of the spec."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from collections.abc import Mapping as ReadOnlyMapping
from dataclasses import dataclass
from itertools import combinations
from typing import Any, TypeVar

from microref.load import kinds
from microref.load.nodes import Mapping, Node, Scalar
from microref.load.shapes import Definitions, EditorSchema, Log, Rejected, Shape
from microref.model.documentation import attribute_docs, class_doc
from microref.source import Span
from microref.words import did_you_mean

T_co = TypeVar("T_co", covariant=True)


@dataclass(frozen=True, slots=True)
class Key:
    """A key of a record; its value becomes the attribute `attribute` of the model."""

    name: str
    shape: Shape[Any]
    required: bool = False
    attribute: str | None = None
    doc: str = ""
    """What the key means, where no attribute of the model says it."""
    dispensable: bool = False
    """Whether the model can do without a required key, so that its absence hides nothing else."""
    place: str | None = None
    """The attribute that takes the place of the value, for what may lead nowhere."""


@dataclass(frozen=True, slots=True)
class Group:
    """Keys that together make one attribute of the model.

    `combine` gets the values of those keys that stand in the text, by name; it is
    not called when none does.
    """

    attribute: str
    keys: tuple[Key, ...]
    combine: Callable[[dict[str, Any]], Any]
    required: bool = False
    exclusive: bool = False
    """Whether only one of the keys may stand in the text."""


class Record(Shape[T_co]):
    """A mapping with known keys, read into one value of the model.

    `build` gets the attributes that stand in the text, and the span; every fault
    of the mapping is reported before the record is given up for a missing key.
    `model` are the classes whose attributes the keys become, where `build` is
    none; `exclusive` are keys of which only one may stand in the text, where
    that is more than the groups say; `doc` says what the mapping is, where no
    class of the model does.
    """

    def __init__(
        self,
        name: str,
        build: Callable[..., T_co],
        *parts: Key | Group,
        model: type | tuple[type, ...] | None = None,
        exclusive: tuple[tuple[str, ...], ...] = (),
        doc: str = "",
    ) -> None:
        self.name = name
        self.doc = doc
        self.parts = parts
        self.models = models_of(build if model is None else model)
        groups = [part for part in parts if isinstance(part, Group) and part.exclusive]
        apart = [tuple(key.name for key in group.keys) for group in groups]
        self.exclusive = exclusive or tuple(apart)
        self._build = build
        self._names = tuple((part, [key.name for key in keys_of(part)]) for part in parts)
        self._keys = {key.name: key for part in parts for key in keys_of(part)}
        self._places = {key.name: key.place for key in self._keys.values() if key.place}

    @property
    def expected(self) -> str:
        article = "an" if self.name[0] in "aeiou" else "a"
        return f"{article} {self.name}: a mapping with {', '.join(self._keys)}"

    def read(self, node: Node, log: Log) -> T_co:
        if not isinstance(node, Mapping):
            log.wrong_type(node, self.expected)
        values, failed = self._read_values(node.pairs, log)
        self._report_exclusive(node, log)
        attributes: dict[str, Any] = {}
        complete = True
        for part, names in self._names:
            given = {name: values[name] for name in names if name in values}
            if given and isinstance(part, Key):
                attributes[attribute_of(part)] = given[part.name]
            elif given and isinstance(part, Group):
                attributes[attribute_of(part)] = part.combine(given)
            elif part.required:
                complete = complete and isinstance(part, Key) and part.dispensable
                if not failed.intersection(names):
                    message = f"this {self.name} has no {' or '.join(names)}"
                    log.add(kinds.MISSING_KEY, node.span, message)
        if not complete:
            raise Rejected
        if self._places:
            attributes.update(self._read_places(node.pairs, values))
        return self._build(**attributes, span=node.span)

    def _read_places(
        self, pairs: list[tuple[Scalar, Node]], values: dict[str, Any]
    ) -> Iterator[tuple[str, Span]]:
        for key, item in pairs:
            attribute = self._places.get(key.value)
            if attribute is not None and key.value in values:
                yield attribute, item.span

    def _read_values(
        self, pairs: list[tuple[Scalar, Node]], log: Log
    ) -> tuple[dict[str, Any], set[str]]:
        values: dict[str, Any] = {}
        failed: set[str] = set()
        for key, item in pairs:
            known = self._keys.get(key.value)
            if known is None:
                hint = did_you_mean(key.value, self._keys)
                message = f"unknown key {key.value!r} in this {self.name}"
                log.add(kinds.UNKNOWN_KEY, key.span, message, hint=hint)
                continue
            try:
                values[key.value] = known.shape.read(item, log)
            except Rejected:
                failed.add(key.value)
        return values, failed

    def _report_exclusive(self, node: Mapping, log: Log) -> None:
        for names in self.exclusive:
            given = [key for key, _ in node.pairs if key.value in names]
            if len(given) > 1:
                message = f"{' and '.join(key.value for key in given)} exclude each other"
                log.add(kinds.BAD_VALUE, given[1].span, message)

    def describe(self, definitions: Definitions) -> EditorSchema:
        return definitions.ref(self.name.replace(" ", "-"), self.describe_keys)

    def describe_keys(self, definitions: Definitions) -> EditorSchema:
        """The record itself, for editors, not as a reference to it."""
        docs = [doc for doc in (self.doc, *map(class_doc, self.models)) if doc]
        schema: EditorSchema = {
            **({"description": docs[0]} if docs else {}),
            "type": "object",
            "additionalProperties": False,
            "properties": {
                name: describe_key(key, self.models, definitions)
                for name, key in self._keys.items()
            },
        }
        required = [part.name for part in self.parts if isinstance(part, Key) and part.required]
        either = [
            {"anyOf": [{"required": [key.name]} for key in part.keys]}
            for part in self.parts
            if isinstance(part, Group) and part.required
        ]
        if required:
            schema["required"] = required
        exclusive = [
            {"not": {"required": list(pair)}}
            for names in self.exclusive
            for pair in combinations(names, 2)
        ]
        if either or exclusive:
            schema["allOf"] = [*either, *exclusive]
        return schema


class Tagged(Shape[T_co]):
    """A mapping whose form is told by which key it has, as the blocks of a text are."""

    def __init__(
        self,
        expected: str,
        forms: ReadOnlyMapping[str, Shape[T_co]],
        otherwise: Shape[T_co] | None = None,
    ) -> None:
        self._expected = expected
        self.forms = forms
        self._otherwise = otherwise

    @property
    def expected(self) -> str:
        return self._expected

    def read(self, node: Node, log: Log) -> T_co:
        if not isinstance(node, Mapping):
            log.wrong_type(node, self.expected)
        tags = [key for key, _ in node.pairs if key.value in self.forms]
        if not tags:
            if self._otherwise is not None:
                return self._otherwise.read(node, log)
            key = node.pairs[0][0] if node.pairs else node
            hint = did_you_mean(node.pairs[0][0].value, tuple(self.forms)) if node.pairs else None
            message = f"expected {self.expected}, with one of {', '.join(self.forms)}"
            log.reject(kinds.UNKNOWN_KEY, key.span, message, hint=hint)
        return self.forms[tags[0].value].read(node, log)

    def describe(self, definitions: Definitions) -> EditorSchema:
        distinct = list(dict.fromkeys(self.forms.values()))
        if self._otherwise is not None:
            distinct.append(self._otherwise)
        return {"anyOf": [form.describe(definitions) for form in distinct]}


def keys_of(part: Key | Group) -> tuple[Key, ...]:
    """The keys that make one attribute."""
    return (part,) if isinstance(part, Key) else part.keys


def attribute_of(part: Key | Group) -> str:
    """The attribute of the model that the keys make."""
    return part.attribute or part.name if isinstance(part, Key) else part.attribute


def models_of(build: Any) -> tuple[type, ...]:
    """The classes that a record fills: those given, or the class that is called to build it."""
    classes = build if isinstance(build, tuple) else (build,)
    return tuple(cls for cls in classes if isinstance(cls, type))


def doc_of(key: Key, models: tuple[type, ...]) -> str:
    """What a key means: its own documentation, else the model's attribute docstring."""
    if key.doc:
        return key.doc
    known = (attribute_docs(model).get(attribute_of(key)) for model in models)
    return next((doc for doc in known if doc), "")


def describe_key(key: Key, models: tuple[type, ...], definitions: Definitions) -> EditorSchema:
    """The form of a key, with its documentation."""
    schema = key.shape.describe(definitions)
    doc = doc_of(key, models)
    if not doc:
        return schema
    if "$ref" in schema:
        # Draft-07 ignores what stands beside `$ref`.
        return {"description": doc, "allOf": [schema]}
    return {"description": doc, **schema}
