"""YAML text to nodes with positions, within limits. Knows nothing of the spec's grammar.

The tree is built from libyaml's events rather than by `yaml.compose`: events come
from a state machine, so no nesting can exhaust the stack, and one pass serves the
limits, the duplicate keys and the merges (`<<`) at less than the cost of composing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import accumulate
from typing import NamedTuple, Protocol

import yaml
from yaml import events

from microref.diagnostics import Diagnostic, Related
from microref.load import kinds
from microref.load.nodes import Mapping, Node, Scalar, Sequence
from microref.source import SourceFile, Span

MAX_DEPTH = 100
MAX_NODES = 1_000_000

_OWN_LIMIT = "maximum nesting depth"
"""How newer versions of libyaml say that they refuse some nesting by themselves."""
_BRACKET = re.compile(r"""[\[\]{}]|"(?:[^"\\]|\\.)*"|'[^']*'|(?<!\S)#[^\n]*""")

# Compiled when it is needed, and kept by re: a class of all planes takes milliseconds.
_NOT_YAML = (
    "[^\t\n\r\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
)
# Line ends in YAML 1.1, which libyaml reads, and none in YAML 1.2, which editors read:
# behind one of them, no position could be right for both.
_HALF_A_LINE_END = "ends a line for some readers of YAML and not for others"
_WHY_NOT = {
    "\x85": f"next line: it {_HALF_A_LINE_END}",
    "\u2028": f"line separator: it {_HALF_A_LINE_END}",
    "\u2029": f"paragraph separator: it {_HALF_A_LINE_END}",
    "\ufeff": "byte order mark: its place is the beginning of a file",
}


class _Stop(Exception):
    """Ends the composing of one file at a fault after which nothing can be trusted."""

    def __init__(self, diagnostic: Diagnostic) -> None:
        super().__init__(str(diagnostic))
        self.diagnostic = diagnostic


@dataclass(slots=True)
class _Open:
    """A collection whose end has not been seen."""

    node: Sequence | Mapping
    anchor: str | None
    weight: int = 1
    """The number of nodes in it so far, those of aliases each time that they are used."""
    height: int = 1
    """The number of levels in it so far, itself included."""
    key: Scalar | None = None
    has_bad_key: bool = False
    seen: dict[str, Span] = field(default_factory=dict)
    merges: list[tuple[Scalar, Node]] = field(default_factory=list)


def compose(source: SourceFile) -> tuple[Node | None, list[Diagnostic]]:
    """The tree of a YAML document, or None where there is none, and what is wrong with it."""
    odd = re.search(_NOT_YAML, source.text)
    if odd is not None:
        return None, [_odd_character(source, odd)]
    composer = _Composer(source)
    try:
        root = composer.document()
    except _Stop as stop:
        return None, [*composer.diagnostics, stop.diagnostic]
    except yaml.MarkedYAMLError as error:
        is_too_deep = _OWN_LIMIT in (error.problem or "")
        fault = _too_deep(source) if is_too_deep else _syntax_fault(source, error)
        return None, [*composer.diagnostics, fault]
    return root, composer.diagnostics


def _odd_character(source: SourceFile, odd: re.Match[str]) -> Diagnostic:
    code = f"U+{ord(odd[0]):04X}"
    span = source.span_at(odd.start())
    reason = _WHY_NOT.get(odd[0])
    if reason is None:
        return kinds.SYNTAX.at(span, f"the character {code} is not allowed in YAML")
    hint = f'remove it, or write "\\u{ord(odd[0]):04X}" in double quotes'
    return kinds.SYNTAX.at(span, f"the character {code} is a {reason}", hint=hint)


def _too_deep(source: SourceFile) -> Diagnostic:
    """The finding for brackets that libyaml refuses to look into before it tells of the first."""
    brackets = [token for token in _BRACKET.finditer(source.text) if token[0] in "[]{}"]
    depths = accumulate(1 if bracket[0] in "[{" else -1 for bracket in brackets)
    deep = (bracket for bracket, depth in zip(brackets, depths, strict=True) if depth > MAX_DEPTH)
    return _nested_too_deep(source.span_at(next(deep).start()))


def _nested_too_deep(span: Span) -> Diagnostic:
    return kinds.LIMIT.at(span, f"nested more than {MAX_DEPTH} levels deep")


class _Mark(Protocol):
    """A place as libyaml gives it: counted from 0."""

    @property
    def line(self) -> int: ...
    @property
    def column(self) -> int: ...


def _span_of(source: SourceFile, mark: _Mark) -> Span:
    """One character. libyaml puts the end of a file below a last line that does not end."""
    line, column = mark.line + 1, mark.column + 1
    if line > len(source.lines):
        line, column = len(source.lines), len(source.lines[-1]) + 1
    return Span(source.path, line, column, line, column + 1)


def _syntax_fault(source: SourceFile, error: yaml.MarkedYAMLError) -> Diagnostic:
    mark, context_mark = error.problem_mark, error.context_mark
    assert mark is not None, "libyaml marks every fault"
    span = _span_of(source, mark)
    related = []
    if error.context and context_mark is not None:
        related.append(Related(error.context, _span_of(source, context_mark)))
    line_text = source.excerpt(span)
    indent = line_text[: len(line_text) - len(line_text.lstrip())]
    hint = "indent with spaces; YAML does not allow tabs" if "\t" in indent else None
    return kinds.SYNTAX.at(span, f"not valid YAML: {error.problem}", hint=hint, related=related)


class _Anchored(NamedTuple):
    """A finished node that an alias can stand for, with its weight and height."""

    node: Node
    weight: int
    height: int


class _Composer:
    """Builds the tree of one file; lives as long as that takes."""

    def __init__(self, source: SourceFile) -> None:
        self.source = source
        self.diagnostics: list[Diagnostic] = []
        self._anchors: dict[str, _Anchored | _Open] = {}
        self._stack: list[_Open] = []
        self._root: Node | None = None
        self._lines = len(source.lines)

    def document(self) -> Node | None:
        documents = 0
        for event in self._events():
            # In the order of how many there are.
            if isinstance(event, events.ScalarEvent):
                self._scalar(event)
            elif isinstance(event, (events.MappingStartEvent, events.SequenceStartEvent)):
                self._open(event)
            elif isinstance(event, events.CollectionEndEvent):
                self._close(event)
            elif isinstance(event, events.AliasEvent):
                self._alias(event)
            elif isinstance(event, events.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    raise _Stop(
                        kinds.SYNTAX.at(self._span(event), "a spec file holds one YAML document")
                    )
        return self._root

    def _events(self) -> Iterator[events.Event]:
        # As yaml.parse() does, without asking before each event whether there is one.
        loader = yaml.CSafeLoader(self.source.text)
        try:
            while (event := loader.get_event()) is not None:
                yield event
        finally:
            loader.dispose()

    def _span(self, event: events.Event) -> Span:
        start, end = event.start_mark, event.end_mark
        assert start is not None, "libyaml marks every event"
        assert end is not None, "libyaml marks every event"
        if end.line < self._lines:
            return Span(
                self.source.path, start.line + 1, start.column + 1, end.line + 1, end.column + 1
            )
        first, last = _span_of(self.source, start), _span_of(self.source, end)
        return first._replace(end_line=last.line, end_column=last.column)

    def _scalar(self, event: events.ScalarEvent) -> None:
        self._refuse_tag(event)
        span = self._span(event)
        is_block = event.style in ("|", ">")
        node = Scalar(event.value, span, not event.style, span.line + 1 if is_block else span.line)
        if event.anchor is not None:
            self._anchors[event.anchor] = _Anchored(node, 1, 0)
        self._add(node, 1, 0)

    def _open(self, event: events.MappingStartEvent | events.SequenceStartEvent) -> None:
        self._refuse_tag(event)
        span = self._span(event)
        if len(self._stack) >= MAX_DEPTH:
            raise _Stop(_nested_too_deep(span))
        if isinstance(event, events.MappingStartEvent):
            node: Mapping | Sequence = Mapping([], span)
        else:
            node = Sequence([], span)
        opened = _Open(node, event.anchor)
        self._stack.append(opened)
        if event.anchor is not None:
            self._anchors[event.anchor] = opened

    def _close(self, event: events.CollectionEndEvent) -> None:
        done = self._stack.pop()
        end = self._span(event)
        done.node.span = done.node.span._replace(end_line=end.end_line, end_column=end.end_column)
        if isinstance(done.node, Mapping):
            self._merge(done.node, done)
        if done.anchor is not None and self._anchors[done.anchor] is done:
            self._anchors[done.anchor] = _Anchored(done.node, done.weight, done.height)
        self._add(done.node, done.weight, done.height)

    def _alias(self, event: events.AliasEvent) -> None:
        span = self._span(event)
        assert event.anchor is not None, "an alias has a name"
        anchored = self._anchors.get(event.anchor)
        if anchored is None:
            raise _Stop(kinds.SYNTAX.at(span, f"there is no anchor &{event.anchor} above"))
        if isinstance(anchored, _Open):
            raise _Stop(kinds.LIMIT.at(span, f"the alias *{event.anchor} contains itself"))
        if self._stack and self._stack[-1].weight + anchored.weight > MAX_NODES:
            raise _Stop(kinds.LIMIT.at(span, f"aliases expand to more than {MAX_NODES:,} nodes"))
        if len(self._stack) + anchored.height > MAX_DEPTH:
            raise _Stop(kinds.LIMIT.at(span, f"aliases nest more than {MAX_DEPTH} levels deep"))
        self._add(anchored.node, anchored.weight, anchored.height)

    def _add(self, node: Node, weight: int, height: int) -> None:
        """Put a finished node where it belongs: into its parent, or at the root."""
        if not self._stack:
            self._root = node
            return
        parent = self._stack[-1]
        parent.weight += weight
        parent.height = max(parent.height, height + 1)
        if parent.weight > MAX_NODES:
            raise _Stop(kinds.LIMIT.at(node.span, f"more than {MAX_NODES:,} nodes, with aliases"))
        if isinstance(parent.node, Sequence):
            parent.node.items.append(node)
        elif parent.has_bad_key:
            parent.has_bad_key = False
        elif parent.key is None:
            self._add_key(parent, node)
        else:
            self._add_pair(parent, parent.node, parent.key, node)
            parent.key = None

    def _add_key(self, parent: _Open, node: Node) -> None:
        if isinstance(node, Scalar):
            parent.key = node
            return
        parent.has_bad_key = True
        hint = "quote it, if it is meant as text" if isinstance(node, Mapping) else None
        self.diagnostics.append(
            kinds.WRONG_TYPE.at(node.span, f"a key must be text, not {node.kind}", hint=hint)
        )

    def _add_pair(self, parent: _Open, mapping: Mapping, key: Scalar, value: Node) -> None:
        if key.plain and key.value == "<<":
            parent.merges.append((key, value))
            return
        first = parent.seen.get(key.value)
        if first is None:
            parent.seen[key.value] = key.span
            mapping.pairs.append((key, value))
            return
        self.diagnostics.append(
            kinds.DUPLICATE_KEY.at(
                key.span,
                f"the key {key.value!r} stands twice in this mapping",
                related=[Related("first", first)],
            )
        )

    def _merge(self, mapping: Mapping, done: _Open) -> None:
        """Add what `<<` brings: own keys win, then those of the earlier source."""
        for key, value in done.merges:
            for source in value.items if isinstance(value, Sequence) else (value,):
                if not isinstance(source, Mapping):
                    self.diagnostics.append(
                        kinds.WRONG_TYPE.at(key.span, f"<< takes mappings, not {source.kind}")
                    )
                    continue
                for name, inherited in source.pairs:
                    if name.value not in done.seen:
                        done.seen[name.value] = name.span
                        mapping.pairs.append((name, inherited))

    def _refuse_tag(self, event: events.ScalarEvent | events.CollectionStartEvent) -> None:
        if event.tag is not None:
            tag = event.tag.replace("tag:yaml.org,2002:", "!!")
            message = f"the tag {tag} has no meaning in a spec; remove it"
            self.diagnostics.append(kinds.SYNTAX.at(self._span(event), message))
