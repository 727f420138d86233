"""A newest sample that is out of date: a file that nobody shows may be the one to show."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.helpers import check_project
from tests.rule_cases import BEFORE

SPEC = """\
pages:
  servers:
    title: Servers
    operations:
      - id: show-limits
        title: Show limits
        method: GET
        path: /limits
        response:
          parameters:
            - cells: {type: integer, max_version: "2.35"}
            - servers: {type: integer}
          samples: [{file: limits/show.json}]
"""
OLD, NEW = '{"cells": 1, "servers": 2}', '{"servers": 2}'
NO_FILE = "add a sample of a later version"


def hint(folder: Path) -> str | None:
    spec = folder / "parameters.yaml"
    spec.write_text(BEFORE + SPEC)
    (found,) = (each.hint for each in check_project(spec) if each.code == "J121")
    return found


def write(folder: Path, files: dict[str, str]) -> None:
    for name, text in {"limits/show.json": OLD, **files}.items():
        path = folder / "api_samples" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)


@pytest.mark.parametrize(
    ("files", "named"),
    [
        (["limits/v2.36/show.json", "limits/v2.57/show.json", "limits/v2.6/show.json"], "v2.57"),
        (["limits/v2.36/list.json"], None),
        (["limits/other/show.json"], None),
    ],
    ids=["the newest of them", "one of another name", "one without a version"],
)
def test_a_file_that_nobody_shows_is_named(
    tmp_path: Path, files: list[str], named: str | None
) -> None:
    write(tmp_path, dict.fromkeys(files, NEW))
    wanted = NO_FILE if named is None else f"no operation shows 'limits/{named}/show.json'"
    assert (hint(tmp_path) or "").startswith(wanted)


@pytest.mark.parametrize("text", [OLD, "{", '{"servers": "2"}'])
def test_a_file_that_is_wrong_or_as_old_is_not_named(tmp_path: Path, text: str) -> None:
    write(tmp_path, {"limits/v2.36/show.json": text})
    assert hint(tmp_path) == NO_FILE


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    write(tmp_path, {"limits/v2.36/list.json": NEW})
    os.mkfifo(tmp_path / "api_samples" / "limits" / "v2.36" / "show.json")
    assert hint(tmp_path) == NO_FILE
