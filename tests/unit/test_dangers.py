"""What reads, runs or injects is found, however it is written, and no quick look passes over it."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from microref.checks.dangers import dangers, is_suspect, runs_code
from microref.checks.rst import parse
from tests.clock import cpu_time

_PIECES = st.sampled_from(
    [
        ".. raw:: html", ".. Raw :: html", ".. include:: x", ".. csv-table:: a", "   :file: x",
        "   :URL: x", "   :f\\ile: x", "   :delim: ^", "   :escape: ^", "   :quote: '", "a,'b",
        ".. image:: x", ".. image:: ../x", ".. figure:: https:", "   //x", ".. |x|", ".. |x| raw::",
        "raw:: html", ".. |x| replace::", ":download:`x`", "`x`:download:", ":raw-html:`<b>`",
        ":math:`\\href{x}`", ".. math:: \\input{x}", ".. meta::", "   :http-equiv=a: b",
        "`a <javascript:b>`__", "`a <java", "script:b>`_", "java^script:b", "`a <j\\avascript:b>`_",
        "javascript:x", "`a <data:b>`__", ".. _a: vbscript:x", ".. _a: vb", "   script:x",
        "__ mocha:x", "   :target: javascript:x", "`a <&#106;avascript:b>`__", ".. note::",
        ".. only:: html", ".. code-block:: json", "   :caption: .. include:: x", ".. list-table::",
        "   * - .. raw:: html", ".. parsed-literal::", "::", "- a", "", "..", "Text: and",
        "+------+-----+", "|`a <ja| b   |", "|vascri| c   |", "|pt:x>`|_ d  |", "|      |     |",
        "===  ===", "`a <java  b", "script:x>`_", "\t.. roh:: html", "..\t\vraw:: html", "> a",
        ".. graphviz::", "   a [URL='javascript:x']", ".. uml:: x", ".. header:: `a <data:x>`_",
        ".. autoclass:: x", ".. py:autoclass:: x", ".. ifconfig:: x", "Term", ">>> x", "\u2028",
        "\r",
    ]
)  # fmt: skip
_LINES = st.lists(st.tuples(st.sampled_from(["", "", "", "  ", "   ", "- "]), _PIECES), max_size=9)


@settings(max_examples=300)
@given(_LINES)
@example(
    [("", "+------+-----+"), ("", "|`a <ja| b   |"), ("", "|vascri| c   |"), ("", "|pt:x>`|_ d  |")]
)
def test_what_looks_plain_holds_no_danger(lines: list[tuple[str, str]]) -> None:
    source = "\n".join(indent + piece for indent, piece in lines)
    found = list(dangers(parse(source)))
    assert is_suspect(source) or not found


@given(st.lists(st.sampled_from([*"javascript:dtbm< >`_\\\n-x", "script", "`a <", ">`__", "data"])))
def test_no_spelling_of_an_address_looks_plain(parts: list[str]) -> None:
    source = "".join(parts)
    assert is_suspect(source) or not list(dangers(parse(source)))


@pytest.mark.parametrize(
    "address",
    [
        "javascript:x", " JavaScript:x", "java\nscript:x", "java\x01script:x", "\ufeffvbscript:x",
        "&#106;avascript:x", "javascript&colon;x", "DATA:text/html,x", "java\\script:x",
    ],
)  # fmt: skip
def test_an_address_is_code_however_it_is_disguised(address: str) -> None:
    assert runs_code(address)


@pytest.mark.parametrize(
    "address",
    ["https://a/javascript:x", "#data:x", "?data:x", "database:x", "javascripts:x", "data", "a.md"],
)
def test_other_addresses_lead_somewhere(address: str) -> None:
    assert not runs_code(address)


def test_a_text_that_cannot_be_read_is_not_taken_for_harmless() -> None:
    deep = "".join(f"{'   ' * depth}.. only:: html\n\n" for depth in range(500))
    (danger,) = dangers(parse(f"{deep}{'   ' * 500}.. raw:: html\n"))
    assert (danger.part, danger.name) == ("directive", "")
    assert "nests too deeply" in danger.does


@pytest.mark.parametrize(
    "piece", [":", "::", ".. ", ":raw", "=", "= ", "j-", "d a t a ", "&#", "`:raw-x", ":`", "a:"]
)
def test_a_quick_look_is_quick(piece: str) -> None:
    with cpu_time() as spent:
        is_suspect(piece * 50_000)
    assert spent.seconds < 1
