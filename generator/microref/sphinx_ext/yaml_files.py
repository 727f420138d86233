"""The YAML files that a page names: definitions of parameters, reasons of status codes.

They are read as os-api-ref reads them, whoever wrote them, with the lines where their
texts stand. Says nothing about what is wrong with their content.

A scalar is the words as they are written: what readers are to see is `2.20`, not a number
that it may spell, or no date. So no value is made, and none is looked at deeper than it
is shown: a text that spells no value, or holds itself, is no fault.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

import yaml

__all__ = ["Entry", "Text", "UnreadableError", "YamlFiles", "listed"]

_FastLoader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_TAG = "tag:yaml.org,2002:"
_NO = frozenset(["false", "no", "off"])
"""The words of YAML 1.1; a loader gives the tag of what is true or false to no other case."""
_LONGEST = 80
"""So many letters of what is no text are named in a message."""


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

    @property
    def place(self) -> str:
        """Where the text stands, as a location of Sphinx."""
        return f"{self.file}:{self.line}"


class Value(NamedTuple):
    """What stands at a name; not what is said to be null, which is as if it were not there."""

    words: str | None
    """None for a list or a mapping, which cannot be shown."""
    is_no: bool
    """Whether it is `false`, and no text that spells it."""
    line: int


@dataclass(frozen=True, slots=True)
class Entry:
    """One key of a file: its values, and where they stand."""

    key: str
    file: str
    line: int
    values: Mapping[str, Value | None] | None
    """By their names, None what is null; None if what stands at the key has no keys of its own."""

    def has(self, name: str) -> bool:
        """Whether there is a value, be it one that can be shown or not."""
        return self._value(name) is not None

    def has_text(self, name: str) -> bool:
        """Whether there is a value that can be shown: no list, no mapping."""
        value = self._value(name)
        return value is not None and value.words is not None

    def says_no(self, name: str) -> bool:
        """Whether there is a value, and it is `false`."""
        value = self._value(name)
        return value is not None and value.is_no

    def words(self, name: str) -> str:
        """A value as it is written; nothing where there is none that can be shown."""
        value = self._value(name)
        return "" if value is None else value.words or ""

    def text(self, name: str) -> Text:
        """A value as text; an empty one where there is none."""
        value = self._value(name)
        if value is None:
            return Text((), self.file, self.line)
        lines = () if value.words is None else tuple(value.words.split("\n"))
        return Text(lines, self.file, value.line)

    def _value(self, name: str) -> Value | None:
        return None if self.values is None else self.values.get(name)

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


def listed(text: str) -> Iterator[tuple[str | dict[str, str], int]]:
    """The items of a list in YAML, each with its line; raises UnreadableError.

    An item is a mapping of words to words, or words: those of an item that is something
    else, and of what is deeper in one, are as they are written.
    """
    with _faults():
        root = yaml.compose(text, _FastLoader)
        if not isinstance(root, yaml.SequenceNode):
            raise UnreadableError("is no list in YAML")
        for node in root.value:
            yield _item(node, text), node.start_mark.line + 1


def _item(node: Any, text: str) -> str | dict[str, str]:
    if isinstance(node, yaml.MappingNode) and all(
        isinstance(key, yaml.ScalarNode) for key, _value in node.value
    ):
        return {key.value: _words(value, text) for key, value in node.value}
    return _words(node, text)


def _entries(text: str, file: str) -> Iterator[Entry]:
    with _faults():
        root = yaml.compose(text, _FastLoader)
        if root is None:
            return
        if not isinstance(root, yaml.MappingNode):
            raise UnreadableError("is not a mapping in YAML")
        merged = _Merged(text)
        for key, pair in merged.pairs(root).items():
            values = None
            if isinstance(pair.value, yaml.MappingNode):
                inner = merged.pairs(pair.value).items()
                values = {name: _value(found.value) for name, found in inner}
            yield Entry(key, file, pair.line, values)


class _Pair(NamedTuple):
    line: int
    value: Any


@dataclass(slots=True)
class _Merged:
    """The keys of mappings, with what `<<` adds to them; each mapping is looked at once."""

    text: str
    _known: dict[int, dict[str, _Pair]] = field(default_factory=dict)

    def pairs(self, node: Any) -> dict[str, _Pair]:
        """The last of each key; what a mapping says itself is later than what it merges."""
        known = self._known.get(id(node))
        if known is not None:
            return known
        # A mapping that merges itself adds nothing to itself.
        self._known[id(node)] = {}
        own: dict[str, _Pair] = {}
        found: dict[str, _Pair] = {}
        for key, value in node.value:
            if key.tag == f"{_TAG}merge":
                for mapping in _mappings(value):
                    found |= self.pairs(mapping)
            else:
                own[_words(key, self.text)] = _Pair(key.start_mark.line + 1, value)
        self._known[id(node)] = found | own
        return self._known[id(node)]


def _mappings(node: Any) -> list[Any]:
    """What a `<<` merges, the one that wins last."""
    found = node.value[::-1] if isinstance(node, yaml.SequenceNode) else [node]
    for mapping in found:
        if not isinstance(mapping, yaml.MappingNode):
            line = mapping.start_mark.line + 1
            raise UnreadableError("is not YAML: what is merged by `<<` is no mapping", line)
    return found


def _value(node: Any) -> Value | None:
    if not isinstance(node, yaml.ScalarNode):
        return Value(None, False, node.start_mark.line + 1)
    if node.tag == f"{_TAG}null":
        return None
    is_no = node.tag == f"{_TAG}bool" and node.value.lower() in _NO
    # The first line of a block is below its mark.
    return Value(node.value, is_no, node.start_mark.line + (2 if node.style in ("|", ">") else 1))


def _words(node: Any, text: str) -> str:
    """A node as it is written: of a list or a mapping the beginning, on one line."""
    if isinstance(node, yaml.ScalarNode):
        return str(node.value)
    begin, end = node.start_mark.index, node.end_mark.index
    return " ".join(text[begin : min(end, begin + _LONGEST)].split())


@contextmanager
def _faults() -> Iterator[None]:
    try:
        yield
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        problem = getattr(error, "problem", None) or str(error).splitlines()[0]
        line = None if mark is None else mark.line + 1
        raise UnreadableError(f"is not YAML: {problem}", line) from None
    except RecursionError:
        raise UnreadableError("is nested too deeply") from None
    except (ValueError, OverflowError) as error:
        # PyYAML without libyaml, for a character or a version that cannot be.
        raise UnreadableError(f"is not YAML: {error}") from None
