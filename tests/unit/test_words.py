from __future__ import annotations

import subprocess
import sys

import pytest

from microref.words import did_you_mean, is_misspelling


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


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("sevice_steps", "service_steps"),
        ("hypervisor_links", "hypervisors_links"),
        ("is-up", "is_up"),
        ("updatedAt", "updated_at"),
    ],
)
def test_two_names_may_be_one_that_is_misspelt(word: str, meant: str) -> None:
    assert is_misspelling(word, meant)


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("name", "name"),
        ("created_at", "updated_at"),
        ("min_count", "max_count"),
        ("name", "namespace"),
        ("_", "-"),
        ("", "a"),
        ("a" * 100_000, "a" * 99_999),
    ],
)
def test_or_two_things(word: str, meant: str) -> None:
    assert not is_misspelling(word, meant)


def test_a_start_without_a_fault_does_not_pay_for_the_comparison() -> None:
    code = "import sys, microref.load.project, microref.config; print('difflib' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"
