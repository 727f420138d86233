"""`microref init`: the project works at once, and no file that was there is touched."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from microref import api
from microref.cli.run import run
from microref.starter import starter_texts


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder, which is the current one."""
    folder = tmp_path / "here"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return folder


def contents(folder: Path) -> dict[str, bytes | None]:
    """Everything below a folder, also its empty folders."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() if path.is_file() else None
        for path in sorted(folder.rglob("*"))
    }


def files(folder: Path) -> list[str]:
    return sorted(name for name, content in contents(folder).items() if content is not None)


def sphinx(builder: str) -> subprocess.CompletedProcess[str]:
    words = [sys.executable, "-m", "sphinx", "-n", "-W", "-q", "-b", builder]
    return subprocess.run(
        [*words, "api-ref/source", f"api-ref/build/{builder}"],
        capture_output=True,
        text=True,
        check=False,
    )


# ------------------------------------------------------------ what comes of it


def test_an_empty_folder_gets_the_starter_and_nothing_else(here, capsys):
    assert run(["init"]) == 0
    assert files(here) == sorted(starter_texts())
    said = capsys.readouterr()
    assert said.out == ""
    created = [f"create {name}" for name in starter_texts()]
    assert said.err.splitlines() == [
        *created,
        "Try next:",
        "  microref check",
        "  sphinx-build -W -b html api-ref/source api-ref/build/html",
        "  pytest",
    ]


def test_nothing_is_found_before_the_build_and_after(here, capsys):
    assert run(["init", "-q"]) == 0
    assert run(["check", "--fail-on", "info"]) == 0
    assert run(["build"]) == 0
    assert run(["build", "--check"]) == 0
    assert run(["check", "--fail-on", "info"]) == 0
    assert capsys.readouterr().out == "nothing found\n" * 2


@pytest.mark.parametrize("builder", ["html", "dirhtml", "text", "latex", "man"])
def test_sphinx_publishes_it_without_a_warning(here, builder):
    assert run(["init", "-q"]) == 0
    done = sphinx(builder)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_pytest_judges_the_samples_and_runs_the_test(here, monkeypatch):
    assert run(["init", "-q"]) == 0
    for variable in ("PYTEST_ADDOPTS", "PYTEST_XDIST_WORKER"):
        monkeypatch.delenv(variable, raising=False)
    words = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider"]
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
    assert "6 passed" in done.stdout


def test_the_page_shows_the_later_field_and_both_samples(here):
    assert run(["init", "-q"]) == 0
    assert sphinx("text").returncode == 0
    page = (here / "api-ref/build/text/index.txt").read_text("utf-8")
    assert "New in version 1.2" in page
    assert page.count('"name": "Rosinante"') == 2


def test_git_sees_what_was_made_and_nothing_that_is_generated(here):
    git = ["git", "-c", "core.excludesFile=/dev/null"]
    subprocess.run([*git, "init", "-q"], check=True)
    assert run(["init", "-q"]) == 0
    assert sphinx("html").returncode == 0
    listed = [*git, "ls-files", "--others", "--exclude-standard"]
    seen = subprocess.run(listed, capture_output=True, text=True, check=True).stdout
    assert sorted(seen.split()) == sorted(starter_texts())


def test_a_folder_that_is_named_is_made(here, capsys):
    assert run(["init", "deep/city bikes"]) == 0
    assert files(here / "deep/city bikes") == sorted(starter_texts())
    said = capsys.readouterr().err.splitlines()
    assert "create deep/city bikes/parameters.yaml" in said
    assert said[-4] == "  cd 'deep/city bikes'"
    assert run(["check", "deep/city bikes/parameters.yaml"]) == 0


def test_quiet_says_nothing(here, capsys):
    assert run(["init", "--quiet"]) == 0
    said = capsys.readouterr()
    assert (said.out, said.err) == ("", "")


def test_python_can_do_it_too(here):
    started = api.init_project("bikes")
    assert started.folder == here / "bikes"
    assert started.files == tuple(starter_texts())
    assert api.check(api.load(start="bikes")).diagnostics == ()


# ------------------------------------------------------- the folder of a service

SERVICE = {
    "README.md": "A service.\n",
    "setup.py": "import setuptools\n",
    "service/app.py": "print()\n",
    "tests/test_app.py": "",
    "api-ref/README": "None yet.\n",
    ".gitignore": "*.log\n",
    "pyproject.toml": "[tool.black]\nline-length = 79\n",
}


@pytest.fixture
def service(here: Path) -> Path:
    for name, text in SERVICE.items():
        (here / name).parent.mkdir(parents=True, exist_ok=True)
        (here / name).write_text(text)
    return here


def test_the_files_of_a_service_stay_as_they_are(service, capsys):
    before = contents(service)
    assert run(["init"]) == 0
    after = contents(service)
    assert {name: after[name] for name in before} == before
    assert files(service) == sorted({*SERVICE, *starter_texts()})
    (line,) = (line for line in capsys.readouterr().err.splitlines() if "pyproject" in line)
    assert line == (
        "pyproject.toml is left as it is; for pytest, add to it:"
        " [tool.pytest.ini_options] microref = true"
    )
    assert run(["check"]) == 0
    assert sphinx("html").returncode == 0


def test_settings_that_fit_are_kept(here):
    text = '[tool.microref]\nguarded = []\noutput = "api-ref/source"\n'
    (here / "pyproject.toml").write_text(text)
    assert run(["init"]) == 0
    assert (here / "pyproject.toml").read_text() == text
    assert run(["check"]) == 0


# ------------------------------------------------------------- what is refused


def refused(folder: Path, capsys, *words: str) -> str:
    """What the one line says, when nothing at all was written."""
    before = contents(folder)
    assert run(["init", *words]) == 2
    said = capsys.readouterr()
    assert contents(folder) == before
    assert said.out == ""
    (line,) = said.err.splitlines()
    return line.removeprefix("microref: error: ").replace(str(folder), "HERE")


@pytest.mark.parametrize("name", [n for n in starter_texts() if n != "pyproject.toml"])
def test_a_file_in_the_way(here, capsys, name):
    (here / name).parent.mkdir(parents=True, exist_ok=True)
    (here / name).write_text("mine")
    assert "already" in refused(here, capsys)


def test_a_second_time(here, capsys):
    assert run(["init", "-q"]) == 0
    assert refused(here, capsys) == "nothing was written: HERE/parameters.yaml exists already"


def test_a_reference_that_is_written_by_hand(here, capsys):
    (here / "api-ref/source").mkdir(parents=True)
    (here / "api-ref/source/servers.inc").write_text("Servers\n")
    assert refused(here, capsys) == (
        "nothing was written: HERE/api-ref/source has files already;"
        " `microref import` makes a project of an existing reference"
    )


def test_samples_that_are_there_would_be_shown_by_nothing(here, capsys):
    (here / "api_samples").mkdir()
    (here / "api_samples/server.json").write_text("{}")
    assert "HERE/api_samples has files already" in refused(here, capsys)


@pytest.mark.parametrize("name", ["api-ref", "api-ref/source", "api_samples/v1.2"])
def test_a_file_where_a_folder_belongs(here, capsys, name):
    (here / name).parent.mkdir(parents=True, exist_ok=True)
    (here / name).write_text("mine")
    assert "HERE/api" in refused(here, capsys)


@pytest.mark.parametrize("below", ["", "/below"])
def test_a_folder_that_is_a_file(here, capsys, below):
    (here / "bikes").write_text("mine")
    expected = f"cannot write to HERE/bikes{below}: HERE/bikes is no folder"
    assert refused(here, capsys, f"bikes{below}") == expected


def test_settings_of_another_project(here, capsys):
    (here / "pyproject.toml").write_text('[tool.microref]\nspec = "api.yaml"\n')
    assert refused(here, capsys) == (
        "nothing was written: HERE/pyproject.toml names another spec or output"
        " than parameters.yaml and api-ref/source"
    )


def test_settings_above_that_would_hold_here_too(here, capsys):
    (here / "pyproject.toml").write_text("[tool.microref]\n")
    (here / "bikes").mkdir()
    (here / "bikes/pyproject.toml").write_text("")
    assert refused(here, capsys, "bikes") == (
        "nothing was written: HERE/pyproject.toml would hold here too;"
        " add an empty table [tool.microref] to HERE/bikes/pyproject.toml first"
    )
    # With settings of its own, as the starter has them, a project may stand in another.
    (here / "bikes/pyproject.toml").unlink()
    assert run(["init", "bikes"]) == 0
    assert run(["check", "bikes/parameters.yaml"]) == 0


# ------------------------------------------------------------ links and disks


def test_a_link_to_a_folder_is_that_folder(here, tmp_path):
    (tmp_path / "real").mkdir()
    (here / "link").symlink_to(tmp_path / "real")
    assert run(["init", "link"]) == 0
    assert files(tmp_path / "real") == sorted(starter_texts())


@pytest.mark.parametrize("name", ["parameters.yaml", "api-ref/source/conf.py"])
def test_a_link_to_nothing_is_in_the_way(here, tmp_path, capsys, name):
    (here / name).parent.mkdir(parents=True, exist_ok=True)
    (here / name).symlink_to(tmp_path / "nothing")
    assert "already" in refused(here, capsys)
    assert not (tmp_path / "nothing").exists()


def test_a_link_does_not_lead_out_of_the_folder(here, tmp_path, capsys):
    (tmp_path / "elsewhere").mkdir()
    (here / "api_samples").symlink_to(tmp_path / "elsewhere")
    assert run(["init"]) == 2
    assert "HERE/api_samples" in capsys.readouterr().err.replace(str(here), "HERE")
    assert list((tmp_path / "elsewhere").iterdir()) == []
    assert files(here) == []


@pytest.mark.skipif(os.geteuid() == 0, reason="root writes everywhere")
def test_a_folder_that_cannot_be_written(here, capsys):
    here.chmod(0o500)
    try:
        assert "Permission denied" in refused(here, capsys)
    finally:
        here.chmod(0o700)


def test_a_disk_that_is_full_half_way_leaves_no_half_project(here, capsys, monkeypatch):
    from microref import new_project

    def write_bytes(target: Path, content: bytes) -> None:
        if target.name == "parameters.yaml":
            raise OSError(28, "No space left on device")
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)

    monkeypatch.setattr(new_project, "write_bytes", write_bytes)
    assert run(["init"]) == 2
    said = capsys.readouterr().err
    assert said.endswith("parameters.yaml: No space left on device\n")
    assert files(here) == []
    monkeypatch.undo()
    monkeypatch.chdir(here)
    assert run(["init"]) == 0
