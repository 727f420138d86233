"""YAML text to nodes with positions, within limits. Knows nothing of the spec's grammar.

The tree is built from libyaml's events rather than by `yaml.compose`: events come
from a state machine, so no nesting can exhaust the stack, and one pass serves the
limits, the duplicate keys and the merges (`<<`) at less than the cost of composing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

import yaml
from yaml import events

from microref.diagnostics import Diagnostic, Related
from microref.load import kinds
from microref.load.nodes import Mapping, Node, Scalar, Sequence
from microref.source import SourceFile, Span

MAX_DEPTH = 100
MAX_NODES = 1_000_000

_NOT_YAML = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class _Stop(Exception):
    """Ends the composing of one file at a fault after which nothing can be trusted."""

    def __init__(self, diagnostic: Diagnostic) -> None:
        super().__init__(str(diagnostic))
        self.diagnostic = diagnostic


@dataclass(slots=True)
class _Open:
    """A collection whose end has not been seen, and the number of nodes in it so far."""

    node: Sequence | Mapping
    anchor: str | None
    weight: int = 1
    key: Scalar | None = None
    has_bad_key: bool = False
    seen: dict[str, Span] = field(default_factory=dict)
    merges: list[tuple[Scalar, Node]] = field(default_factory=list)


def compose(source: SourceFile) -> tuple[Node | None, list[Diagnostic]]:
    """The tree of a YAML document, or None where there is none, and what is wrong with it."""
    odd = _NOT_YAML.search(source.text)
    if odd is not None:
        message = f"the character U+{ord(odd[0]):04X} is not allowed in YAML"
        return None, [kinds.SYNTAX.at(source.span_at(odd.start()), message)]
    composer = _Composer(source)
    try:
        root = composer.document()
    except _Stop as stop:
        return None, [*composer.diagnostics, stop.diagnostic]
    except yaml.MarkedYAMLError as error:
        return None, [*composer.diagnostics, _syntax_fault(source, error)]
    return root, composer.diagnostics


def _syntax_fault(source: SourceFile, error: yaml.MarkedYAMLError) -> Diagnostic:
    mark = error.problem_mark or error.context_mark
    span = source.start()
    if mark is not None:
        span = Span(source.path, mark.line + 1, mark.column + 1, mark.line + 1, mark.column + 2)
    related = []
    if error.context and error.context_mark and error.problem_mark:
        line, column = error.context_mark.line + 1, error.context_mark.column + 1
        related.append(Related(error.context, Span(source.path, line, column, line, column + 1)))
    line_text = source.excerpt(span)
    indent = line_text[: len(line_text) - len(line_text.lstrip())]
    hint = "indent with spaces; YAML does not allow tabs" if "\t" in indent else None
    return kinds.SYNTAX.at(span, f"not valid YAML: {error.problem}", hint=hint, related=related)


class _Composer:
    """Builds the tree of one file; lives as long as that takes."""

    def __init__(self, source: SourceFile) -> None:
        self.source = source
        self.diagnostics: list[Diagnostic] = []
        self._anchors: dict[str, tuple[Node, int]] = {}
        self._stack: list[_Open] = []
        self._root: Node | None = None

    def document(self) -> Node | None:
        documents = 0
        for event in self._events():
            if isinstance(event, events.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    raise _Stop(
                        kinds.SYNTAX.at(self._span(event), "a spec file holds one YAML document")
                    )
            elif isinstance(event, events.ScalarEvent):
                self._scalar(event)
            elif isinstance(event, (events.MappingStartEvent, events.SequenceStartEvent)):
                self._open(event)
            elif isinstance(event, events.CollectionEndEvent):
                self._close(event)
            elif isinstance(event, events.AliasEvent):
                self._alias(event)
        return self._root

    def _events(self) -> Iterator[events.Event]:
        return yaml.parse(self.source.text, Loader=yaml.CSafeLoader)

    def _span(self, event: events.Event) -> Span:
        start, end = event.start_mark, event.end_mark
        assert start is not None and end is not None, "libyaml marks every event"
        return Span(
            self.source.path, start.line + 1, start.column + 1, end.line + 1, end.column + 1
        )

    def _scalar(self, event: events.ScalarEvent) -> None:
        self._refuse_tag(event)
        span = self._span(event)
        is_block = event.style in ("|", ">")
        node = Scalar(event.value, span, not event.style, span.line + 1 if is_block else span.line)
        if event.anchor is not None:
            self._anchors[event.anchor] = (node, 1)
        self._add(node, 1)

    def _open(self, event: events.MappingStartEvent | events.SequenceStartEvent) -> None:
        self._refuse_tag(event)
        span = self._span(event)
        if len(self._stack) >= MAX_DEPTH:
            raise _Stop(kinds.LIMIT.at(span, f"nested more than {MAX_DEPTH} levels deep"))
        if isinstance(event, events.MappingStartEvent):
            node: Mapping | Sequence = Mapping([], span)
        else:
            node = Sequence([], span)
        self._stack.append(_Open(node, event.anchor))

    def _close(self, event: events.CollectionEndEvent) -> None:
        done = self._stack.pop()
        end = self._span(event)
        done.node.span = done.node.span._replace(end_line=end.line, end_column=end.column)
        if isinstance(done.node, Mapping):
            self._merge(done.node, done)
        if done.anchor is not None:
            self._anchors[done.anchor] = (done.node, done.weight)
        self._add(done.node, done.weight)

    def _alias(self, event: events.AliasEvent) -> None:
        span = self._span(event)
        if event.anchor not in self._anchors:
            if any(parent.anchor == event.anchor for parent in self._stack):
                raise _Stop(kinds.LIMIT.at(span, f"the alias *{event.anchor} contains itself"))
            raise _Stop(kinds.SYNTAX.at(span, f"there is no anchor &{event.anchor} above"))
        node, weight = self._anchors[event.anchor]
        self._add(node, weight)

    def _add(self, node: Node, weight: int) -> None:
        """Put a finished node where it belongs: into its parent, as key or value, or at the root."""
        if not self._stack:
            self._root = node
            return
        parent = self._stack[-1]
        parent.weight += weight
        if parent.weight > MAX_NODES:
            raise _Stop(
                kinds.LIMIT.at(node.span, f"aliases expand to more than {MAX_NODES:,} nodes")
            )
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
        """Add what `<<` brings: keys of the mapping itself win, then those of the earlier source."""
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
            self.diagnostics.append(
                kinds.SYNTAX.at(
                    self._span(event), f"the tag {event.tag} has no meaning in a spec; remove it"
                )
            )
