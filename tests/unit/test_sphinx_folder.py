"""The Sphinx project around the pages, as the checks see it: read when asked for, else never."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from microref import api
from microref.checks.documents import SphinxFolder, published
from microref.project import Texts

SPEC = """\
microref: 1
api: {title: Lamps API, service_type: lamps}
pages:
  lamps: {title: Lamps}
  v2/rooms: {title: Rooms}
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "parameters.yaml").write_text(SPEC)
    (tmp_path / "api-ref" / "source").mkdir(parents=True)
    return tmp_path


def found(project: Path) -> list[str]:
    result = api.check(api.load(start=project, base=project))
    return [f"{one.span.place} {one.code}" for one in result.diagnostics]


def write(project: Path, path: str, text: str) -> None:
    file = project / "api-ref" / "source" / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text)


def test_a_page_that_no_document_includes(project: Path) -> None:
    write(project, "index.rst", ".. include:: lamps.inc\n")
    assert found(project) == ["parameters.yaml:5 C110"]


def test_where_a_page_is_included_is_told(project: Path) -> None:
    write(project, "index.rst", "Title\n=====\n\n.. include:: lamps.inc\n")
    write(project, "more.rst", ".. include:: v2/rooms.inc\n.. include:: lamps.inc\n")
    (twice,) = api.check(api.load(start=project, base=project)).diagnostics
    assert twice.code == "C111"
    places = [str(related.span) for related in twice.related]
    assert places == ["api-ref/source/index.rst:4:14", "api-ref/source/more.rst:2:14"]


def test_the_pages_lie_in_a_folder_of_the_sphinx_project(project: Path) -> None:
    (project / "pyproject.toml").write_text("[tool.microref]\noutput = 'doc/source/api'\n")
    for path, text in {
        "conf.py": "",
        "index.rst": ".. include:: api/lamps.inc\n",
        "api/index.rst": ".. include:: v2/rooms.inc\n",
    }.items():
        file = project / "doc" / "source" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
    assert found(project) == []


def test_without_documents_nothing_is_missed(project: Path) -> None:
    assert found(project) == []


def test_what_sphinx_has_built_is_no_document(project: Path) -> None:
    write(project, "index.rst", ".. include:: lamps.inc\n.. include:: v2/rooms.inc\n")
    write(project, "_build/html/_sources/index.rst", ".. include:: lamps.inc\n")
    assert found(project) == []


def test_what_cannot_be_read_says_nothing(project: Path) -> None:
    write(project, "index.rst", ".. include:: lamps.inc\n.. include:: v2/rooms.inc\n")
    (project / "api-ref" / "source" / "bytes.rst").write_bytes(b"\xff.. include:: lamps.inc\n")
    assert found(project) == []


def test_a_build_does_not_look_at_it(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def look(_self: Texts) -> Iterator[str]:
        raise AssertionError("a build has no need of it")

    monkeypatch.setattr(Texts, "__iter__", look)
    assert not api.plan_build(api.load(start=project)).refused


def test_files_that_include_each_other_end_soon() -> None:
    every = "".join(f".. include:: {number}.inc\n" for number in range(30))
    texts = {f"{number}.inc": every for number in range(30)}
    texts["index.rst"] = every + ".. include:: lamps.inc\n"
    where = published(SphinxFolder(texts, "source", {"lamps.inc": "lamps"}), ())
    assert len(where.inclusions["lamps"]) == 1
