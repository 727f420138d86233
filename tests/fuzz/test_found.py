"""Every input that a campaign or the fuzzer has found, again: `found/KIND/NAME.FILE`.

A template is named as the one that it replaces, behind what the case is about.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.fuzz.inputs import MAKERS, Input
from tests.fuzz.target import Bench

FOUND = Path(__file__).with_name("found")
NAMES = {
    "spec": "parameters.yaml",
    "sample": "api_samples/sample.json",
    "configuration": "pyproject.toml",
}
CASES = sorted(path for path in FOUND.glob("*/*") if path.is_file())


def as_input(path: Path) -> Input:
    kind = path.parent.name
    name = NAMES.get(kind) or f"templates/{path.name.partition('.')[2]}"
    return Input(kind, name, path.read_bytes())


def test_each_case_is_of_a_kind():
    assert {path.parent.name for path in CASES} == set(MAKERS)


@pytest.mark.parametrize("path", CASES, ids=lambda path: f"{path.parent.name}: {path.stem}")
def test_what_was_found_once_is_not_found_again(tmp_path, path):
    Bench(tmp_path / "bench").judge(as_input(path))
