"""What specs become, held against golden files.

`python -m tests.golden.update` writes the golden files anew.
"""

from __future__ import annotations

import pytest
import yaml

from tests.golden.cases import HERE, cases

CASES = list(cases())


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_the_files_are_the_golden_ones(case):
    assert case.files() == case.expected(), "run `python -m tests.golden.update` and look"


def test_every_golden_folder_has_a_spec():
    found = {folder.name for folder in (HERE / "expected").iterdir()}
    assert found == {case.name for case in CASES}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_any_yaml_reader_reads_the_parameter_files(case):
    for path, text in case.files().items():
        if path.endswith(".parameters.yaml"):
            for key, entry in yaml.safe_load(text).items():
                assert isinstance(key, str)
                assert isinstance(entry.pop("required"), bool)
                assert all(isinstance(value, str) for value in entry.values()), entry
