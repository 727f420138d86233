"""TEXT, BLOCK, NOTICE and labels as YAML trees, in their shortest forms. Escapes nothing."""

from __future__ import annotations

from microref.emit.spec_yaml.scalars import word
from microref.emit.spec_yaml.tree import Items, Node, Pairs, Passage
from microref.model import (
    Admonition,
    Block,
    Comment,
    Label,
    Notice,
    NoticeUse,
    Place,
    Prose,
    Rst,
    Section,
    Text,
    VersionNote,
)


def add_label(pairs: Pairs, name: str, label: Label | None) -> None:
    """A label, if there is one, under the key that says whether it holds markup."""
    if label is not None:
        pairs.word(f"{name}_rst" if label.markup else name, label.text)


def add_text(pairs: Pairs, key: str, text: Text) -> None:
    """A text, if there is one."""
    if text:
        pairs.add(key, text_node(text))


def text_node(text: Text) -> Node:
    """A text: a string where it is one, else a list of blocks."""
    if len(text) == 1 and is_plain(text[0]):
        return block_node(text[0])
    return Items([(block_node(block), ()) for block in text])


def is_plain(block: Block) -> bool:
    """Whether a block is written as a string."""
    return isinstance(block, Prose) and block.window.is_unbounded


def block_node(block: Block) -> Node:
    """One block of a text."""
    match block:
        case Prose():
            node: Node = _prose(block)
        case Admonition():
            node = _only(block.kind, _admonition(block))
        case NoticeUse():
            node = _only("notice", word(block.notice))
        case Place():
            node = _place(block)
        case VersionNote():
            node = _only(block.kind, _version_note(block))
        case Comment():
            node = _only("comment", Passage(block.comment, exact=True))
        case _:
            node = section_node(block)
    return node


def section_node(section: Section) -> Pairs:
    """A section, in a text or between operations."""
    pairs = Pairs()
    add_label(pairs, "title", section.title)
    pairs.window(section.window)
    pairs.word("label", section.label)
    pairs.depth(section.depth)
    add_text(pairs, "text", section.text)
    return _only("section", pairs)


def notice_node(notice: Notice) -> Pairs:
    """A notice of the library."""
    pairs = Pairs()
    if notice.kind != "note":
        pairs.word("kind", notice.kind)
    add_label(pairs, "title", notice.title)
    pairs.add("text", _rst(notice.text))
    return pairs


def _place(block: Place) -> Node:
    if block.of is None and block.start is None:
        return _only("place", word(block.part))
    pairs = Pairs(may_flow=True)
    pairs.word("place", block.part)
    pairs.word("of", block.of)
    pairs.word("from", block.start)
    return pairs


def _prose(block: Prose) -> Node:
    if block.window.is_unbounded:
        return _rst(block.text)
    pairs = Pairs()
    pairs.add("text", _rst(block.text))
    pairs.window(block.window)
    return pairs


def _admonition(block: Admonition) -> Node:
    if block.title is None and block.window.is_unbounded:
        return _rst(block.text)
    pairs = Pairs()
    add_label(pairs, "title", block.title)
    pairs.add("text", _rst(block.text))
    pairs.window(block.window)
    return pairs


def _version_note(block: VersionNote) -> Pairs:
    pairs = Pairs(may_flow=True)
    pairs.word("version", block.version)
    if block.text is not None:
        pairs.add("text", _rst(block.text))
    return pairs


def _only(key: str, value: Node) -> Pairs:
    return Pairs([(key, value, ())])


def _rst(rst: Rst) -> Passage:
    return Passage(rst.source.rstrip("\n"))
