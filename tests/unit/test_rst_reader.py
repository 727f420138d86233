"""Reading RST acts on nothing, whatever the process has registered with docutils."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from docutils.parsers.rst import directives, roles
from hypothesis import given
from hypothesis import strategies as st

from microref.checks.rst import ParsedText, parse, says_something, takes_too_long


def _fails(*_: Any) -> Any:
    raise AssertionError("this runs only within a build of Sphinx")


@pytest.fixture
def registered(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Directives and roles as Sphinx registers them for the whole process."""
    # docutils keeps them in tables of its own, which its stubs do not have.
    known_directives: dict[str, Any] = vars(directives)["_directives"]
    known_roles: dict[str, Any] = vars(roles)["_roles"]
    for name in ("only", "versionadded", "code", "class", "csv-table", "role"):
        monkeypatch.setitem(known_directives, name, _fails)
    for name in ("rfc", "ref", ""):
        monkeypatch.setitem(known_roles, name, _fails)
    before = dict(known_roles)
    yield
    assert known_roles == before


@pytest.mark.usefixtures("registered")
@pytest.mark.parametrize(
    "source",
    [
        ".. only:: html\n\n   A :rfc:`7231`.",
        ".. versionadded:: 2.2 :ref:`x`",
        ".. code:: json\n\n   {}",
        ".. class:: x\n\n   `Text`.",
        '.. csv-table:: A\n\n   a, ":ref:`b`"',
        ".. role:: red(ref)\n\n- :red:`Text`",
        ".. |x| only:: html",
        ".. default-role:: ref\n\n- `x`",
    ],
)
def test_no_directive_and_no_role_runs(source: str) -> None:
    assert parse(source).directives
    assert says_something(f"  {source}") in (True, False)


@pytest.mark.parametrize(
    ("source", "line", "name"),
    [
        (".. a::", 1, "a"),
        ("Text.\n\n.. |x| a::\n", 3, "a"),
        ("- Text.\n\n  .. A::\n", 3, "A"),
        ("+-------+\n| .. a::|\n+-------+\n", 2, "a"),
        ("> no\n\n   Quoted.\n\n   .. a::\n\n   -- Somebody", 5, "a"),
        ("Term\n  .. py:a :: x", 2, "py:a"),
    ],
)
def test_a_directive_is_found_where_it_stands(source: str, line: int, name: str) -> None:
    assert parse(source).directives == ((line, name),)


def test_what_nests_too_deeply_is_said_to() -> None:
    deep = "".join(f"{'   ' * depth}.. only:: html\n\n" for depth in range(500))
    assert parse(deep) == ParsedText(is_too_deep=True)
    assert says_something(f"  {deep}")


@pytest.mark.parametrize("piece", ["x-", "x" * 5000, " *a", " `a", " |a", "a@b.", "_a", "=\n"])
def test_what_docutils_takes_minutes_for_is_not_read(piece: str) -> None:
    source = f".. class:: x\n\n{piece * (60_000 // len(piece))}"
    assert parse(source) == ParsedText(is_too_deep=True)
    assert says_something(source)


def test_a_long_text_of_many_paragraphs_is_read() -> None:
    assert not takes_too_long("*Some* words and ``others``, and `a link`_.\n\n" * 5000)


@pytest.mark.parametrize(
    ("source", "says"),
    [
        (".. note:: Words.", True),
        (".. versionadded:: 2.2", True),
        (".. code::\n\n   words", True),
        (".. only:: html\n\n   Words.", True),
        (".. container:: name\n\n   .. Words.", False),
        (".. image:: picture.png", False),
        (".. rst-class:: name", False),
        (".. highlight:: json", False),
        (".. |x| image:: picture.png", False),
        (".. raw:: html\n\n   <hr>", False),
    ],
)
def test_whether_a_text_says_something(source: str, says: bool) -> None:
    assert says_something(source) is says


_LINES = st.sampled_from(
    [
        ".. only:: html", ".. csv-table:: A", '   :delim: "', "   :quote: ab",
        '   :header: a,"b', 'a,b"c', ".. |x| only:: y", ".. |x| replace:: z", ".. [1] x",
        ".. _a:", ".. __:", "__ x", ".. class:: a", ".. code::", "::", "====", "----", "Title",
        "- a", "1. x", "-o  opt", ":f: x", ">>> x", "| line", "..", "", "+---+---+",
        "| a | b |", "+===+===+", "=== ===", "a   b", ".. role:: x(y)",
        ":x:`y` `z` |x| a_ [1]_", ".. raw:: html", ".. include:: /etc/passwd", ".. figure:: a",
        ".. list-table::", "   * - a", "     - b", ".. unicode:: 0x1", ".. date::",
        ".. note:: Title", ".. math:: x",
    ]
)  # fmt: skip


@given(st.lists(st.tuples(st.sampled_from([0, 0, 0, 2, 3, 6]), _LINES), max_size=12))
def test_any_text_can_be_read(lines: list[tuple[int, str]]) -> None:
    source = "\n".join(" " * indent + line for indent, line in lines)
    parsed = parse(source)
    says_something(source)
    named = (*parsed.directives, *parsed.open_directives, *parsed.open_targets)
    found = [*parsed.title_lines, *(line for line, _ in named)]
    assert all(1 <= line <= len(lines) + 1 for line in found)
