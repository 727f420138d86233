from __future__ import annotations

import subprocess
import sys

import pytest

from microref.words import did_you_mean


@pytest.mark.parametrize(
    ("word", "known", "hint"),
    [
        ("requried", ("required", "row"), "did you mean 'required'?"),
        ("get", ("GET", "PUT"), "did you mean 'GET'?"),
        ("Titel", {"title": 1, "text": 2}, "did you mean 'title'?"),
        ("tag", ("Tag", "TAG"), "did you mean 'Tag'?"),
        ("x", ("required", "row"), None),
        ("", ("row",), None),
        ("row", (), None),
    ],
)
def test_the_nearest_known_word_is_named(word, known, hint) -> None:
    assert did_you_mean(word, known) == hint


def test_the_words_may_come_one_by_one() -> None:
    assert did_you_mean("rwo", iter(["row"])) == "did you mean 'row'?"


def test_a_start_without_a_fault_does_not_pay_for_the_comparison() -> None:
    code = "import sys, microref.load.project, microref.config; print('difflib' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"
