"""A docutils parser that acts on nothing: it reads what stands in any directive, known or not.

docutils looks directives and roles up in registries that the whole process
shares. What it finds there depends on whether Sphinx is loaded, and what it finds
may define roles, read files, or fail without a build around it. Here no directive
runs: each is noted, and its content is read as the RST that it mostly is.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from types import SimpleNamespace
from typing import Any, NamedTuple

from docutils import frontend, nodes, statemachine, utils
from docutils.parsers.rst import Parser, states
from docutils.parsers.rst.directives.tables import CSVTable

from microref.checks.rst_names import FORMS

FOR_NEXT = frozenset({"class", "cssclass", "rst-class", "tabularcolumns"})
"""Directives that act on the element after them, unless they have content."""

# Their content is no RST: code, diagrams, sessions, names.
_VERBATIM = frozenset(
    """actdiag aafig autosummary blockdiag code code-block code-tab command-output comment digraph
    ditaa doctest graph graphviz include inheritance-diagram jinja literalinclude math mermaid
    nwdiag parsed-literal plantuml productionlist program-output prompt raw seqdiag sourcecode
    testcleanup testcode testoutput testsetup toctree uml""".split()  # noqa: SIM905 - easier to read as text
)
# They show nothing where they stand.
_SILENT = frozenset(
    """contents currentmodule default-domain default-role footer header highlight index meta
    raw role section-numbering sectnum target-notes title""".split()  # noqa: SIM905 - easier to read as text
)
# Their argument is no text, unlike that of a `note`.
_NAMING = frozenset({"container", "figure", "image", *FOR_NEXT})
# docutils has no title and no transition in them; others may have either.
_WITHOUT_TITLES = frozenset(
    """admonition attention caution compound container danger epigraph error figure highlights hint
    important list-table note pull-quote sidebar table tip topic warning""".split()  # noqa: SIM905 - easier to read as text
)
# What gives a substitution its text.
_INLINE = frozenset({"date", "image", "replace", "unicode"})
# What they say stands elsewhere, and is RST all the same.
_SHOWN_ELSEWHERE = frozenset({"footer", "header", "replace"})

_REJECTED = 2
"""The level of the messages that a build shows."""
_TITLE_MESSAGE = re.compile(r"[Uu]nexpected section title|[Tt]itle (over|under)line")
_NO_TITLE = "Treating it as ordinary text"
_MAYBE_TRANSITION = "or transition"
_UNDERLINE = "Unexpected section title."


class ForNext(nodes.Invisible, nodes.Element):
    """Where a directive stands that acts on the element after it."""


class Head(NamedTuple):
    """A directive as it is written, unless docutils would not run it for its form."""

    line: int
    name: str
    argument: str
    options: Mapping[str, str]
    """Values as they are written, by names in lower case."""
    content: str
    is_broken: bool = False
    """Whether something stands among the options that is none."""


class Message(NamedTuple):
    """What docutils says against a text."""

    line: int
    words: str
    cause: nodes.system_message | None = None


class Role(NamedTuple):
    """A role that is named, with all of its text."""

    line: int
    name: str
    source: str


@dataclass
class Reading:
    """What was noted of a text, with lines counted from 1."""

    document: nodes.document
    title_lines: list[int] = field(default_factory=list)
    overlines: list[int] = field(default_factory=list)
    """Of those, lines that are transitions or stand above a title."""
    directives: list[Head] = field(default_factory=list)
    """Every directive that is read, with its name as it is written."""
    roles: list[Role] = field(default_factory=list)
    elsewhere: list[nodes.Element] = field(default_factory=list)
    """What directives have as RST and do not show where they stand."""
    for_next: list[tuple[int, str, ForNext]] = field(default_factory=list)
    depth: int = 0
    """Within how many directives the parser is that may hold titles."""
    csv_line: int | None = None
    """Where a table of CSV begins, whose cells docutils counts from 1."""
    messages: list[Message] = field(default_factory=list)
    """What docutils rejects, but for titles, which are noted apart."""
    unsure: int = 0
    """Within how many directives the parser is whose content may be no RST."""

    def note_message(self, message: nodes.system_message) -> None:
        text = nodes.Element.astext(message)
        if not self.unsure and message["level"] >= _REJECTED and not _TITLE_MESSAGE.search(text):
            line = self.csv_line or int(message.get("line", 1))
            self.messages.append(Message(line, text, message))
        if not _TITLE_MESSAGE.search(text) or _NO_TITLE in text:
            return
        line = self.csv_line or int(message.get("line", 1)) - (_UNDERLINE in text)
        if _MAYBE_TRANSITION in text:
            # Some directives of Sphinx may hold a transition. If it is the line above
            # a title after all, that is reported as well.
            if self.depth:
                return
            self.overlines.append(line)
        self.title_lines.append(line)


def read(source: str) -> Reading:
    """Read a text; raises RecursionError when it nests too deeply."""
    settings = copy.copy(_settings())
    document = utils.new_document("text", settings)
    reading = Reading(document)
    settings.microref_reading = reading
    document.reporter.attach_observer(reading.note_message)
    machine = states.RSTStateMachine(state_classes=_STATES, initial_state="Body")
    lines = statemachine.string2lines(source, convert_whitespace=True)
    machine.run(lines, document, inliner=_inliner(reading))
    machine.unlink()
    reading.title_lines += [(section.line or 1) - 1 for section in document.findall(nodes.section)]
    titles = set(reading.title_lines)
    doubled = {line for line in reading.overlines if line + 1 in titles}
    reading.title_lines = sorted(titles - doubled)
    return reading


@cache
def _settings() -> Any:
    settings = frontend.get_default_settings(Parser)
    settings.report_level = 5
    settings.halt_level = 6
    settings.warning_stream = False
    settings.file_insertion_enabled = False
    settings.raw_enabled = False
    return settings


def _inliner(reading: Reading) -> Any:
    """Inline markup in which each role is noted, and gives its words."""

    def interpreted(rawsource: str, text: str, role: str, line: int) -> Any:
        if role:
            reading.roles.append(Role(reading.csv_line or line, role, rawsource))
        return [nodes.inline(rawsource, text)], []

    inliner: Any = states.Inliner()
    # docutils makes its patterns of the names in the class, so a subclass will not do.
    inliner.interpreted = interpreted
    return inliner


class _Noting(states.RSTState):
    """What the states of the parser have in common: how they treat a directive."""

    # docutils keeps machines for nested text, of which each has states of its own kind.
    nested_sm_cache: list[Any] = []  # noqa: RUF012 - declared by docutils

    def __init__(self, state_machine: Any, debug: bool = False) -> None:
        super().__init__(state_machine, debug)
        self.nested_sm_kwargs = {"state_classes": _STATES, "initial_state": "Body"}

    def directive(self, match: re.Match[str], **presets: Any) -> Any:
        """Note a directive and read its content; gives its nodes, and whether a blank ends it."""
        machine: Any = self.state_machine
        reading: Reading = self.document.settings.microref_reading
        line = reading.csv_line or machine.get_source_and_line()[1]
        name = match[1].lower()
        before = machine.line_offset
        block, _, offset, blank_finish = machine.get_first_known_indented(
            match.end(), strip_top=False
        )
        reading.directives.append(self._head(line, match[1], block))
        if name == "csv-table":
            machine.previous_line(machine.line_offset - before)
            return self._csv_table(match, presets, line)
        if name in _SHOWN_ELSEWHERE:
            self._read_elsewhere(block, offset)
        node: nodes.Element
        if name in _SILENT or (presets and name in _INLINE):
            node = nodes.inline() if presets else nodes.comment()
        elif name == "parsed-literal":
            words, _ = self.inline_text("\n".join(block), line)
            node = nodes.literal_block("", "", *words)
            node.line = line
        elif name in _VERBATIM:
            node = nodes.literal_block("", "\n".join(block))
        else:
            if name in _NAMING:
                block.disconnect()
                for number, text in enumerate(block):
                    if number and not text.strip():
                        break
                    block[number] = ""
            if name in FOR_NEXT and not any(text.strip() for text in block):
                node = ForNext()
                reading.for_next.append((line, match[1], node))
            else:
                node = nodes.container()
                may_hold_titles = name not in _WITHOUT_TITLES
                is_unsure = name not in FORMS
                reading.depth += may_hold_titles
                reading.unsure += is_unsure
                self.nested_parse(block, offset, node)
                reading.depth -= may_hold_titles
                reading.unsure -= is_unsure
                if name == "list-table":
                    reading.messages += _faults_of_rows(node, line)
        return [node], blank_finish or machine.is_next_line_blank()

    def _head(self, line: int, name: str, block: statemachine.StringList) -> Head:
        """What docutils would take for the argument and the options of a directive."""
        lines = [text.strip() for text in block]
        start = int(bool(lines) and not lines[0])
        end = next((at for at in range(start, len(lines)) if not lines[at]), len(lines))
        marker = states.Body.patterns["field_marker"]
        fields = next((at for at in range(start, end) if re.match(marker, block[at])), end)
        options: dict[str, str] = {}
        is_broken = False
        if fields < end:
            written = block[fields:end]
            written.disconnect()
            found = nodes.field_list()
            body: Any = self
            _, is_whole = body.nested_list_parse(
                written, line - 1, found, initial_state="ExtensionOptions", blank_finish=True
            )
            is_broken = not is_whole
            for item in found.findall(nodes.field):
                options[item[0].astext().lower()] = item[1].astext()
        caption = options.get("caption", "").split("\n")
        if any(caption):
            places = [(block.source(0), line - 1)] * len(caption)
            self._read_elsewhere(statemachine.StringList(caption, items=places), line - 1)
        argument, content = "\n".join(block[start:fields]), "\n".join(block[end:])
        return Head(line, name, argument, options, content, is_broken)

    def _read_elsewhere(self, block: statemachine.StringList, offset: int) -> None:
        reading: Reading = self.document.settings.microref_reading
        node = nodes.container()
        self.nested_parse(block, offset, node)
        reading.elsewhere.append(node)

    def _csv_table(self, match: re.Match[str], presets: dict[str, Any], line: int) -> Any:
        # Its cells are RST, between quotes and commas.
        reading: Reading = self.document.settings.microref_reading
        outer, reading.csv_line = reading.csv_line, line
        body: Any = self
        result = body.run_directive(CSVTable, match, match[1], presets)
        for node in result[0]:
            for inner in node.findall(nodes.Element):
                inner.line = line
        reading.csv_line = outer
        return result


def _faults_of_rows(table: nodes.Element, line: int) -> Iterator[Message]:
    """What is wrong with the content of a `list-table`."""
    lists = [node for node in table.children if isinstance(node, nodes.bullet_list)]
    rows = [row for item in lists[:1] for row in item.children]
    inner = [row.children[0] for row in rows if len(row.children) == 1]
    cells = [len(row.children) for row in inner if isinstance(row, nodes.bullet_list)]
    if len(lists) != 1 or len(cells) != len(rows):
        yield Message(line, "a `list-table` is one list, and each item of it the list of its cells")
    elif len(set(cells)) > 1:
        few, many = min(cells), max(cells)
        yield Message(line, f"the rows of a `list-table` have {few} to {many} cells")


def _explicit() -> SimpleNamespace:
    """The table of explicit markup, with directives noted."""
    explicit = SimpleNamespace(**vars(states.Body.explicit))
    explicit.constructs = [
        (_Noting.directive if method is states.Body.directive else method, pattern)
        for method, pattern in explicit.constructs
    ]
    return explicit


_STATES: tuple[Any, ...] = tuple(
    type(state.__name__, (_Noting, state), {"explicit": _explicit()})
    for state in states.state_classes
)
