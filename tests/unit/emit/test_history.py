"""The notes of the history as RST; each line has its place in the spec."""

from __future__ import annotations

import textwrap

from microref.emit.rst.history import history_notes
from microref.microversion import Microversion
from tests.unit.derive.specs import read

TOP = "microref: 1\napi:\n  title: A\n  service_type: a\n  microversions:\n    history:\n"
NOTICE = "notices:\n  hot:\n    kind: warning\n    text: |\n      Hot.\n\n      Mind it.\n"


def placed(entry: str, more: str = "") -> list[str]:
    """The lines of the note of 2.5, each behind the words that stand at its place in the spec."""
    text = f"{TOP}{textwrap.indent(textwrap.dedent(entry), '      ')}{more}"
    spec_lines = text.splitlines()
    (lines,) = history_notes(read(text)).values()
    return [f"{spec_lines[line.place.line - 1].strip()} -> {line.text}" for line in lines]


def test_a_text_of_several_lines_keeps_them() -> None:
    assert placed('"2.5": |\n  One.\n\n  * Two\n    more\n') == [
        "One. -> One.",
        "One. -> ",
        "* Two -> * Two",
        "more ->   more",
    ]


def test_several_notes_follow_each_other_with_a_blank_line_between() -> None:
    assert placed('"2.5":\n  - One.\n  - Two.\n') == [
        "- One. -> One.",
        "- Two. -> ",
        "- Two. -> Two.",
    ]


def test_the_words_of_an_admonition_have_their_own_places() -> None:
    entry = '"2.5":\n  - - note: |\n        Mind.\n\n        Mind more.\n'
    assert placed(entry) == [
        "- - note: | -> .. note::",
        "- - note: | -> ",
        "Mind. ->    Mind.",
        "Mind. -> ",
        "Mind more. ->    Mind more.",
    ]


def test_the_words_of_a_notice_are_where_the_notice_is() -> None:
    assert placed('"2.5": [[{notice: hot}]]\n', NOTICE)[2:] == [
        "Hot. ->    Hot.",
        "Hot. -> ",
        "Mind it. ->    Mind it.",
    ]


def test_words_that_come_again_are_told_apart() -> None:
    entry = '"2.5":\n  - - |\n      Again.\n\n      Again.\n    - note: Again.\n'
    found = placed(entry)
    assert [line for line in found if "Again" in line.partition("->")[2]] == [
        "Again. -> Again.",
        "Again. -> Again.",
        "- note: Again. ->    Again.",
    ]
    spec = read(f"{TOP}{textwrap.indent(entry, '      ')}")
    (lines,) = history_notes(spec).values()
    assert [line.place.line for line in lines if line.text.strip() == "Again."] == [9, 11, 12]


def test_a_section_is_a_bold_line_for_it_stands_in_one_already() -> None:
    entry = '"2.5": [[{section: {title: Why, text: Because.}}]]\n'
    assert [line.partition(" -> ")[2] for line in placed(entry)] == ["**Why**", "", "Because."]


def test_a_remark_and_what_has_no_place_leave_nothing_behind() -> None:
    entry = '"2.5": [[{comment: Mine.}, One.]]\n'
    assert [line.partition(" -> ")[2] for line in placed(entry)] == ["..", "   Mine.", "", "One."]


def test_many_lines_that_say_the_same_take_no_time() -> None:
    lines = 20_000
    spec = read(f'{TOP}      "2.5": |\n' + "        Again.\n" * lines)
    (found,) = history_notes(spec).values()
    assert [line.place.line for line in found] == list(range(8, 8 + lines))


def test_without_notes_there_are_none() -> None:
    assert history_notes(read(f"{TOP}      {{}}\n")) == {}
    assert list(history_notes(read(f'{TOP}      "2.5": A.\n'))) == [Microversion(2, 5)]
