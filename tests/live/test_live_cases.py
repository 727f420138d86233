"""What the validator finds in requests and answers, by cases: one file for each kind, and others.

The spec of all cases is parameters.yaml. A case says either `request` or `response`, as in
`POST /lamps` or `create-lamp`, and:

- `at`: the microversion; `action`; `status` of an answer
- `body` as YAML, or `text` for what is sent byte for byte; without both there is none
- `operation`: the id of the one that is found, none where there is none
- `findings`: all of them, each with `code`, `says`, a part of the message, and `line`, what the
  spec has on the line of the place; `help` is a part of the hint, if that matters
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml

from microref import api
from microref.checks.live import ABSENT, KINDS, Validator, Verdict
from microref.diagnostics import Diagnostic, Kind

HERE = Path(__file__).parent
SPEC = HERE / "parameters.yaml"
LINES = SPEC.read_text().splitlines()

_KEYS = {
    "name", "request", "response", "at", "action", "status", "body", "text", "operation", "findings"
}  # fmt: skip


@dataclass(frozen=True)
class Case:
    file: str
    said: dict[str, Any]

    def __str__(self) -> str:
        return f"{self.file}: {self.said['name']}"

    @property
    def findings(self) -> list[dict[str, str]]:
        return self.said.get("findings", [])

    def verdict(self, validator: Validator) -> Verdict:
        said = self.said
        which = said.get("request") or said["response"]
        method, _, path = which.partition(" ")
        call: dict[str, Any] = {"action": said.get("action"), "microversion": said.get("at")}
        call |= {"method": method, "path": path} if path else {"operation": method}
        call["body"] = said["text"].encode() if "text" in said else said.get("body", ABSENT)
        if "request" in said:
            return validator.request(**call)
        return validator.response(**call, status=said.get("status"))


def _cases(path: Path) -> list[Case]:
    cases = [Case(path.stem, said) for said in yaml.safe_load(path.read_text())]
    for case in cases:
        assert set(case.said) <= _KEYS, case
        assert ("request" in case.said) != ("response" in case.said), case
        assert "findings" in case.said, case
    return cases


FILES = sorted((HERE / "cases").glob("*.yaml"))
CASES = [case for path in FILES for case in _cases(path)]


def _meets(found: Diagnostic, wanted: dict[str, str]) -> bool:
    return (
        found.code == wanted["code"]
        and wanted["says"] in found.message
        and LINES[found.span.line - 1].strip() == wanted["line"]
        and wanted.get("help", "") in (found.hint or "")
    )


@pytest.mark.parametrize("case", CASES, ids=str)
def test_a_case_has_its_findings_and_no_others(case: Case, validator: Validator) -> None:
    verdict = case.verdict(validator)
    left = list(case.findings)
    wrong = []
    for found in verdict.diagnostics:
        met = next((wanted for wanted in left if _meets(found, wanted)), None)
        if met is None:
            line = LINES[found.span.line - 1].strip()
            wrong.append(f"found: {found.code} {found.message} [{line}] {found.hint}")
        else:
            left.remove(met)
    wrong += [f"missed: {wanted}" for wanted in left]
    assert not wrong, "\n".join([str(case), *wrong])
    assert verdict.operation == case.said.get("operation")
    assert verdict.side == ("request" if "request" in case.said else "response")
    assert verdict.is_valid == (not case.findings)


def test_the_spec_of_the_cases_has_no_fault_but_what_it_lacks():
    found = api.check(api.load(SPEC, HERE)).diagnostics
    assert [str(one) for one in found if one.code[0] in "SVJ"] == []


def test_names_of_cases_are_unique():
    assert [name for name, times in Counter(map(str, CASES)).items() if times > 1] == []


def test_each_kind_has_its_case_file():
    assert {kind.slug for kind in KINDS} <= {path.stem for path in FILES}


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.slug)
def test_each_kind_has_cases_with_and_without_findings(kind: Kind) -> None:
    cases = _cases(HERE / "cases" / f"{kind.slug}.yaml")
    guilty = [case for case in cases if kind.code in {one["code"] for one in case.findings}]
    clean = [case for case in cases if not case.findings]
    assert guilty
    assert len(clean) >= 0.6 * len(guilty)


def test_each_operation_has_a_case_without_findings():
    known = {one.id for page in _spec().pages.values() for one in page.operations}
    assert {case.said.get("operation") for case in CASES if not case.findings} >= known


def _spec():
    spec = api.load(SPEC, HERE).loaded.spec
    assert spec is not None
    return spec


def test_kinds_are_in_the_order_of_their_codes():
    codes = [kind.code for kind in KINDS]
    assert codes == sorted(codes)
    assert {code[:2] for code in codes} == {"J2"}
