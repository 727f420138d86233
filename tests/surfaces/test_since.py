"""`microref check --since`: what a change has brought."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from microref.cli.run import run
from tests.surfaces.test_fix import FIXED

OLD_FAULT = FIXED.replace('"object"', "uuid")


def git(folder: Path, *words: str) -> None:
    identity = ["-c", "user.name=n", "-c", "user.email=e@example.org"]
    subprocess.run(["git", *identity, *words], cwd=folder, check=True, capture_output=True)


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository whose project lies in a folder of it, and has one old fault."""
    folder = tmp_path / "a repository" / "doc"
    (folder / "api_samples").mkdir(parents=True)
    (folder / "api_samples" / "lamp.json").write_text('{"lit": true, "shade": {}}\n')
    (folder / "parameters.yaml").write_text(OLD_FAULT)
    git(folder.parent, "init", "-q")
    git(folder.parent, "add", ".")
    git(folder.parent, "commit", "-qm", "one")
    monkeypatch.chdir(folder)
    return folder


def test_old_findings_are_not_reported_wherever_they_have_moved(repository: Path, capsys) -> None:
    spec = repository / "parameters.yaml"
    assert run(["check"]) == 1
    capsys.readouterr()
    spec.write_text(
        "# a line more\n" + OLD_FAULT.replace("title: Show a lamp\n", "title: See\n", 1)
    )
    assert run(["check", "--since", "HEAD"]) == 0
    assert capsys.readouterr().out == "nothing found\n"


def test_new_findings_are_in_spec_and_samples(repository: Path, capsys, monkeypatch) -> None:
    spec = repository / "parameters.yaml"
    spec.write_text(OLD_FAULT.replace("type: boolean", "type: Bool"))
    (repository / "api_samples" / "lamp.json").write_text('{"lit": true, "shade": {}, "x": 1}\n')
    (repository / "below").mkdir()
    monkeypatch.chdir(repository / "below")
    assert run(["check", "--since", "HEAD"]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert [line.split(": ")[0] for line in lines[:-1]] == [
        "../api_samples/lamp.json:1:28",
        "../parameters.yaml:10:11",
    ]


def test_a_spec_that_was_not_there_is_all_new(repository: Path, capsys) -> None:
    other = repository / "other.yaml"
    other.write_text(OLD_FAULT)
    assert run(["check", "other.yaml", "--since", "HEAD"]) == 1
    assert "S014" in capsys.readouterr().out


def test_git_does_not_change(repository: Path) -> None:
    run(["check", "--since", "HEAD"])
    status = subprocess.run(
        ["git", "status", "--porcelain"], cwd=repository, check=True, capture_output=True
    )
    assert status.stdout == b""


@pytest.mark.parametrize(
    ("revision", "said"),
    [("nonsense", "git knows no such revision"), ("--help", "git knows no such revision")],
)
def test_a_revision_that_is_none(repository: Path, capsys, revision: str, said: str) -> None:
    assert run(["check", f"--since={revision}"]) == 2
    assert said in capsys.readouterr().err


def test_no_repository(repository: Path, capsys, tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setenv("GIT_DIR", str(tmp_path / "nothing"))
    assert run(["check", "--since", "HEAD"]) == 2
    assert "not a git repository" in capsys.readouterr().err


def test_no_git(repository: Path, capsys, monkeypatch) -> None:
    monkeypatch.setenv("PATH", str(repository))
    assert run(["check", "--since", "HEAD"]) == 2
    assert "git cannot be run" in capsys.readouterr().err


def test_two_ways_to_say_what_is_known(repository: Path, capsys) -> None:
    assert run(["check", "--since", "HEAD", "--baseline", "b.json"]) == 2
    assert "--since and --baseline" in capsys.readouterr().err
