"""A test that rows of the matrix leave out is one that runs no Sphinx."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from itertools import chain
from pathlib import Path

import pytest

from tests.kinds import HERE, PLACES, kinds_of
from tests.without_sphinx import without_sphinx

ROOT = HERE.parent
LOADED_FROM = (ROOT, ROOT / "generator", ROOT / "doc/source/_extensions")
OF_SPHINX = {"sphinx", "os_api_ref", "openstackdocstheme"}
WORKER = "sphinx_worker.py"
LEFT_OUT = sorted(
    path
    for place in PLACES["without_sphinx"]
    for path in ([HERE / place] if place.endswith(".py") else (HERE / place).rglob("test_*.py"))
)


# ------------------------------------------------------------------- while they run


COMMANDS: dict[str, str | list[str | Path]] = {
    "module": [sys.executable, "-m", "sphinx", "--version"],
    "command": [Path("sphinx-build"), "--version"],
    "shell": "cd /; sphinx-build --version",
    "its functions": [sys.executable, "-c", "from sphinx.cmd.build import main"],
    "worker": [sys.executable, HERE / "publishing" / WORKER],
    "worker of the round trips": [sys.executable, HERE / "roundtrip/published" / WORKER],
}


@pytest.mark.parametrize("command", COMMANDS.values(), ids=COMMANDS)
def test_such_a_test_fails_when_it_runs_sphinx(command, monkeypatch) -> None:
    with pytest.raises(pytest.fail.Exception, match="with every Sphinx"), without_sphinx():
        subprocess.run(command, check=False, shell=isinstance(command, str))


def test_such_a_test_may_run_others() -> None:
    with without_sphinx():
        microref = [sys.executable, "-m", "microref", "--help"]
        assert subprocess.run(microref, check=True, capture_output=True).stdout


@pytest.mark.parametrize("kind", PLACES)
def test_what_is_said_of_a_place_holds_for_each_test_there(kind, request) -> None:
    for item in request.session.items:
        if kind in kinds_of(item.path):
            excepted = kind == "without_sphinx" and item.get_closest_marker("with_sphinx")
            assert excepted or item.get_closest_marker(kind)


# ------------------------------------------------------------------- as they stand


@pytest.mark.parametrize(("kind", "place"), [(k, place) for k in PLACES for place in PLACES[k]])
def test_a_place_that_is_named_has_tests(kind: str, place: str) -> None:
    named = HERE / place
    assert named.is_file() or list(named.rglob("test_*.py"))


@pytest.mark.parametrize("path", LEFT_OUT, ids=lambda path: path.relative_to(HERE).as_posix())
def test_a_test_that_is_left_out_imports_nothing_of_sphinx(path: Path) -> None:
    conftests = (folder / "conftest.py" for folder in path.parents if HERE in folder.parents)
    assert list(using_sphinx(path, *(one for one in conftests if one.exists()))) == []


def using_sphinx(*paths: Path) -> Iterator[str]:
    """What of Sphinx the files import, and the helpers of the tests that they import.

    Of the package itself those modules count that import Sphinx themselves.
    """
    seen: set[Path] = set()
    waiting = list(paths)
    while waiting:
        path = waiting.pop()
        if path in seen:
            continue
        seen.add(path)
        if WORKER in path.read_text("utf-8") and path != Path(__file__):
            yield f"{path.relative_to(ROOT)} starts {WORKER}"
        for name in imported(path):
            found = file_of(name)
            if name.partition(".")[0] in OF_SPHINX:
                yield f"{path.relative_to(ROOT)} imports {name}"
            elif found is None:
                continue
            elif ROOT / "generator" not in found.parents:
                waiting.append(found)
            elif any(one.partition(".")[0] in OF_SPHINX for one in imported(found)):
                yield f"{path.relative_to(ROOT)} imports {name}, which is of Sphinx"


@cache
def imported(path: Path) -> tuple[str, ...]:
    """The names of all modules that a file may import, wherever in it that stands."""
    nodes = list(ast.walk(ast.parse(path.read_text("utf-8"))))
    plain = (alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names)
    both = (
        name
        for node in nodes
        if isinstance(node, ast.ImportFrom) and node.module
        for name in (node.module, *(f"{node.module}.{alias.name}" for alias in node.names))
    )
    return tuple(chain(plain, both))


def file_of(name: str) -> Path | None:
    """Where a module of this repository stands."""
    for folder in LOADED_FROM:
        stem = folder.joinpath(*name.split("."))
        for path in (stem.with_suffix(".py"), stem / "__init__.py"):
            if path.is_file():
                return path
    return None


# ---------------------------------------------------------------------- the matrix


def test_each_docutils_of_the_matrix_has_all_tests() -> None:
    """Its first row runs them all, and `make test` does with what the last row asks for."""
    matrix = (ROOT / ".ci/matrix").read_text("utf-8")
    first, *others, last = re.findall(r"Sphinx>=\S+ docutils>=(\S+),<", matrix)
    assert set(others) <= {first, last}
