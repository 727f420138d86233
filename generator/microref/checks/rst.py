"""RST text as docutils sees it, without files, raw output or side effects. Judges nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from docutils import nodes

    from microref.checks.rst_faults import Fault
    from microref.checks.rst_reader import Head, Reading, Role

_Named: TypeAlias = "tuple[tuple[int, str], ...]"
"""Lines, counted from 1, with what is called so there."""

# docutils looks from each letter of a word to its end, and from each sign that may begin markup
# to the end of its paragraph.
_LONG_WORD = 4000
_MANY_LINES = 20_000
_MOST_STEPS = 200_000_000
_SIGN = re.compile(r"[*`|_]")
_WORD = re.compile(r"\w")
_WORD_AT_MARGIN = re.compile(r"^\w", re.MULTILINE)


class Link(NamedTuple):
    """An address to which something in a text leads."""

    line: int
    address: str
    is_written: bool
    """Whether it is written as a link; else docutils makes one of a word that looks like it."""


class Reference(NamedTuple):
    """A reference by a name."""

    line: int
    kind: Literal["target", "substitution", "footnote", "citation", "address"]
    name: str
    """As docutils compares it: of a target in lower case; of no name for `text`__."""
    markup: str


@dataclass(frozen=True, slots=True)
class ParsedText:
    """What of a text matters here, with lines counted from 1."""

    title_lines: tuple[int, ...] = ()
    heads: tuple[Head, ...] = ()
    """Every directive, within others too, but not what is only shown as RST."""
    roles: tuple[Role, ...] = ()
    """Every role that is named."""
    links: tuple[Link, ...] = ()
    """Each link and target with an address, as docutils reads it."""
    open_directives: _Named = ()
    """Directives that act on the element after them, where the text has none."""
    open_targets: _Named = ()
    """Targets of the element after them, where the text has none; one may have no name."""
    faults: tuple[Fault, ...] = ()
    """What docutils rejects."""
    slips: tuple[Fault, ...] = ()
    """Markup that docutils takes for a comment or for plain words."""
    references: tuple[Reference, ...] = ()
    """What is referred to by a name that nothing in the text has."""
    is_too_deep: bool = False
    """Whether the text nests more deeply than docutils can read, or takes too long to read."""

    @property
    def directives(self) -> _Named:
        """Every directive, with its name as it is written."""
        return tuple((head.line, head.name) for head in self.heads)


def parse(source: str) -> ParsedText:
    """Parse a text on its own; what stands in directives of Sphinx is parsed too."""
    if takes_too_long(source):
        return ParsedText(is_too_deep=True)
    # docutils is needed for few texts, and is slow to import; so is what reads its results.
    from microref.checks.rst_reader import read
    from microref.checks.rst_slips import slips

    try:
        reading = read(source)
        directives, targets = _open_at_the_end(reading)
        return ParsedText(
            title_lines=tuple(reading.title_lines),
            heads=tuple(reading.directives),
            roles=tuple(
                role._replace(line=_line_of(role.source, role.line, source))
                for role in reading.roles
            ),
            links=tuple(_links(reading, source)),
            open_directives=directives,
            open_targets=targets,
            faults=tuple(_faults(reading, source)),
            slips=tuple(
                dict.fromkeys(slip for part in _parts(reading) for slip in slips(part, source))
            ),
            references=tuple(_references(reading, source)),
        )
    except RecursionError:
        return ParsedText(is_too_deep=True)


def takes_too_long(source: str) -> bool:
    """Whether docutils would be busy with a text for many seconds, on the page as well."""
    if len(source) < _LONG_WORD:
        return False
    if source.count("\n") > _MANY_LINES or any(len(w) > _LONG_WORD for w in source.split()):
        return True
    blocks = re.split(r"\n\s*\n", source)
    return sum(len(block) * len(_SIGN.findall(block)) for block in blocks) > _MOST_STEPS


def _parts(reading: Reading) -> tuple[nodes.Element, ...]:
    return (reading.document, *reading.elsewhere)


def _faults(reading: Reading, source: str) -> Iterator[Fault]:
    """What docutils says against a text, and against the forms of its directives."""
    from docutils import nodes

    from microref.checks.rst_faults import fault, faults_of
    from microref.checks.rst_names import FORMS

    marks = {
        mark["refid"]: mark
        for part in _parts(reading)
        for mark in part.findall(nodes.problematic)
        if "refid" in mark
    }
    # What stands in their place is none, so docutils says more of the same.
    unknown = {head.line for head in reading.directives if head.name.lower() not in FORMS}
    for message in reading.messages:
        line = message.line
        if line in unknown:
            continue
        names = message.cause["ids"] if message.cause is not None else ()
        for mark in (marks[name] for name in names if name in marks):
            before = mark.parent.children[: mark.parent.index(mark)]
            line += sum(
                (getattr(node, "rawsource", "") or node.astext()).count("\n") for node in before
            )
        told = fault(_first_of_table(line, message.words, source), message.words)
        if told is not None:
            yield told
    for head in reading.directives:
        yield from faults_of(head)


def _first_of_table(line: int, words: str, source: str) -> int:
    """The first line of a malformed table: which of its lines docutils names differs by version."""
    message, _, table = words.partition("\n\n")
    if not message.startswith("Malformed table"):
        return line
    first, *rest = table.splitlines()
    lines = source.splitlines()[: line + len(rest)]
    near = range(max(0, line - len(rest) - 1), len(lines))
    return next((at + 1 for at in near if lines[at].strip() == first.strip()), line)


def _references(reading: Reading, source: str) -> Iterator[Reference]:
    """The references by names that the text does not define itself."""
    from docutils import nodes

    document = reading.document
    kinds: dict[type[nodes.Element], Literal["target", "substitution", "footnote", "citation"]] = {
        nodes.reference: "target",
        nodes.target: "target",
        nodes.substitution_reference: "substitution",
        nodes.footnote_reference: "footnote",
        nodes.citation_reference: "citation",
    }
    anonymous = []
    for part in _parts(reading):
        for node in part.findall(nodes.Element):
            kind = kinds.get(type(node))
            if kind is not None and node.get("refname"):
                name = node["refname"]
                own = document.substitution_names if kind == "substitution" else document.nametypes
                if name not in own and name.lower() not in own:
                    markup = node.rawsource.strip() or name
                    line = _line_of(markup, _nearest_line(node), source)
                    yield Reference(line, kind, name, markup)
            elif (
                node.get("anonymous") and "refuri" not in node and isinstance(node, nodes.reference)
            ):
                anonymous.append(node)
    targets = [node for part in _parts(reading) for node in part.findall(_is_anonymous_target)]
    for node in anonymous[len(targets) :]:
        line = _line_of(node.rawsource, _nearest_line(node), source)
        yield Reference(line, "address", "", node.rawsource)


def _is_anonymous_target(node: nodes.Node) -> bool:
    from docutils import nodes

    return isinstance(node, nodes.target) and bool(node.get("anonymous"))


def _links(reading: Reading, source: str) -> Iterator[Link]:
    from docutils import nodes

    for part in _parts(reading):
        for node in part.findall(lambda node: isinstance(node, (nodes.reference, nodes.target))):
            if isinstance(node, nodes.Element) and "refuri" in node:
                line = _line_of(node.rawsource, _nearest_line(node), source)
                is_word = isinstance(node, nodes.reference) and "`" not in node.rawsource
                yield Link(line, node["refuri"], not is_word)


def _nearest_line(node: nodes.Element) -> int:
    """The line at which a node stands, or else the block that it stands in."""
    above: nodes.Element | None = node
    while above is not None:
        if above.line:
            return above.line
        above = above.parent
    return 1


def _line_of(markup: str, first: int, source: str) -> int:
    """The line of markup in the block that begins at a line."""
    lines = source.splitlines()
    begin = markup.strip().partition("\n")[0]
    places = (at for at in range(first, len(lines) + 1) if begin in lines[at - 1])
    return next(places, first)


def _open_at_the_end(reading: Reading) -> tuple[_Named, _Named]:
    """The directives and targets at the end of a text that wait for an element."""
    from docutils import nodes

    directives, targets = [], []
    names = {id(node): (line, name) for line, name, node in reading.for_next}
    takes_targets = True
    last: nodes.Node | None = reading.document
    # A target and a class pass over what cannot have them, and out of what they end.
    while isinstance(last, nodes.Element) and not isinstance(last, nodes.TextElement):
        children, last = last.children, None
        for child in reversed(children):
            if id(child) in names:
                directives.append(names[id(child)])
            elif isinstance(child, nodes.target):
                takes_targets &= "refuri" not in child and "refname" not in child
                if takes_targets:
                    called = [*child["names"], *child["dupnames"], ""]
                    targets.append((child.line or 1, str(called[0])))
            elif isinstance(child, nodes.Invisible):
                takes_targets = False
            elif not isinstance(child, nodes.system_message):
                last = child
                break
    return tuple(directives[::-1]), tuple(targets[::-1])


def says_something(source: str) -> bool:
    """Whether readers see any word of a text: not of one that is blank or a comment."""
    # A word at the left margin is a paragraph: so nearly every text is known without a parse.
    if _WORD_AT_MARGIN.search(source):
        return True
    if not _WORD.search(source) or takes_too_long(source):
        return bool(_WORD.search(source))
    from docutils import nodes

    from microref.checks.rst_reader import read

    try:
        document = read(source).document
    except RecursionError:
        return True
    unseen = (nodes.Invisible, nodes.system_message)
    for node in document.findall(nodes.Text):
        parents = []
        parent = node.parent
        while parent is not None:
            parents.append(parent)
            parent = parent.parent
        if _WORD.search(node.astext()) and not any(isinstance(p, unseen) for p in parents):
            return True
    return False
