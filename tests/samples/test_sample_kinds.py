"""What the checks find in samples, by cases: one file for each kind."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from microref.checks.samples.kinds import KINDS
from microref.diagnostics import Kind
from tests.rule_cases import Case, cases_in, cases_of

HERE = Path(__file__).parent
CASES = cases_in(HERE)


@pytest.mark.parametrize("case", CASES, ids=str)
def test_a_case_has_its_findings_and_no_others(case: Case, tmp_path: Path) -> None:
    case.check(tmp_path)


def test_names_of_cases_are_unique() -> None:
    assert [name for name, times in Counter(map(str, CASES)).items() if times > 1] == []


def test_each_kind_has_its_case_file_and_each_file_its_kind() -> None:
    files = sorted(path.name for path in HERE.glob("*.yaml"))
    assert sorted(f"{kind.slug}.yaml" for kind in KINDS) == files


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.slug)
def test_each_kind_has_cases_with_and_without_findings(kind: Kind) -> None:
    cases = cases_of(HERE / f"{kind.slug}.yaml")
    guilty = [case for case in cases if kind.code in case.codes]
    clean = [case for case in cases if not case.findings]
    assert guilty
    assert len(clean) >= 0.6 * len(guilty)


def test_kinds_are_in_the_order_of_their_codes() -> None:
    codes = [kind.code for kind in KINDS]
    assert codes == sorted(codes)
    assert {code[0] for code in codes} == {"J"}
