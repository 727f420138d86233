"""Whatever the text: the loader returns, every place that it names lies in the text."""

from __future__ import annotations

import random
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from microref.load.project import Loaded, load
from tests.unit.load.cases import ROOT, all_cases

REPOSITORY = Path(__file__).parents[3]
SPECS = [
    REPOSITORY / "parameters.yaml",
    *sorted(REPOSITORY.glob("tests/hard/*/parameters.yaml")),
]
TEXTS = [case.files[ROOT] for case in all_cases()]
PIECES = sorted({line for text in TEXTS for line in text.splitlines(keepends=True)})
TOKENS = ["{", "}", "[", "]", ": ", "- ", "&a ", "*a", "<<: ", "~", '"', "'", "|", "\n", " ", "1.0"]

in_one_folder = settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    max_examples=300,
)


def load_text(folder: Path, text: str) -> Loaded:
    path = folder / "root.yaml"
    path.write_bytes(text.encode())
    loaded = load(path)
    lines = loaded.sources["root.yaml"].lines
    for diagnostic in loaded.diagnostics:
        for span in diagnostic.spans:
            assert span.path == "root.yaml"
            assert 1 <= span.line <= span.end_line <= len(lines)
            assert 1 <= span.column <= len(lines[span.line - 1]) + 1
    return loaded


@in_one_folder
@given(text=st.text(st.characters(exclude_categories=["Cs"]), max_size=50))
def test_any_text(tmp_path, text) -> None:
    load_text(tmp_path, text)


@in_one_folder
@given(lines=st.lists(st.sampled_from(PIECES), max_size=12))
def test_lines_of_specs_in_any_order(tmp_path, lines) -> None:
    load_text(tmp_path, "".join(lines))


@in_one_folder
@given(text=st.sampled_from(TEXTS), data=st.data())
def test_specs_with_faults_put_into_them(tmp_path, text, data) -> None:
    for _ in range(data.draw(st.integers(1, 3))):
        start = data.draw(st.integers(0, len(text)))
        end = data.draw(st.integers(start, min(len(text), start + 10)))
        text = text[:start] + data.draw(st.sampled_from(["", *TOKENS])) + text[end:]
    load_text(tmp_path, text)


def test_real_specs_cut_anywhere(tmp_path) -> None:
    chosen = random.Random(1)
    for path in SPECS:
        text = path.read_text(encoding="utf-8")
        for _ in range(10):
            load_text(tmp_path, text[: chosen.randrange(len(text))])


def test_real_specs_without_one_line(tmp_path) -> None:
    chosen = random.Random(2)
    for path in SPECS:
        lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
        for _ in range(10):
            left_out = chosen.randrange(len(lines))
            load_text(tmp_path, "".join(lines[:left_out] + lines[left_out + 1 :]))
