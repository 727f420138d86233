"""RST text as docutils sees it, without files, raw output or side effects. Judges nothing."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from microref.checks.rst_reader import Reading

_Named: TypeAlias = "tuple[tuple[int, str], ...]"
"""Lines, counted from 1, with what is called so there."""

_WORD = re.compile(r"\w")
_WORD_AT_MARGIN = re.compile(r"^\w", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class ParsedText:
    """What of a text matters here, with lines counted from 1."""

    title_lines: tuple[int, ...] = ()
    directives: _Named = ()
    """Every directive, within others too, but not what is only shown as RST."""
    open_directives: _Named = ()
    """Directives that act on the element after them, where the text has none."""
    open_targets: _Named = ()
    """Targets of the element after them, where the text has none; one may have no name."""
    is_too_deep: bool = False
    """Whether the text nests more deeply than docutils can read."""


def parse(source: str) -> ParsedText:
    """Parse a text on its own; what stands in directives of Sphinx is parsed too."""
    # docutils is needed for few texts, and is slow to import.
    from microref.checks.rst_reader import read

    try:
        reading = read(source)
        directives, targets = _open_at_the_end(reading)
        return ParsedText(
            title_lines=tuple(reading.title_lines),
            directives=tuple(reading.directives),
            open_directives=directives,
            open_targets=targets,
        )
    except RecursionError:
        return ParsedText(is_too_deep=True)


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
    if not _WORD.search(source):
        return False
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
