"""Plain text comes through docutils as exactly that text, wherever it stands."""

from __future__ import annotations

import re
from typing import Any

import pytest
from docutils import nodes
from docutils.core import publish_doctree
from hypothesis import example, given
from hypothesis import strategies as st

from microref.emit.rst.escape import inline, line, markup_line, one_line, role, strong
from microref.emit.rst.titles import Titles

_MARKUP = st.sampled_from(
    [
        *"*`|_\\:.-+=~^#<>[]()'\"/@!,;{} ",
        "__", "**", "``", "::", "..", "`_", "]_", "|_", ">>> ", "http://", "mailto:", "tag:",
        "a", "b", "1", "iv", "é", "名", ".. note::", ":field: ", "--option", "-a", "1. ", "(a) ",
    ]
)  # fmt: skip
_TEXT = st.one_of(
    st.lists(_MARKUP, min_size=1, max_size=8).map("".join),
    st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=12),
)
# Soft hyphens and the like are characters; what docutils takes for blanks at the
# ends of a line is not part of a text on one line.
TEXTS = _TEXT.map(lambda text: one_line(text).strip()).filter(bool)

HARD = [
    "os-volume_attachments",
    "volume_",
    "a__b",
    "_x_",
    "*",
    "**bold**",
    "* item",
    "- item",
    "-",
    "1. first",
    "(a) first",
    "iv. fourth",
    "#. next",
    "a) b",
    ":field: value",
    ":a:b",
    "-a",
    "--all x",
    "/V",
    ">>> code",
    "| line",
    "|sub|_",
    ".. note:: x",
    "..",
    "__",
    "__ x",
    "====",
    "= =",
    "+--+",
    "ends with::",
    "::",
    ": :",
    "\\",
    "a\\",
    "``literal``",
    "`text`",
    "text`_",
    "[1]_",
    "[x]",
    "(x)_",
    "http://example.com/",
    "see https://x.y_",
    "mailto:a@b",
    "a@b.c",
    "OS-DCF:diskConfig",
    "tag:x",
    "{server_id}",
    "networks.uuid",
    "os:scheduler_hints",
    "Get (os-getConsole Action)",
    "a * b",
    "2*3*4",
    '"quoted"',
    "'*'",
    "名前_",
    "é*è*",
    "x|y|z",
    "A+",
    "+ b",
    "news:",
    "a -- b",
    "word_.",
    "a_:b",
    "!!!!",
]


def _parsed(source: str) -> Any:
    settings = {
        "report_level": 1,
        "halt_level": 1,
        "warning_stream": False,
        "_disable_config": True,
    }
    return publish_doctree(
        source, settings_overrides={**settings, "doctitle_xform": False, "docinfo_xform": False}
    )


def _only_text(node: Any) -> str:
    assert [type(child) for child in node] == [nodes.Text], node.pformat()
    return node.astext()


def _examples(check):
    for text in HARD:
        check = example(text)(check)
    return given(TEXTS)(check)


@_examples
def test_a_paragraph_is_exactly_the_text(text):
    document = _parsed(f"Before.\n\n{line(text)}\n\nAfter.\n")
    assert [type(child) for child in document] == [nodes.paragraph] * 3, document.pformat()
    assert _only_text(document[1]) == text


@pytest.mark.parametrize("level", [0, 1])
def test_a_title_is_exactly_the_text(level):
    @_examples
    def check(text):
        title = Titles(("=o", "=", "-", "~")).at(level, line(text))
        above = f"{title.line}\n" if title.overline else ""
        document = _parsed(f"{above}{title.text}\n{title.line}\n\nAfter.\n")
        assert [type(child) for child in document] == [nodes.section], document.pformat()
        assert _only_text(document[0][0]) == text

    check()


@_examples
def test_bold_text_is_exactly_the_text(text):
    document = _parsed(f"Before.\n\n{strong(text)}\n\n.. note:: After.\n")
    assert [type(child) for child in document] == [nodes.paragraph, nodes.paragraph, nodes.note]
    assert [type(child) for child in document[1]] == [nodes.strong], document.pformat()
    assert _only_text(document[1][0]) == text


@_examples
def test_text_within_a_paragraph_is_exactly_the_text(text):
    document = _parsed(f"Codes: 200, 404 ({inline(text)})\n")
    assert _only_text(document[0]) == f"Codes: 200, 404 ({text})"


@_examples
def test_text_under_a_role_is_exactly_the_text(text):
    document = _parsed(f".. role:: mr-test\n\nCodes: {role('mr-test', text)}, 200\n")
    assert [type(child) for child in document[0]] == [nodes.Text, nodes.inline, nodes.Text]
    assert _only_text(document[0][1]) == text


@_examples
def test_a_name_in_a_table_cell_is_exactly_the_text(text):
    document = _parsed(f"{line(text)} (Optional)\n")
    assert _only_text(document[0]) == f"{text} (Optional)"


def _blocks(source: str) -> list[type[Any]]:
    """The blocks of a text, whatever inline markup is wrong in it."""
    settings = {"report_level": 5, "halt_level": 6, "warning_stream": False}
    document = publish_doctree(
        source,
        settings_overrides={**settings, "_disable_config": True, "doctitle_xform": False},
    )
    return [type(child) for child in document if not isinstance(child, nodes.system_message)]


@_examples
def test_markup_stays_in_its_paragraph(text):
    source = f"Before.\n\n{markup_line(text)}\n\n.. note:: After.\n"
    found = [kind for kind in _blocks(source) if kind is not nodes.section]
    assert found == [nodes.paragraph, nodes.paragraph, nodes.note]


@pytest.mark.parametrize("level", [0, 1])
def test_markup_stays_in_its_title(level):
    @_examples
    def check(text):
        title = Titles(("=o", "=", "-", "~")).at(level, markup_line(text))
        above = f"{title.line}\n" if title.overline else ""
        source = f"{above}{title.text}\n{title.line}\n\nAfter.\n"
        found = _blocks(source)
        assert found[0] is nodes.section
        assert set(found[1:]) <= {nodes.section}, "docutils adds its messages as a section"

    check()


@pytest.mark.parametrize(
    "text", ["*Attach* a ``volume``", "`servers`_", ":doc:`guide`", "**All** |servers|", "a: b"]
)
def test_markup_is_left_as_it_is(text):
    assert markup_line(text) == text


@given(st.text(max_size=20))
def test_one_line_is_one_line(text):
    found = one_line(text)
    assert len(found.splitlines()) <= 1
    assert "\0" not in found
    assert not re.search(r"[\t\n\r]", found)


@pytest.mark.parametrize(
    "text",
    [
        "os-volume_attachments",
        "Servers with volume attachments (servers, os-volume_attachments)",
        "OS-DCF:diskConfig",
        "os-availability-zone:availability_zone",
        "{any}",
        "networks.uuid",
        "2 * 3 = 6",
        'Attach with "delete_on_termination" (v2.79): JSON response',
    ],
)
def test_what_is_no_markup_has_no_backslash(text):
    assert line(text) == text
