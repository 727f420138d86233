"""What a reader gets of a build, without what may differ: HTML, text, messages as values.

What may differ: comments, `mr-*` classes, spans that had no other class, white space
between blocks, separators inside statements of codes. Whatever else differs is seen.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import escape
from html.parser import HTMLParser

from tests.roundtrip.published.codes import statement

_VOID = {
    *("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param"),
    *("source", "track", "wbr"),
}
_INLINE = {
    *("a", "abbr", "acronym", "b", "big", "br", "button", "cite", "code", "del", "dfn", "em"),
    *("i", "img", "input", "ins", "kbd", "label", "q", "s", "samp", "small", "span", "strong"),
    *("sub", "sup", "time", "tt", "u", "var", "wbr"),
}
# One block each, whatever stands in them: the lines of a readable difference.
_LEAVES = {"p", "h1", "h2", "h3", "h4", "h5", "h6", "pre", "dt", "tr", "caption", "script", "style"}


@dataclass
class Element:
    """An element of the page; its children are elements and texts."""

    name: str
    attributes: list[tuple[str, str]] = field(default_factory=list)
    children: list[Element | str] = field(default_factory=list)

    @property
    def classes(self) -> list[str]:
        return self.get("class").split()

    def get(self, name: str) -> str:
        for key, value in self.attributes:
            if key == name:
                return value
        return ""

    def walk(self) -> Iterator[Element]:
        """This element and all inside it in the order of the page; recursion would be slow."""
        waiting = [self]
        while waiting:
            element = waiting.pop()
            yield element
            waiting += [child for child in reversed(element.children) if isinstance(child, Element)]

    def text(self) -> str:
        return "".join(child if isinstance(child, str) else child.text() for child in self.children)


class _Tree(HTMLParser):
    """Builds the tree, without comments, `mr-*` classes, and spans that had no other class."""

    def __init__(self, keep: str) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Element("page")
        self.open: list[tuple[str, Element]] = [("page", self.root)]
        self.keep = re.compile(keep) if keep else None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        parent = self.open[-1][1]
        attributes, was_ours = [], False
        for key, value in attrs:
            if key == "class":
                names = (value or "").split()
                kept = [name for name in names if not self._ours(name)]
                was_ours = len(kept) < len(names)
                if kept or not names:
                    attributes.append((key, " ".join(kept)))
            else:
                attributes.append((key, value or ""))
        if tag == "span" and was_ours and not attributes:
            self.open.append((tag, parent))
            return
        element = Element(tag, sorted(attributes))
        parent.children.append(element)
        if tag not in _VOID:
            self.open.append((tag, element))

    def _ours(self, name: str) -> bool:
        return name.startswith("mr-") and not (self.keep and self.keep.match(name))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in _VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        for depth in range(len(self.open) - 1, 0, -1):
            if self.open[depth][0] == tag:
                del self.open[depth:]
                return

    def handle_data(self, data: str) -> None:
        children = self.open[-1][1].children
        if children and isinstance(children[-1], str):
            children[-1] += data
        else:
            children.append(data)


def parse(html: str, keep: str = "") -> Element:
    """The tree of a page. `keep` is a pattern of the classes of ours that are left."""
    tree = _Tree(keep)
    tree.feed(html)
    tree.close()
    return tree.root


def main_part(page: Element) -> Element:
    """What the document itself says."""
    found = [element for element in page.walk() if element.get("role") == "main"]
    assert len(found) == 1, f"{len(found)} main parts in the page"
    return found[0]


def sidebar(page: Element) -> Element:
    """The contents beside it."""
    found = [
        element
        for element in page.walk()
        if {"docs-sidebar-toc", "sphinxsidebarwrapper"} & set(element.classes)
    ]
    return Element("sidebar", children=list(found))


# ---------------------------------------------------------------------- blocks


def blocks(element: Element) -> list[str]:
    """The blocks of an element in their order; a container is its two ends."""
    return list(_blocks(element))


def _blocks(element: Element) -> Iterator[str]:
    if element.name in _LEAVES or not any(_is_block(child) for child in element.children):
        yield serialised(element)
        return
    yield _opening(element)
    for child in _without_gaps(element.children):
        if isinstance(child, str):
            yield escape(child, quote=False)
        elif _is_block(child):
            yield from _blocks(child)
        else:
            yield serialised(child)
    yield f"</{element.name}>"


def _is_block(child: Element | str) -> bool:
    if isinstance(child, str):
        return False
    return child.name not in _INLINE or any(_is_block(inner) for inner in child.children)


def _without_gaps(children: list[Element | str]) -> Iterator[Element | str]:
    """Without the white space beside a block, or at the ends of what has one."""
    any_block = any(_is_block(child) for child in children)
    for at, child in enumerate(children):
        if isinstance(child, str) and not child.strip() and any_block:
            before = at == 0 or _is_block(children[at - 1])
            after = at == len(children) - 1 or _is_block(children[at + 1])
            if before or after:
                continue
        yield child


def serialised(element: Element) -> str:
    """An element on one line of HTML, in one spelling."""
    if element.name == "p":
        stated = _stated(element)
        if stated:
            return f"{_opening(element)}{escape(stated, quote=False)}</p>"
    if element.name in _VOID:
        return _opening(element)
    children = element.children if element.name == "pre" else _without_gaps(element.children)
    inner = "".join(
        escape(child, quote=False) if isinstance(child, str) else serialised(child)
        for child in children
    )
    return f"{_opening(element)}{inner}</{element.name}>"


def _stated(paragraph: Element) -> str:
    """The codes that a paragraph states; empty for one with markup, or one that states none."""
    if not all(isinstance(child, str) for child in paragraph.children):
        return ""
    found = statement(paragraph.text())
    return str(found) if found else ""


def _opening(element: Element) -> str:
    attributes = "".join(f' {key}="{escape(value)}"' for key, value in element.attributes)
    return f"<{element.name}{attributes}>"


# ------------------------------------------------------------------ operations


@dataclass(frozen=True)
class Operation:
    """What a document shows of one operation."""

    name: str
    """Its id in the document, with a number if it is published more than once."""
    title: str
    blocks: tuple[str, ...]


def operations(main: Element) -> list[Operation]:
    """The sections with a rest_method, each with the section of details that follows it."""
    found: list[Operation] = []
    seen: dict[str, int] = {}
    for parent in main.walk():
        elements = [child for child in parent.children if isinstance(child, Element)]
        for at, head in enumerate(elements):
            if head.name != "section" or "detail-control" not in head.classes:
                continue
            body = elements[at + 1] if at + 1 < len(elements) else Element("nothing")
            name = head.get("id")
            seen[name] = seen.get(name, 0) + 1
            number = f" ({seen[name]})" if seen[name] > 1 else ""
            found.append(Operation(name + number, _title(head), (*_blocks(head), *_blocks(body))))
    return found


def _title(head: Element) -> str:
    titles = (element for element in head.walk() if "url-subtitle" in element.classes)
    return " ".join(next(titles, Element("")).text().split())


# ----------------------------------------------------------------- other parts


def paragraphs(text: str) -> list[str]:
    """The blocks of a text output; how many blank lines part them does not count."""
    found = re.split(r"\n(?:[ \t]*\n)+", text.strip("\n"))
    return [_paragraph(block) for block in found]


def _paragraph(block: str) -> str:
    lines = [line.rstrip() for line in block.splitlines()]
    stated = statement("\n".join(lines))
    if stated is None:
        return "\n".join(lines)
    indent = len(lines[0]) - len(lines[0].lstrip())
    return " " * indent + str(stated)


def inventory(data: bytes) -> list[str]:
    """The lines of an objects.inv."""
    *head, packed = data.split(b"\n", 4)
    return [line.decode() for line in head] + zlib.decompress(packed).decode().splitlines()


_PLACE = re.compile(r"^(?P<file>[^\s:]+)(?::\d+)*: (?=WARNING|ERROR|CRITICAL|SEVERE)", re.MULTILINE)
# Messages without a place in the source: the theme asks git and pbr for commit and version.
_OF_THE_MACHINE = ("WARNING: [openstackdocstheme]",)


def messages(text: str, top: str) -> list[str]:
    """What Sphinx has said, sorted; the same fault has the same words in each tree.

    Of a place the line is dropped, of the paths of samples and data files the folder,
    and of a data file its name: definitions stand in other files than before.
    """
    text = re.sub(r"\x1b\[[0-9;]*m", "", text).replace(f"{top}/", "")
    found: list[str] = []
    for line in text.splitlines():
        if any(words in line for words in _OF_THE_MACHINE) or not line.strip():
            continue
        begins = _PLACE.match(line) or re.match(r"(WARNING|ERROR|CRITICAL): ", line)
        if begins or not found:
            found.append(line)
        else:
            found[-1] += f"\n{line}"
    return sorted(_message(line) for line in found)


def _message(line: str) -> str:
    line = _PLACE.sub(r"\g<file>: ", line)
    line = re.sub(r"[^\s'\"`(]*\.ya?ml(?::\d+)*", "*.yaml", line)
    line = re.sub(r"[^\s'\"`(]*/([^\s/'\"`)]+\.(?!inc|rst)\w+)", r"\1", line)
    return re.sub(r"\bline \d+", "line", line)
