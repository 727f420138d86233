"""What the loader finds in a spec and reads from it: the cases of tests/load_cases."""

from __future__ import annotations

import pytest

from microref.load import kinds
from microref.load.project import load
from tests.unit.load.cases import FOLDER, Case, all_cases, is_met, value_at


@pytest.mark.parametrize("case", all_cases(), ids=str)
def test_case(case: Case, tmp_path) -> None:
    loaded = load(case.write(tmp_path))

    found = [case.as_found(diagnostic) for diagnostic in loaded.diagnostics]
    unexpected = [line for line in found if not any(is_met(wanted, line) for wanted in case.finds)]
    missed = [wanted for wanted in case.finds if not any(is_met(wanted, line) for line in found)]
    assert (unexpected, missed) == ([], [])
    assert len(found) == len(case.finds)

    if case.gives_no_spec:
        assert loaded.spec is None
    for path, value in case.reads.items():
        assert value_at(loaded.spec, f"{case.start}.{path}".strip(".")) == value, path


def test_each_kind_has_a_case() -> None:
    reported = set().union(*(case.codes for case in all_cases()))
    known = {kind.code for kind in kinds.KINDS}
    assert reported == known


def test_there_are_nearly_as_many_cases_without_findings() -> None:
    clean = [case for case in all_cases() if not case.finds]
    assert len(clean) >= 0.8 * (len(all_cases()) - len(clean))


def test_names_of_cases_are_unique() -> None:
    names = [str(case) for case in all_cases()]
    assert len(names) == len(set(names))
    assert list(FOLDER.iterdir()) == list(FOLDER.glob("*.yaml"))
