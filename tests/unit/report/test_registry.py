from pathlib import Path

import pytest

from microref.report import REGISTRY, find_format, formats
from tests.unit.report.sample import CLEAN, REPORT


def test_every_file_is_registered_and_every_entry_has_a_file():
    folder = Path(formats.__file__).parent
    files = {file.stem for file in folder.glob("*.py")} - {"__init__"}
    assert {entry.name for entry in REGISTRY} == files


@pytest.mark.parametrize("entry", REGISTRY)
def test_every_format_ends_with_a_line_end_and_is_deterministic(entry):
    assert find_format(entry.name) is entry
    for report in (REPORT, CLEAN):
        text = entry.render(report)
        assert text == entry.render(report)
        assert text in ("", text.rstrip("\n") + "\n")
