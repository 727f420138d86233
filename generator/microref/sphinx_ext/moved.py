"""Where an anchor went when its page became a document of its own.

Links into the one large page that a reference used to be have anchors that docutils
made for it: of two operations with one title the second has a number, which counts
through all pages. So the ids are given out once more, as they would have been, and
the page that the links name gets a list of them, which `microref.js` follows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from docutils import nodes
from sphinx import addnodes

from microref.sphinx_ext.in_page import for_script
from microref.sphinx_ext.nodes import page_list

if TYPE_CHECKING:
    from docutils.nodes import Element, document

__all__ = [
    "LIST_ID",
    "Anchor",
    "Inclusion",
    "Records",
    "as_script",
    "moved_anchors",
    "record",
]

LIST_ID = "microref-moved"
"""The id of the list in a page, as the script knows it."""

_NUMBERED = re.compile(r"id[0-9]+")
_SECOND = re.compile(r"(?<=[a-z])-[0-9]+\Z")


class Anchor(NamedTuple):
    """An id in a document."""

    id: str
    wish: str
    """What it is made of: docutils takes it if it is free, else the next number; or empty."""
    is_given: bool = False
    """Whether it was not given by docutils: then it is taken with `-2` where it is not free."""


class Inclusion(NamedTuple):
    """The place of a page in a document that would include it."""

    page: str


Records = Mapping[str, Sequence["Anchor | Inclusion"]]
"""What stands in each document, in its order."""


def record(doctree: document) -> Iterator[Anchor | Inclusion]:
    """What stands in a document, in its order.

    For a document that was read right now: what docutils and Sphinx add later, such as
    the ids of contents and the titles of a translation, had no part in the giving out of ids.
    """
    for node in doctree.findall(nodes.Element):
        if isinstance(node, page_list):
            for toctree in node.findall(addnodes.toctree):
                yield from map(Inclusion, toctree["includefiles"])
        elif node["ids"]:
            yield from _anchors(node)


def _anchors(node: Element) -> Iterator[Anchor]:
    names = [*node["names"], *node["dupnames"]]
    for number, id_ in enumerate(node["ids"]):
        if number < len(names):
            yield Anchor(id_, nodes.make_id(names[number]))
        elif _NUMBERED.fullmatch(id_):
            yield Anchor(id_, "")
        else:
            yield Anchor(id_, _SECOND.sub("", id_), is_given=True)


def moved_anchors(records: Records, document: str) -> Iterator[tuple[str, str, str]]:
    """Each anchor that a document would have with its pages, and where it is now.

    Three of a kind: the anchor, the document, the id there. Without those of the document
    itself that are as they would be.
    """
    taken: set[str] = set()
    number = 0
    for place, anchor in _in_one(records, document, ()):
        former, copies = anchor.wish, 1
        while not former or former in taken:
            if anchor.is_given:
                copies += 1
                former = f"{anchor.wish}-{copies}"
            else:
                number += 1
                former = f"id{number}"
        taken.add(former)
        if (place, former) != (document, anchor.id):
            yield former, place, anchor.id


def _in_one(
    records: Records, document: str, around: tuple[str, ...]
) -> Iterator[tuple[str, Anchor]]:
    """What stands in a document with its pages in it; `around` are those that it is in."""
    for item in records.get(document, ()):
        if isinstance(item, Anchor):
            yield document, item
        elif item.page not in (document, *around):
            yield from _in_one(records, item.page, (document, *around))


def as_script(moved: Mapping[str, tuple[str, str]]) -> str:
    """The list for the page, as JSON: to each anchor the number of an address, and the id there.

    Most ids are as they were; those are left out, for the list is as long as the reference.
    """
    addresses = list(dict.fromkeys(address for address, _id in moved.values()))
    numbers = {address: number for number, address in enumerate(addresses)}
    anchors = {
        former: numbers[address] if now == former else [numbers[address], now]
        for former, (address, now) in moved.items()
    }
    return for_script({"pages": addresses, "anchors": anchors})
