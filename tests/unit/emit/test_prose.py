"""RST of a spec among other blocks: what it leaves open stays its own affair."""

from __future__ import annotations

import pytest
from docutils import nodes
from docutils.core import publish_doctree
from hypothesis import given
from hypothesis import strategies as st

from microref.emit.rst.prose import comment_text, rst_block, rst_text


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("One line.\n", "One line."),
        ("\n\n  \nTwo\n\nparagraphs.\n\n", "Two\n\nparagraphs."),
        ("trailing  \nblanks\t\n", "trailing\nblanks"),
        ("a\tb", "a       b"),
        ("a\u2028b", "a\nb"),
        ("Promise::", "Promise:"),
        ("Promise::\n\n", "Promise:"),
        ("Promise ::", "Promise"),
        ("A.\n\n::", "A.\n\n"),
        ("::", ""),
        ("Promise::\n\n  kept", "Promise::\n\n  kept"),
        ("Code::\n\n  std::", "Code::\n\n  std::"),
        ("Escaped\\::", "Escaped\\::"),
        (".. note::", ".. note::"),
        ("  indented", "  indented"),
    ],
)
def test_a_text_is_made_ready(source, text):
    assert rst_text(source) == text


@pytest.mark.parametrize(
    "text",
    [
        "Plain.", "Promise::", "  Begins indented.\n\nAnd goes on.", "* a list", "1. a list",
        "a ::", "Term\n  Definition", "..\n  comment", ".. note:: a\n\n   b", "::\n\n  literal",
        "| line\n| block", "=== ===\na   b\n=== ===\n", ":field: list", "__ https://example.com/",
    ],
)  # fmt: skip
@pytest.mark.parametrize(
    "before", [".. note:: Before.", "* item", "Term\n  Definition", "..\n   remark"]
)
def test_a_text_leaves_its_neighbours_alone(before, text):
    document = _parsed(f"{before}\n\n{rst_block(text)}\n\n.. tip::\n\n   After.\n")
    alone = _parsed(before)
    # Two lists of one kind are one list, as anywhere in RST.
    if before[0] != text[0] or before.startswith(".."):
        assert document[0].astext() == alone[0].astext()
    assert isinstance(document[-1], nodes.tip)
    assert document[-1].astext() == "After."


def _parsed(source: str) -> nodes.document:
    settings = {"report_level": 5, "_disable_config": True}
    return publish_doctree(
        source, settings_overrides={**settings, "doctitle_xform": False, "docinfo_xform": False}
    )


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_a_comment_stays_a_comment(text):
    lines = comment_text(text).split("\n")
    body = "\n".join(f"   {line}" if line else "" for line in lines)
    if not body.strip():
        return
    document = publish_doctree(
        f"Before.\n\n..\n{body}\n\nAfter.\n",
        settings_overrides={"report_level": 1, "halt_level": 1, "_disable_config": True},
    )
    kinds = [type(node) for node in document]
    assert kinds == [nodes.paragraph, nodes.comment, nodes.paragraph]
