"""What a comment, a setting or another file must not be able to hide or to unpublish."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.surfaces.own_reference import copy_reference, edit


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return copy_reference(tmp_path)


def microref(project: Path, *words: str) -> subprocess.CompletedProcess[str]:
    result = subprocess.run(
        [sys.executable, "-m", "microref", *words],
        cwd=project,
        text=True,
        capture_output=True,
        check=False,
        timeout=60,
    )
    assert "Traceback" not in result.stderr
    return result


def test_a_file_that_cannot_be_read_is_never_silenced(project: Path) -> None:
    (project / "more.yaml").write_text("pages: {a: [}  # microref: ignore[S001] later\n")
    edit(project / "parameters.yaml", "\nnotices:", "\ninclude: [more.yaml]\n\nnotices:")
    found = microref(project, "check")
    assert (found.returncode, "S001" in found.stdout) == (1, True)
    assert microref(project, "build").returncode == 1


def test_an_operation_that_cannot_be_read_is_not_left_out_of_a_page(project: Path) -> None:
    comment = "  # microref: ignore[S008] a method of ours"
    edit(project / "parameters.yaml", "method: DELETE", f"method: DELETEX{comment}")
    assert "S008" not in microref(project, "check").stdout
    built = microref(project, "build")
    assert (built.returncode, "S008" in built.stderr) == (1, True)


def test_an_unknown_key_with_a_reason_stops_nothing(project: Path) -> None:
    comment = "  # microref: ignore[S005] read by a tool of ours"
    edit(
        project / "parameters.yaml",
        "  server_id_path:\n",
        f"  server_id_path:\n    x: y{comment}\n",
    )
    assert microref(project, "check").returncode == 0
    assert microref(project, "build").returncode == 0
    assert microref(project, "schema", "attach-volume", "--request").returncode == 0


def test_samples_outside_of_the_project_are_not_looked_at(project: Path) -> None:
    edit(project / "parameters.yaml", "  samples: api_samples\n", "  samples: ../../../etc\n")
    found = microref(project, "check")
    assert found.returncode == 1
    (line,) = [line for line in found.stdout.splitlines() if "error J" in line]
    assert line.startswith("parameters.yaml:")
    assert " J116 " in line
    assert microref(project, "build").returncode == 1


@pytest.mark.parametrize(
    ("operation", "side", "words"),
    [
        ("list-volume-attachments", "--request", "says nothing of the body"),
        ("detach-volume", "--response", "has no body"),
    ],
)
def test_a_schema_of_no_body_is_no_schema(
    project: Path, operation: str, side: str, words: str
) -> None:
    result = microref(project, "schema", operation, side)
    assert (result.returncode, result.stdout) == (2, "")
    assert words in result.stderr


def test_a_schema_has_one_side(project: Path) -> None:
    result = microref(project, "schema", "attach-volume", "--request", "--response")
    assert result.returncode == 2
    assert "choose one" in result.stderr


def test_a_broken_template_is_found_by_a_check(project: Path) -> None:
    (project / "templates").mkdir()
    (project / "templates" / "method.rst.j2").write_text("one\n{% if %}\n")
    edit(
        project / "pyproject.toml",
        "[tool.microref]\n",
        '[tool.microref]\ntemplates = "templates"\n',
    )
    found = microref(project, "check")
    assert found.returncode == 1
    assert "templates/method.rst.j2:2" in found.stdout


def test_findings_behind_a_closed_pipe_are_not_called_clean(project: Path) -> None:
    for sample in (project / "api_samples").rglob("*.json"):
        sample.write_text("[" + "1, " * 50)
    reader, writer = os.pipe()
    os.close(reader)
    command = [sys.executable, "-m", "microref", "check"]
    result = subprocess.run(
        command, cwd=project, stdout=writer, stderr=subprocess.PIPE, check=False, timeout=60
    )
    os.close(writer)
    assert result.returncode == 141
    assert result.stderr == b""


@pytest.mark.slow
def test_pages_stand_where_the_project_says_also_for_sphinx(project: Path) -> None:
    edit(project / "pyproject.toml", 'output = "api-ref/source"', 'output = "api-ref/source/pages"')
    edit(project / "api-ref/source/index.rst", ":: os-volume", ":: pages/os-volume")
    command = [sys.executable, "-m", "sphinx", "-q", "-W", "-b", "html", "api-ref/source", "html"]
    for _ in range(2):
        result = subprocess.run(
            command, cwd=project, text=True, capture_output=True, check=False, timeout=120
        )
        assert result.returncode == 0, result.stderr
    assert (project / "api-ref/source/pages/os-volume-attachments.inc").is_file()
    assert not list((project / "api-ref/source").glob("*.inc"))


def test_no_comment_silences_a_guard(project: Path) -> None:
    edit(project / "parameters.yaml", "          - notice: orchestrated-swap\n", "")
    edit(
        project / "parameters.yaml",
        "      - id: update-volume-attachment\n",
        "      # microref: ignore[G101] the page is long enough\n"
        "      - id: update-volume-attachment\n",
    )
    found = microref(project, "check")
    assert (found.returncode, "G101" in found.stdout) == (1, True)
    assert microref(project, "build").returncode == 1
    assert "No comment can silence it." in microref(project, "explain", "G101").stdout


def test_a_spec_of_another_format_is_not_read(project: Path) -> None:
    edit(project / "parameters.yaml", "microref: 1\n", "microref: 2\n")
    found = microref(project, "check")
    assert (found.returncode, len(found.stdout.splitlines())) == (2, 2)
    assert "S013" in found.stdout


def test_what_follows_from_a_broken_operation_is_not_reported_too(project: Path) -> None:
    edit(project / "parameters.yaml", "method: PUT", "method: PUTT")
    *found, summary = microref(project, "check").stdout.splitlines()
    assert [line.split()[2] for line in found] == ["S008"]
    assert summary == "1 error in 1 file"
