"""The made-up project is what the benchmarks say it is: as large as promised, and clean."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from microref.derive.resolve import resolve
from microref.model import Spec
from tests.benchmarks.generate import LAST_MINOR, NOT_CLEAN, OPERATIONS, SAMPLES, generate
from tests.helpers import check_project, load_clean


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("project")
    generate(folder)
    return folder


def faults(folder: Path) -> list[str]:
    """What is found that a made-up project must not have."""
    found = check_project(folder / "parameters.yaml")
    return [str(one) for one in found if one.code not in NOT_CLEAN]


@pytest.fixture(scope="module")
def spec(project: Path) -> Spec:
    return load_clean(project / "parameters.yaml")


def test_project_is_clean(project: Path):
    assert faults(project) == []


def test_project_has_the_size_of_a_real_reference(project: Path, spec: Spec):
    operations = list(spec.operations)
    assert len(operations) == OPERATIONS == 250
    assert len(list(project.rglob("*.json"))) == SAMPLES == 715
    assert len(spec.api.microversions.history) == LAST_MINOR - 1 == 99
    assert all(5 <= len(list(page.operations)) <= 8 for page in spec.pages.values())
    assert 850 <= len(spec.parameters) <= 1050
    assert 2000 <= sum(len(message.rows) for message in resolve(spec)) <= 2400
    yaml = [project / "parameters.yaml", *project.glob("pages/*.yaml")]
    assert len(yaml) == len(spec.pages) + 1
    assert 450_000 <= sum(file.stat().st_size for file in yaml) <= 650_000


def test_bodies_are_nested_and_change_with_the_version(project: Path, spec: Spec):
    texts = [file.read_text(encoding="utf-8") for file in project.rglob("*.json")]
    assert max(_depth(json.loads(text)) for text in texts) >= 5
    windows = [definition.window for definition in spec.parameters.values() if definition.window]
    assert sum(window.min is not None for window in windows) >= 60
    assert sum(window.max is not None for window in windows) >= 20
    alternatives = [operation for operation in spec.operations if len(operation.response) > 1]
    assert len(alternatives) >= 2


def _depth(value: Any) -> int:
    inner = (
        value.values() if isinstance(value, dict) else value if isinstance(value, list) else None
    )
    return 0 if inner is None else 1 + max(map(_depth, inner), default=0)


def test_same_seed_gives_the_same_files(tmp_path: Path):
    for name, seed in (("first", 1), ("second", 1), ("other", 2)):
        generate(tmp_path / name, operations=12, samples=40, seed=seed)
    first, second, other = (dict(_files(tmp_path / name)) for name in ("first", "second", "other"))
    assert first == second
    assert first != other


@pytest.mark.parametrize("operations", [5, 25, 60])
@pytest.mark.parametrize("seed", [1, 2])
def test_other_sizes_are_clean(operations: int, seed: int, tmp_path: Path):
    generate(tmp_path, operations=operations, samples=operations * 3, seed=seed)
    spec = load_clean(tmp_path / "parameters.yaml")
    assert len(list(spec.operations)) == operations
    assert faults(tmp_path) == []


def test_copies_are_the_same_several_times(tmp_path: Path):
    counts = []
    for copies in (1, 5):
        folder = tmp_path / str(copies)
        generate(folder, operations=12, samples=40, copies=copies)
        spec = load_clean(folder / "parameters.yaml")
        messages = resolve(spec)
        counts.append(
            (
                len(list(spec.operations)),
                len(spec.parameters),
                sum(len(message.rows) for message in messages),
                len(list(folder.rglob("*.json"))),
            )
        )
        assert faults(folder) == []
    one, five = counts
    assert five == tuple(5 * count for count in one)


def _files(folder: Path) -> Iterator[tuple[str, str]]:
    for file in folder.rglob("*"):
        if file.is_file():
            yield file.relative_to(folder).as_posix(), file.read_text(encoding="utf-8")
