"""The rows of the messages of an operation, with the ids that the page gives them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tests.surfaces.truth.items import Item
from tests.surfaces.truth.spec_as_text import Words, is_true, joined, listed, only
from tests.surfaces.truth.windows import Window, text_of

_OF_THE_USE = ("use", "label", "label_rst", "labels", "row", "under")
_WINDOW = ("min_version", "max_version")


def rows_of(
    operation: str, messages: list[tuple[str, Words, Window]], library: Words
) -> Iterator[Item]:
    """The rows of all lists of an operation, in the order of the page."""
    taken: set[str] = set()
    for side, message, window in messages:
        body = _Message(operation, side, library, taken)
        body.walk(listed(message.get("parameters")), window, (), (), ())
        yield from body.rows


class _Message:
    """One message that is walked through; the ids that an operation has given are shared."""

    def __init__(self, operation: str, side: str, library: Words, taken: set[str]) -> None:
        self.operation = operation
        self.side = side
        self.library = library
        self.taken = taken
        self.rows: list[Item] = []
        self._at: dict[tuple[str, ...], list[Item]] = {}

    def walk(
        self,
        uses: list[Words],
        within: Window,
        path: tuple[str, ...],
        parents: tuple[Item, ...],
        open_keys: tuple[str, ...],
    ) -> None:
        """Note the rows of some uses, and of the fields in them."""
        for use in uses:
            name, value = only(use)
            said: Words = value if isinstance(value, dict) else {"use": value}
            key = said.get("use", "")
            facts = _facts(said, self.library.get(key, {}))
            window = within & Window.of(facts)
            own_path, above = (*path, name), parents
            if "under" in said:
                own_path = (*filter(None, said["under"].split("/")), name)
                above = tuple(self._at.get(own_path[:-1], ()))
            item = self._item(own_path, facts, window, above)
            self._at.setdefault(own_path, []).append(item)
            if is_true(said.get("row"), otherwise=True):
                self.rows.append(item)
            if "fields" in said or key not in open_keys:
                inherited = () if "fields" in said else (*open_keys, key)
                fields = listed(facts.get("fields"))
                # Where `under` leads elsewhere, what stands in it goes with it.
                inner = (item,) if item.parents else ()
                self.walk(fields, window, own_path, inner, inherited)

    def _item(
        self, path: tuple[str, ...], facts: Words, window: Window, parents: tuple[Item, ...]
    ) -> Item:
        group = joined(["op", self.operation, self.side, *path])
        required: Any = facts.get("required")
        demanded = None
        if isinstance(required, dict):
            demanded = window & Window.of(required)
        elif is_true(required):
            demanded = window
        name = self._free(group, facts.get("in", "body"), window)
        return Item(
            kind="row",
            operation=self.operation,
            name=name,
            window=window,
            parents=parents,
            group=group,
            side=self.side,
            required=demanded,
        )

    def _free(self, group: str, location: str, window: Window) -> str:
        """The id of a row: its path, and what tells it from the rows that have that already."""
        behind = [text_of(window.low)] if window.low else []
        behind += [location, *map(str, range(2, 100))]
        wanted = [group, *(f"{group}@{words}" for words in behind)]
        name = next(one for one in wanted if one not in self.taken)
        self.taken.add(name)
        return name


def _facts(said: Words, definition: Words) -> Words:
    """A definition, with what its use says over it; a window of the use replaces the whole one."""
    own = {key: value for key, value in said.items() if key not in _OF_THE_USE}
    kept = definition
    if any(end in own for end in _WINDOW):
        kept = {key: value for key, value in definition.items() if key not in _WINDOW}
    return kept | own
