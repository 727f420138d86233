"""`sphinx-build` alone publishes the reference, and refuses to publish a broken one."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.surfaces.own_reference import copy_reference, edit


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return copy_reference(tmp_path)


def sphinx_build(project: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "sphinx", "-W", "--keep-going", "-b", "html"]
    return subprocess.run(
        [*command, "api-ref/source", "api-ref/build/html"],
        cwd=project,
        text=True,
        capture_output=True,
        check=False,
        timeout=120,
    )


def page(project: Path) -> str:
    return (project / "api-ref/build/html/index.html").read_text()


@pytest.mark.slow
def test_a_build_is_silent_and_shows_every_operation(project: Path) -> None:
    result = sphinx_build(project)
    assert (result.returncode, result.stderr.replace(NO_GIT, "")) == (0, "")
    for title in ("List volume attachments", "Attach a volume", "Update a volume attachment"):
        assert title in page(project)
    assert "admonition important" in page(project)


NO_GIT = "fatal: not a git repository (or any of the parent directories): .git\n"
"""What git says when the theme asks it for a commit in a folder that is no repository."""


@pytest.mark.slow
def test_a_second_build_reads_nothing_again_and_an_edit_is_seen(project: Path) -> None:
    sphinx_build(project)
    again = sphinx_build(project)
    assert "0 added, 0 changed, 0 removed" in again.stdout

    edit(project / "parameters.yaml", "Identifies the server by its UUID.", "Names the server.")
    changed = sphinx_build(project)
    assert "0 added, 1 changed, 0 removed" in changed.stdout
    assert "Names the server." in page(project)

    sample = project / "api_samples/os-volumes/attach-volume-to-server-req.json"
    sample.write_text(sample.read_text().replace('"device"', '"device" '))
    assert "0 added, 1 changed, 0 removed" in sphinx_build(project).stdout


@pytest.mark.slow
def test_a_spec_with_an_error_is_not_published(project: Path) -> None:
    edit(project / "parameters.yaml", "          - notice: orchestrated-swap\n", "")
    result = sphinx_build(project)
    assert result.returncode != 0
    assert "parameters.yaml:" in result.stderr
    assert "G101" in result.stderr
    assert "Traceback" not in result.stderr
    assert not list((project / "api-ref/source").glob("*.inc"))


@pytest.mark.slow
def test_a_spec_that_cannot_be_read_is_one_line(project: Path) -> None:
    (project / "parameters.yaml").write_text("microref: [1")
    result = sphinx_build(project)
    assert result.returncode != 0
    assert "parameters.yaml:1" in result.stderr
    assert "Traceback" not in result.stderr
