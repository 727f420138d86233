from __future__ import annotations

import pytest

from microref.diagnostics import Diagnostic, Kind, Related, Severity, in_order
from microref.source import Span

HERE = Span("a.yaml", 3, 5, 3, 9)
THERE = Span("b.yaml", 1, 1, 1, 2)

KIND = Kind(
    "X001",
    "odd-thing",
    Severity.WARNING,
    """Something is odd.

    It matters.
    """,
)


def test_severities_compare_and_are_named() -> None:
    assert Severity.INFO < Severity.WARNING < Severity.ERROR
    assert str(Severity.ERROR) == "error"
    assert Severity.parse("warning") is Severity.WARNING
    with pytest.raises(KeyError):
        Severity.parse("fatal")


def test_a_kind_makes_diagnostics_with_its_code_and_severity() -> None:
    found = KIND.at(HERE, "this is odd", hint="even it", related=[Related("first", THERE)])
    assert found == Diagnostic(
        "X001", Severity.WARNING, "this is odd", HERE, (Related("first", THERE),), "even it"
    )
    assert KIND.summary == "Something is odd."


def test_a_diagnostic_in_one_line() -> None:
    found = KIND.at(HERE, "this is odd", related=[Related("first", THERE)])
    assert str(found) == "a.yaml:3:5: warning X001 this is odd (first at b.yaml:1)"


def test_another_place_in_one_line() -> None:
    assert str(Related("first", THERE)) == "first at b.yaml:1"


def test_a_diagnostic_can_be_suppressed_at_each_of_its_places() -> None:
    assert KIND.at(HERE, "odd", related=[Related("first", THERE)]).spans == (HERE, THERE)


def test_reports_are_in_the_order_of_the_files_each_finding_once() -> None:
    late, early = KIND.at(THERE, "b"), KIND.at(HERE, "b")
    assert in_order([late, early, KIND.at(HERE, "a"), early]) == (KIND.at(HERE, "a"), early, late)


def test_findings_that_differ_in_their_hint_alone_keep_their_order() -> None:
    found = [KIND.at(HERE, "odd", hint=str(n)) for n in range(50)]
    assert in_order(found) == tuple(found)
