"""An imported spec as nodes of YAML with their places, and changes of its text at them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import yaml


@dataclass(frozen=True)
class Edit:
    """A text in place of another: from one place of a file to one on the same line."""

    file: Path
    line: int
    start: int
    end: int
    text: str


@dataclass(frozen=True)
class Node:
    """A node of YAML and the file it stands in."""

    file: Path
    node: yaml.Node

    def get(self, key: str) -> Node | None:
        return next((value for name, value in self.items() if name.text == key), None)

    def items(self) -> list[tuple[Node, Node]]:
        pairs = self.node.value if isinstance(self.node, yaml.MappingNode) else []
        return [(Node(self.file, key), Node(self.file, value)) for key, value in pairs]

    def parts(self) -> list[Node]:
        """The items of a sequence; anything else is its own only item."""
        if isinstance(self.node, yaml.SequenceNode):
            return [Node(self.file, node) for node in self.node.value]
        return [self]

    @property
    def text(self) -> str:
        return self.node.value if isinstance(self.node, yaml.ScalarNode) else ""

    @property
    def is_scalar(self) -> bool:
        return isinstance(self.node, yaml.ScalarNode)

    @property
    def on_one_line(self) -> bool:
        start, end = self.node.start_mark, self.node.end_mark
        return self.is_scalar and start.line == end.line and self._style not in ("|", ">")

    @property
    def _style(self) -> str | None:
        return self.node.style if isinstance(self.node, yaml.ScalarNode) else None

    def walk(self) -> Iterator[tuple[str, Node]]:
        """All pairs below, by the name of the key."""
        for key, value in self.items():
            yield key.text, value
            yield from value.walk()
        if isinstance(self.node, yaml.SequenceNode):
            for part in self.parts():
                yield from part.walk()

    def replaced(self, text: str) -> Edit:
        """The scalar with another text, in its own quotes."""
        quote = self._style if self._style in ("'", '"') else ""
        start, end = self.node.start_mark, self.node.end_mark
        return Edit(self.file, start.line, start.column, end.column, f"{quote}{text}{quote}")

    def extended(self, text: str) -> Edit:
        """The scalar with a text at its end."""
        mark = self.node.end_mark
        at = mark.column - (1 if self._style in ("'", '"') else 0)
        return Edit(self.file, mark.line, at, at, text)

    def begun(self, text: str) -> Edit:
        """The scalar with a text before it."""
        line, at = self.node.start_mark.line, self.node.start_mark.column
        if self._style in ("|", ">"):
            lines = self.file.read_text("utf-8").split("\n")
            line = next(n for n in range(line + 1, len(lines)) if lines[n].strip())
            at = len(lines[line]) - len(lines[line].lstrip())
        elif self._style in ("'", '"'):
            at += 1
        return Edit(self.file, line, at, at, text)


@dataclass
class Row:
    """A use that makes a row."""

    name: str
    """As the page shows it."""
    key: Node
    value: Node
    prefix: str
    siblings: list[Node]
    at: int
    """Its number among them."""

    @property
    def definition(self) -> str:
        use = self.value.get("use")
        return self.value.text or (use.text if use else "")

    @property
    def is_leaf(self) -> bool:
        return self.value.get("fields") is None

    def gives(self, name: str) -> bool:
        return self.value.get(name) is not None


@dataclass
class Spec:
    """The operations and definitions of a project, as nodes."""

    folder: Path
    operations: dict[str, Node] = field(default_factory=dict)
    definitions: dict[str, Node] = field(default_factory=dict)
    maximum: str = ""

    def rows(self, operation: Node) -> list[Row]:
        return [
            row
            for message in messages(operation)
            if (uses := message.get("parameters"))
            for row in self._rows(uses, "")
        ]

    def _rows(self, uses: Node, prefix: str) -> Iterator[Row]:
        siblings = uses.parts()
        for at, use in enumerate(siblings):
            ((key, value),) = use.items()
            label, row = value.get("label"), value.get("row")
            name = label.text if label else prefix + key.text
            if row is None or row.text != "false":
                yield Row(name, key, value, prefix, siblings, at)
            fields = value.get("fields")
            labels = value.get("labels")
            if fields is not None:
                dotted = labels is not None and labels.text == "dotted"
                yield from self._rows(fields, f"{name}." if dotted else "")


def messages(operation: Node) -> list[Node]:
    """The requests, then the responses."""
    sides = (operation.get("request"), operation.get("response"))
    return [message for side in sides if side is not None for message in side.parts()]


def samples(operation: Node) -> list[Node]:
    return [
        sample
        for message in messages(operation)
        if (found := message.get("samples"))
        for sample in found.parts()
    ]


def read_spec(folder: Path) -> Spec:
    """Read an imported project."""
    spec = Spec(folder)
    for file in (folder / "parameters.yaml", *sorted((folder / "pages").rglob("*.yaml"))):
        composed = yaml.compose(file.read_text("utf-8"), yaml.CSafeLoader)
        assert composed is not None
        root = Node(file, composed)
        for name, value in root.items():
            if name.text == "parameters":
                spec.definitions |= {key.text: node for key, node in value.items()}
            elif name.text == "pages":
                for _, page in value.items():
                    operations = page.get("operations")
                    for part in operations.parts() if operations else ():
                        identity = part.get("id")
                        if identity is not None:
                            spec.operations[_slug(identity.text)] = part
            elif name.text == "api":
                versions = value.get("microversions")
                maximum = versions.get("maximum") if versions else None
                spec.maximum = maximum.text if maximum else ""
    return spec


def _slug(identity: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", identity.lower()).strip("-")
