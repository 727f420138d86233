"""Shapes: how a node becomes a value, and what an editor may offer there. Knows no key of the spec.

A shape is declared once and serves twice: `read` turns nodes into values and
reports every fault at its place; `describe` gives the same grammar as draft-07
JSON Schema for editors.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable
from typing import Any, Generic, NoReturn, TypeAlias, TypeVar

from microref.diagnostics import Diagnostic, Kind
from microref.load import kinds
from microref.load.nodes import Mapping, Node, Scalar, Sequence
from microref.source import Span
from microref.words import did_you_mean

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)

EditorSchema: TypeAlias = "dict[str, Any]"


_NULLS = ("", "~", "null", "Null", "NULL")


class Rejected(Exception):
    """A node that gives no value; the reason has been reported already."""


class Log:
    """The diagnostics of one reading."""

    def __init__(self) -> None:
        self.diagnostics: list[Diagnostic] = []
        self.lost: set[str] = set()
        """Keys of definitions and notices that could not be read; to name one is no fault."""
        self.is_complete = True
        """Whether at least the keys of all definitions and notices could be read."""

    def add(self, kind: Kind, span: Span, message: str, *, hint: str | None = None) -> None:
        self.diagnostics.append(kind.at(span, message, hint=hint))

    def reject(self, kind: Kind, span: Span, message: str, *, hint: str | None = None) -> NoReturn:
        """Report a fault and give up the node; raises Rejected."""
        self.add(kind, span, message, hint=hint)
        raise Rejected

    def wrong_type(self, node: Node, expected: str) -> NoReturn:
        """Report that a node has another form than expected; raises Rejected."""
        found = "nothing" if is_null(node) else node.kind
        self.reject(kinds.WRONG_TYPE, node.span, f"expected {expected}, found {found}")


def is_null(node: Node) -> bool:
    """Whether the node is YAML's null (1.2 core schema)."""
    return isinstance(node, Scalar) and node.plain and node.value in _NULLS


class Definitions:
    """The named parts of an editor schema, each described once however often it is used."""

    def __init__(self) -> None:
        self.parts: dict[str, EditorSchema] = {}

    def ref(self, name: str, describe: Callable[[Definitions], EditorSchema]) -> EditorSchema:
        if name not in self.parts:
            self.parts[name] = {}
            self.parts[name] = describe(self)
        return {"$ref": f"#/definitions/{name}"}


class Shape(ABC, Generic[T_co]):
    """One form that a node can have."""

    @property
    @abstractmethod
    def expected(self) -> str:
        """The form as messages name it: "a list of operations"."""

    @abstractmethod
    def read(self, node: Node, log: Log) -> T_co:
        """The value of a node; raises Rejected when there is none, after reporting why."""

    @abstractmethod
    def describe(self, definitions: Definitions) -> EditorSchema:
        """The same form for editors, as draft-07 JSON Schema."""


class Word(Shape[T_co]):
    """A scalar that is converted by a function, which raises ValueError with the reason."""

    def __init__(
        self,
        expected: str,
        convert: Callable[[str], T_co],
        schema: EditorSchema,
        kind: Kind = kinds.BAD_VALUE,
    ) -> None:
        self._expected = expected
        self._convert = convert
        self._schema = schema
        self._kind = kind

    @property
    def expected(self) -> str:
        return self._expected

    def read(self, node: Node, log: Log) -> T_co:
        if not isinstance(node, Scalar) or is_null(node):
            log.wrong_type(node, self.expected)
        try:
            return self._convert(node.value)
        except ValueError as error:
            log.reject(self._kind, node.span, str(error))

    def describe(self, definitions: Definitions) -> EditorSchema:
        return dict(self._schema)


class Choice(Shape[str]):
    """One of a few words."""

    def __init__(self, *words: str) -> None:
        self.words = words

    @property
    def expected(self) -> str:
        return "one of " + ", ".join(self.words)

    def read(self, node: Node, log: Log) -> str:
        if not isinstance(node, Scalar) or is_null(node):
            log.wrong_type(node, self.expected)
        if node.value not in self.words:
            hint = did_you_mean(node.value, self.words)
            log.reject(
                kinds.BAD_VALUE, node.span, f"{node.value!r} is not {self.expected}", hint=hint
            )
        return node.value

    def describe(self, definitions: Definitions) -> EditorSchema:
        return {"enum": list(self.words)}


class ListOf(Shape[tuple[T, ...]]):
    """A list; items that cannot be read are reported and left out."""

    def __init__(self, item: Shape[T], expected: str) -> None:
        self.item = item
        self._expected = expected

    @property
    def expected(self) -> str:
        return self._expected

    def read(self, node: Node, log: Log) -> tuple[T, ...]:
        if not isinstance(node, Sequence):
            log.wrong_type(node, self.expected)
        values = []
        for item in node.items:
            try:
                values.append(self.item.read(item, log))
            except Rejected:
                continue
        return tuple(values)

    def describe(self, definitions: Definitions) -> EditorSchema:
        return {"type": "array", "items": self.item.describe(definitions)}


class MapOf(Shape[dict[str, T]]):
    """A mapping with free keys; values that cannot be read are reported and left out."""

    def __init__(self, value: Shape[T], expected: str, keys: str | None = None) -> None:
        self.value = value
        self._expected = expected
        self._keys = keys

    @property
    def expected(self) -> str:
        return self._expected

    def read(self, node: Node, log: Log) -> dict[str, T]:
        return {key.value: value for key, value in self.read_pairs(node, log)}

    def read_pairs(self, node: Node, log: Log) -> list[tuple[Scalar, T]]:
        """As `read`, with the keys as nodes, for shapes that need their places."""
        if not isinstance(node, Mapping):
            log.wrong_type(node, self.expected)
        pairs = []
        for key, item in node.pairs:
            try:
                pairs.append((key, self.value.read(item, log)))
            except Rejected:
                continue
        return pairs

    def describe(self, definitions: Definitions) -> EditorSchema:
        schema: EditorSchema = {
            "type": "object",
            "additionalProperties": self.value.describe(definitions),
        }
        if self._keys:
            schema["propertyNames"] = {"pattern": self._keys}
        return schema


class Mapped(Shape[T_co]):
    """Another shape, its value converted by a function that sees the node too.

    `schema` is added to what editors get of the inner shape.
    """

    def __init__(
        self,
        inner: Shape[Any],
        convert: Callable[[Any, Node, Log], T_co],
        schema: EditorSchema | None = None,
    ) -> None:
        self.inner = inner
        self._convert = convert
        self._schema = schema or {}

    @property
    def expected(self) -> str:
        return self.inner.expected

    def read(self, node: Node, log: Log) -> T_co:
        return self._convert(self.inner.read(node, log), node, log)

    def describe(self, definitions: Definitions) -> EditorSchema:
        return {**self.inner.describe(definitions), **self._schema}


class ByForm(Shape[T_co]):
    """Forms that the kind of node tells apart: a scalar, a list, a mapping, or null."""

    def __init__(
        self,
        expected: str,
        *,
        scalar: Shape[T_co] | None = None,
        sequence: Shape[T_co] | None = None,
        mapping: Shape[T_co] | None = None,
        null: Shape[T_co] | None = None,
    ) -> None:
        self._expected = expected
        self._forms: dict[type[Node], Shape[T_co] | None] = {
            Scalar: scalar,
            Sequence: sequence,
            Mapping: mapping,
        }
        self._null = null

    @property
    def expected(self) -> str:
        return self._expected

    def read(self, node: Node, log: Log) -> T_co:
        form = self._forms[type(node)]
        if is_null(node):
            form = self._null
        if form is None:
            log.wrong_type(node, self.expected)
        return form.read(node, log)

    def describe(self, definitions: Definitions) -> EditorSchema:
        forms = [*self._forms.values(), self._null]
        alternatives = [form.describe(definitions) for form in forms if form is not None]
        return alternatives[0] if len(alternatives) == 1 else {"anyOf": alternatives}


class Null(Shape[T_co]):
    """YAML's null, with the value that it stands for."""

    def __init__(self, value: T_co) -> None:
        self._value = value

    @property
    def expected(self) -> str:
        return "null"

    def read(self, node: Node, log: Log) -> T_co:
        return self._value

    def describe(self, definitions: Definitions) -> EditorSchema:
        return {"type": "null"}


class Later(Shape[T_co]):
    """A shape that is declared further down or contains itself; the editor schema names it."""

    def __init__(self, name: str, shape: Callable[[], Shape[T_co]]) -> None:
        self._name = name
        self._shape = shape

    @property
    def expected(self) -> str:
        return self._shape().expected

    def read(self, node: Node, log: Log) -> T_co:
        return self._shape().read(node, log)

    def describe(self, definitions: Definitions) -> EditorSchema:
        return definitions.ref(self._name, self._shape().describe)
