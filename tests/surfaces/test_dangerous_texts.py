"""What a text must not do is not built, unless the project allows it, and titles are only words."""

from __future__ import annotations

import html
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from microref.cli.run import run
from microref.config import find_config
from tests.importer.shelf import BOOKS, write_shelf

SPEC = """\
microref: 1
api:
  title: Lamps
  service_type: lamps
pages:
  lamps:
    title: Lamps
    description: |
      Lamps.

      .. raw:: html

         <hr class="allowed">
"""
CONF = 'extensions = ["microref.sphinx_ext"]\nproject = "Lamps"\n'


def project(folder: Path, spec: str = SPEC, allowed: str = "[]") -> Path:
    source = folder / "api-ref/source"
    source.mkdir(parents=True)
    (source / "conf.py").write_text(CONF)
    (source / "index.rst").write_text(".. include:: lamps.inc\n")
    (folder / "parameters.yaml").write_text(spec)
    (folder / "pyproject.toml").write_text(f"[tool.microref]\nallow_directives = {allowed}\n")
    return folder


def sphinx_build(folder: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "sphinx", "-q", "-b", "html", "api-ref/source", "html"]
    return subprocess.run(
        command, cwd=folder, text=True, capture_output=True, check=False, timeout=120
    )


def test_no_build_publishes_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = project(tmp_path)
    assert run(["build", str(folder / "parameters.yaml")]) == 1
    assert "parameters.yaml:11:1: error R101" in capsys.readouterr().err
    assert not list(folder.rglob("lamps.inc"))
    result = sphinx_build(folder)
    assert result.returncode != 0
    assert "parameters.yaml:11" in result.stderr
    assert "R101" in result.stderr
    assert not (folder / "html/index.html").exists()


def test_what_the_project_allows_is_published(tmp_path: Path) -> None:
    result = sphinx_build(project(tmp_path, allowed='["raw"]'))
    assert (result.returncode, result.stderr) == (0, "")
    assert '<hr class="allowed">' in (tmp_path / "html/index.html").read_text()


SCRIPT = "<script>alert(2)</script>"
HOSTILE = (
    f"|sub| `x <javascript:alert(1)>`__ :raw-html:`<b>` {SCRIPT} ``a`` *b* c_"
    " .. raw:: html javascript:alert(3) & |y|_ [1]_ `z`_"
)
WORDS = """\
microref: 1
api:
  title: HOSTILE
  service_type: lamps
  endpoint: HOSTILE
  style:
    status_heads: {normal: HOSTILE}
    headings: {response: HOSTILE}
  microversions:
    minimum: "2.1"
    maximum: "2.9"
    releases: {"2.9": HOSTILE}
notices:
  n: {title: HOSTILE, text: Text.}
parameters:
  p: {description: Text., in: body, type: string}
pages:
  lamps:
    title: HOSTILE
    label: HOSTILE
    operations:
      - id: show
        title: HOSTILE
        method: GET
        path: NO_BLANKS
        description:
          - notice: n
          - note: {title: HOSTILE, text: Text.}
          - section: {title: HOSTILE, text: Text.}
          - comment: "raw:: html\\n\\n   <script>alert(4)</script>"
          - versionadded: {version: HOSTILE, text: Text.}
        status: {normal: [{code: 200, name: HOSTILE, note: HOSTILE}], error: [404]}
        request:
          heading: HOSTILE
          parameters:
            - q: {use: p, label: HOSTILE, min_version: "2.2"}
          samples: [{file: a.json, caption: HOSTILE}, {file: a.json, title: HOSTILE}]
        response: {description: Text.}
"""


def test_titles_paths_and_labels_are_words(tmp_path: Path) -> None:
    folder = project(
        tmp_path,
        WORDS.replace("HOSTILE", json.dumps(HOSTILE)).replace(
            "NO_BLANKS", json.dumps(f"/{HOSTILE.replace(chr(32), chr(47))}")
        ),
    )
    (folder / "api_samples").mkdir()
    (folder / "api_samples/a.json").write_text('{"q": "</script><script>alert(5)</script>"}')
    result = sphinx_build(folder)
    assert (result.returncode, result.stderr) == (0, "")
    page = (folder / "html/index.html").read_text()
    assert "alert(2)" in page, "it is there, as words"
    scripts = re.findall(r"<script([^>]*)>(.*?)</script", page, re.DOTALL)
    told = [(attributes, text) for attributes, text in scripts if "alert" in text]
    # Data is no program, as long as nothing in it can end it.
    (data,) = told
    assert 'type="application/json"' in data[0]
    assert "<" not in data[1]
    assert "<b>" not in page
    assert not re.search(
        r"""(href|src|action|on\w+)\s*=\s*["']?\s*javascript:""", page, re.IGNORECASE
    )
    assert "alert(4)" not in page, "a comment is seen by nobody"
    assert page.count(html.escape(SCRIPT)) >= 15


def test_an_import_allows_what_its_pages_need_and_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    source = write_shelf(tmp_path / "shelf")
    raw = "Lends a book.\n\n.. raw:: html\n\n   <hr class='kept'>\n\n:download:`list <index.rst>`\n"
    (source / "books.inc").write_text(BOOKS.replace("Lends a book.\n", raw))
    monkeypatch.chdir(tmp_path)
    command = ["import", "shelf/api-ref/source", "--output", "new"]
    assert run(command) == 0
    said = capsys.readouterr().err
    assert "warning I116 'raw' writes raw output, and is allowed by pyproject.toml" in said
    assert "warning I116 'download' reads a file, and is allowed by pyproject.toml" in said
    settings = tmp_path / "new/pyproject.toml"
    assert find_config(settings.parent).config.allow_directives == ("download", "raw")
    assert "<hr class='kept'>" in (tmp_path / "new/api-ref/source/books.inc").read_text()

    (source / "books.inc").write_text(BOOKS)
    assert run([*command, "--force"]) == 0
    assert not settings.exists(), "what is not needed any more is not allowed"


def test_an_import_leaves_settings_of_others_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    source = write_shelf(tmp_path / "shelf")
    (source / "books.inc").write_text(
        BOOKS.replace("Lends a book.\n", "Lends a book.\n\n.. raw:: html\n\n   <hr>\n")
    )
    settings = tmp_path / "new/pyproject.toml"
    settings.parent.mkdir()
    settings.write_text("[tool.microref]\ncommit = true\n")
    monkeypatch.chdir(tmp_path)
    run(["import", "shelf/api-ref/source", "--output", "new", "--force"])
    assert settings.read_text() == "[tool.microref]\ncommit = true\n"
    kept = "error I103 books.inc is kept as it is written: text must not hold the directive 'raw'"
    assert kept in capsys.readouterr().err
