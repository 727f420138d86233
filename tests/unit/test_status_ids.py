"""Each table of codes has an id of its own, and the thousandth is found as soon as the first."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from docutils import nodes

from microref.sphinx_ext.directives.status import StatusCodes


class Counting(dict):
    """What counts how often it is asked."""

    asked = 0

    def __contains__(self, key):
        self.asked += 1
        return super().__contains__(key)


def directive(ids):
    found: Any = StatusCodes.__new__(StatusCodes)
    settings = SimpleNamespace(env=SimpleNamespace(temp_data={}))
    found.state = SimpleNamespace(document=SimpleNamespace(ids=ids, settings=settings))
    return found


def test_ids_are_counted_for_each_name():
    codes = directive({"Success-3": nodes.section()})
    given = []
    for wanted in ("Success", "Success", "Error", "Success", "Error"):
        section = nodes.section()
        codes._give_id(section, wanted)
        given += section["ids"]
        assert codes.state.document.ids[given[-1]] is section
    assert given == ["Success", "Success-2", "Error", "Success-4", "Error-2"]


def test_nothing_is_counted_from_one_again():
    ids = Counting()
    codes = directive(ids)
    for _ in range(1000):
        codes._give_id(nodes.section(), "Success")
    assert len(ids) == 1000
    assert ids.asked < 3000
