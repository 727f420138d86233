"""What is told to be plain without docutils, docutils takes without a word."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from microref.checks.rst import parse
from microref.checks.rst_plain import is_plain

_PIECES = (  # noqa: SIM905 - easier to read as text
    "a|b c|``x``|``|`x`_|`x`|`|*e*|**s**|*|**|_|x_|__|:|::|- |* |1. |2. |#. |(a) |a) |.. note::"
    "|.. note:: x|.. code-block:: json|.. _t:|:ref:`x`|:f: y|[1]_|[x]|http://a.b/c_|'|\"|(|)|<|>|/"
    "|-|--|====|+--+|..|`x <y>`__|{a}|@|a@b.c|!|?|-x|--opt|/V|>>> |=|~|.. versionadded:: 2.1"
).split("|")
_SPACE = ("|", " ", "\n", "\n\n", "\n  ", "\n   ", "\n\n  ", "\n\n   ", "::\n\n  ", "\n- ", "\n1. ")


@given(st.lists(st.sampled_from([*_PIECES, *_SPACE, *_SPACE]), max_size=14).map("".join))
def test_docutils_takes_what_is_plain(source: str) -> None:
    if is_plain(source):
        parsed = parse(source)
        assert parsed.faults == ()


@pytest.mark.parametrize(
    "source",
    [
        "Words of ``one_1`` and *more*, as `a <https://example.com/>`_ says: (2.1).",
        "- one\n  and more\n- two\n\n  .. note::\n\n     Words.",
        ".. code-block:: json\n\n   {*\n\n  `\n\nWords.",
        "As here::\n\n  *\n\n1. one\n2. two",
        "Term\n  What it means.",
        "|",
    ],
)
def test_the_common_is_plain(source: str) -> None:
    assert is_plain(source)


def test_a_long_text_takes_no_long_time() -> None:
    assert not is_plain("word `x` *a* " * 20_000 + "``")
