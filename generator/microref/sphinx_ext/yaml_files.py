"""The YAML files that a page names: definitions of parameters, reasons of status codes.

They are read as os-api-ref reads them, whoever wrote them, with the lines where their
texts stand. Says nothing about what is wrong with their content.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

__all__ = ["Entry", "Text", "UnreadableError", "YamlFiles", "listed"]

_FastLoader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class UnreadableError(Exception):
    """A text that is not there, or not what it should be; the words say why, `line` where."""

    def __init__(self, reason: str, line: int | None = None) -> None:
        super().__init__(reason)
        self.line = line


@dataclass(frozen=True, slots=True)
class Text:
    """A text of a file, with the line on which its first line stands, counted from one."""

    lines: tuple[str, ...]
    file: str
    line: int


@dataclass(frozen=True, slots=True)
class Entry:
    """One key of a file: its values, and where they stand."""

    key: str
    file: str
    line: int
    values: Mapping[str, Any] | None
    """None if what stands at the key has no keys of its own."""
    _lines: Mapping[str, int]

    def value(self, name: str) -> Any:
        """A value; None where there is none."""
        return None if self.values is None else self.values.get(name)

    def has_text(self, name: str) -> bool:
        """Whether there is a value that can be shown: no list, no mapping."""
        value = self.value(name)
        return value is not None and not isinstance(value, (list, dict))

    def text(self, name: str) -> Text:
        """A value as text; an empty one where there is none."""
        lines = tuple(str(self.value(name)).split("\n")) if self.has_text(name) else ()
        return Text(lines, self.file, self._lines.get(name, self.line))

    @property
    def at(self) -> tuple[str, int]:
        """The file and the line of the entry."""
        return (self.file, self.line)

    @property
    def place(self) -> str:
        """Where the entry stands, as a location of Sphinx."""
        return f"{self.file}:{self.line}"


Entries = Mapping[str, Entry]


@dataclass(slots=True)
class YamlFiles:
    """Files that have been read, each again when it has changed since."""

    _read: dict[Path, tuple[tuple[int, int], Entries]] = field(default_factory=dict)

    def entries(self, path: Path, inspect: Callable[[Entries], None] | None = None) -> Entries:
        """The keys of a file in their order; raises UnreadableError.

        `inspect` is called with what was read now, and not when it was known.
        """
        try:
            status = path.stat()
            stamp = (status.st_mtime_ns, status.st_size)
            known = self._read.get(path)
            if known is not None and known[0] == stamp:
                return known[1]
            text = path.read_text(encoding="utf-8-sig")
        except OSError as error:
            raise UnreadableError(f"cannot be read: {error.strerror}") from None
        except UnicodeDecodeError:
            raise UnreadableError("cannot be read: it is not UTF-8") from None
        entries = {entry.key: entry for entry in _entries(text, str(path))}
        self._read[path] = (stamp, entries)
        if inspect is not None:
            inspect(entries)
        return entries


def listed(text: str) -> Iterator[tuple[Any, int]]:
    """The items of a list in YAML, each with its line; raises UnreadableError.

    Every scalar is the words as they are written: `- 200`, `- on: key` and `- 1.10: key`
    name what they spell.
    """
    with _faults():
        root = yaml.compose(text, _WordsLoader)
        if not isinstance(root, yaml.SequenceNode):
            raise UnreadableError("is no list in YAML")
        for node in root.value:
            yield _words(node), node.start_mark.line + 1


class _ReferenceLoader(_FastLoader):  # type: ignore[misc] # fast or plain: a choice of PyYAML
    """Versions are text: 2.20 is not 2.2."""


_ReferenceLoader.add_constructor(
    "tag:yaml.org,2002:float", yaml.constructor.SafeConstructor.construct_yaml_str
)
_WordsLoader: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


def _entries(text: str, file: str) -> Iterator[Entry]:
    with _faults():
        loader = _ReferenceLoader(text)
        root = loader.get_single_node()
        if root is None:
            return
        if not isinstance(root, yaml.MappingNode):
            raise UnreadableError("is not a mapping in YAML")
        loader.flatten_mapping(root)
        for key, node in root.value:
            line = key.start_mark.line + 1
            if not isinstance(node, yaml.MappingNode):
                yield Entry(_name(key), file, line, None, {})
                continue
            # Puts the keys of `<<` before the others, which win.
            loader.flatten_mapping(node)
            values = {
                _name(name): loader.construct_object(value, deep=True) for name, value in node.value
            }
            lines = {_name(name): _first_line(value) for name, value in node.value}
            yield Entry(_name(key), file, line, values, lines)


def _name(node: Any) -> str:
    """A key as text: as it is written, if it is a scalar."""
    return str(_words(node))


def _words(node: Any) -> Any:
    """A node as text, lists and mappings; a mapping that has other keys than text is one text."""
    if isinstance(node, yaml.MappingNode):
        if not all(isinstance(key, yaml.ScalarNode) for key, _value in node.value):
            return str([(_words(key), _words(value)) for key, value in node.value])
        return {_name(key): _words(value) for key, value in node.value}
    if isinstance(node, yaml.SequenceNode):
        return [_words(item) for item in node.value]
    return node.value


def _first_line(node: Any) -> int:
    """The line of a value's first text: below the mark of a block, else where it begins."""
    block = isinstance(node, yaml.ScalarNode) and node.style in ("|", ">")
    return int(node.start_mark.line) + (2 if block else 1)


@contextmanager
def _faults() -> Iterator[None]:
    try:
        yield
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        problem = getattr(error, "problem", None) or str(error).splitlines()[0]
        line = None if mark is None else mark.line + 1
        raise UnreadableError(f"is not YAML: {problem}", line) from None
