"""Comments that suppress findings: where they count, what they need, and when they are too many."""

from __future__ import annotations

from pathlib import Path

import pytest

from microref.checks import suppress
from microref.checks.suppress import KINDS
from microref.diagnostics import ESSENTIAL, Diagnostic, Severity
from microref.load.kinds import DUPLICATE_KEY
from microref.source import SourceFile, Span
from tests.rule_cases import Case, cases_in, cases_of

HERE = Path(__file__).parent


@pytest.mark.parametrize("case", cases_in(HERE), ids=str)
def test_a_case_has_its_findings_and_no_others(case: Case, tmp_path: Path) -> None:
    case.check(tmp_path)


def test_each_kind_has_its_case_file_and_each_file_its_kind() -> None:
    assert sorted(f"{kind.slug}.yaml" for kind in KINDS) == sorted(
        path.name for path in HERE.glob("*.yaml")
    )
    for kind in KINDS:
        cases = cases_of(HERE / f"{kind.slug}.yaml")
        assert any(kind.code in case.codes for case in cases)
        assert any(not case.findings for case in cases)


def test_comments_count_as_far_as_a_broken_file_can_be_read() -> None:
    text = "a: 'one # microref: ignore[S004] in quotes'\nb: [  # microref: ignore[S004] half done\n"
    source = SourceFile("a.yaml", text)
    fault = DUPLICATE_KEY.at(Span("a.yaml", 2, 4, 2, 5), "the key 'b' stands twice")
    assert suppress([fault], {"a.yaml": source}) == ()


@pytest.mark.parametrize("code", ESSENTIAL)
def test_what_could_not_be_read_cannot_be_silenced(code: str) -> None:
    source = SourceFile("a.yaml", f"a: 1  # microref: ignore[{code}] will be finished tomorrow\n")
    fault = Diagnostic(code, Severity.ERROR, "not valid", Span("a.yaml", 1, 1, 1, 2))
    left = suppress([fault], {"a.yaml": source})
    assert [diagnostic.code for diagnostic in left] == [code, "S017"]


def test_a_comment_counts_in_its_own_file_only() -> None:
    source = SourceFile("a.yaml", "a: 1  # microref: ignore[S004] of another file\n")
    fault = DUPLICATE_KEY.at(Span("b.yaml", 1, 1, 1, 2), "the key 'b' stands twice")
    left = suppress([fault], {"a.yaml": source})
    assert [diagnostic.code for diagnostic in left] == ["S004", "S017"]
