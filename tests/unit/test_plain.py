"""What `plain` makes of a text is what docutils makes of it; of the rest it makes nothing."""

from __future__ import annotations

import pytest
from docutils import nodes
from docutils.core import publish_doctree
from hypothesis import example, given
from hypothesis import strategies as st

from microref.sphinx_ext.directives.plain import plain, strong
from microref.sphinx_ext.yaml_files import Text

PLAIN = [
    "The UUID of the server.",
    "A text\nof two lines.",
    "One paragraph.\n\nAnother one, with ``server_id`` in it.",
    "The ``null`` value: ``{a: b}``, or nothing (``[]``).",
    "One of \"a\", 'b' and c; 50% of it! Why not? a/b = c & d #1 + 2 - 3",
    "See the list:\n\nof paragraphs.",
]
NOT_PLAIN = [
    "An *emphasis*.",
    "A `role`.",
    "A |substitution|.",
    "A reference_.",
    "An anonymous__.",
    "A footnote [1]_.",
    "http://example.com/",
    "someone@example.com",
    "- a list",
    "1. a list",
    "A. a list",
    "iv) a list",
    "(1) a list",
    "#. a list",
    "-o  an option",
    "/V  an option",
    ":a: field",
    "A term\n  and its definition",
    "  A quote.",
    "A title\n=======",
    "''''",
    'A title\n"""""""',
    "Literally::\n\n  this",
    "Ends with ::",
    "``open",
    "a``b``",
    "``a``b",
    "`` a``",
    "back\\slash",
    ".. a comment",
    ">>> doctest",
    "=====  =====",
    "| a line",
    "a \nblank behind a line",
]


def by_docutils(text: str) -> list[str]:
    settings = {"report_level": 5, "halt_level": 5, "smart_quotes": False}
    return [node.pformat() for node in publish_doctree(text, settings_overrides=settings).children]


def by_plain(text: str) -> list[str] | None:
    made = plain(Text(tuple(text.split("\n")), "a.yaml", 7))
    return None if made is None else [node.pformat() for node in made]


@pytest.mark.parametrize("text", PLAIN)
def test_a_plain_text_is_what_docutils_reads(text: str) -> None:
    assert by_plain(text) == by_docutils(text)


@pytest.mark.parametrize("text", NOT_PLAIN)
def test_any_other_text_is_left_to_docutils(text: str) -> None:
    assert by_plain(text) is None


_WORDS = st.sampled_from(
    [
        *"aBi1 _`:*|.,-()[]{}<>\\/'\"=#+@&%;?!\n\t~^\u00e9",
        "``",
        "\n\n",
        "\n  ",
        "a_b",
        "``a``",
        ": ",
    ]
)


@given(st.lists(_WORDS, max_size=12).map("".join))
@example("i. a")
@example("a:\n\n``b``")
@example("(``a``)")
@example("'``'``'")
@example("a\n=")
def test_whatever_it_reads_docutils_reads_the_same(text: str) -> None:
    made = by_plain(text)
    if made is not None:
        assert made == by_docutils(text)


def test_paragraphs_know_where_they_stand() -> None:
    made = plain(Text(("One.", "", "", "Two", "and more."), "a.yaml", 7))
    assert made is not None
    assert [(node.source, node.line) for node in made] == [("a.yaml", 7), ("a.yaml", 10)]


def test_bold_words_are_what_docutils_reads() -> None:
    made = strong(Text(("New in version 2.1",), "a.yaml", 3))
    assert [made.pformat()] == by_docutils("**New in version 2.1**")
    assert isinstance(made[0], nodes.strong)
