"""A project's own templates: they replace ours file by file, and their faults have a place."""

from __future__ import annotations

import pytest

from microref.emit.rst import TEMPLATES, read_templates
from microref.emit.rst.views import VIEWS
from tests.rendering import files, render_yaml

SPEC = """
parameters:
  a: {in: body, type: string, description: [{note: Inside.}]}
pages:
  things:
    title: Things
    operations:
      - id: show-thing
        title: Show a thing
        method: GET
        path: /things
        request: {parameters: [{a: a}]}
"""


def test_one_template_is_replaced(tmp_path):
    own = {"method.rst.j2": "Call ``{{ method.method }} {{ method.path }}``."}
    text = files(render_yaml(tmp_path, SPEC, own))["things.inc"]
    assert "\nCall ``GET /things``.\n" in text
    assert "\nRequest\n-------\n" in text


def test_a_template_can_extend_and_include(tmp_path):
    own = {
        "operation.rst.j2": '{% include "!operation.rst.j2" %}\n\n\n{% include "parts/more.j2" %}',
        "parts/more.j2": "More of {{ operation.id }}.",
    }
    text = files(render_yaml(tmp_path, SPEC, own))["things.inc"]
    assert text.endswith("\n\nMore of show-thing.\n")


def test_a_template_that_prints_nothing_leaves_no_gap(tmp_path):
    text = files(render_yaml(tmp_path, SPEC, {"method.rst.j2": "{# nothing #}"}))["things.inc"]
    assert "\n\n\n" not in text
    assert "rest_method" not in text


@pytest.mark.parametrize(
    ("name", "source", "line", "message"),
    [
        ("method.rst.j2", "a\n{{ method.methd }}", 2, "has no attribute 'methd'"),
        ("method.rst.j2", "{{ mehtod }}", 1, "'mehtod' is undefined"),
        ("method.rst.j2", "a\nb\n{% if %}", 3, "Expected an expression"),
        ("method.rst.j2", "{% for %}", 1, "Expected"),
        ("method.rst.j2", "\n{{ method.__class__.__mro__ }}", 2, "unsafe"),
        ("method.rst.j2", "{{ ''.__class__ }}", 1, "unsafe"),
        ("method.rst.j2", "\n\n{{ 1 / 0 }}", 3, "ZeroDivisionError: division by zero"),
        ("method.rst.j2", "{{ method.path + 1 }}", 1, "TypeError"),
        ("method.rst.j2", '\n{% include "none.j2" %}', 2, "there is no template 'none.j2'"),
        ("method.rst.j2", '{% include "method.rst.j2" %}', 1, "without end"),
        ("method.rst.j2", "{{ range(99999999) | list }}", 1, "Range too big"),
        ("method.rst.j2", "{{ [1, 2] | random }}", 1, "No filter named 'random'"),
        ("method.rst.j2", "{{ 5 | rst }}", 1, "rst takes views and texts, not int"),
        ("title.rst.j2", "{{ title.txt }}", 1, "has no attribute 'txt'"),
        ("admonition.rst.j2", "\n{{ nothing }}", 2, "'nothing' is undefined"),
        ("page.rst.j2", "{{ page.parts | rst }}{{ page.roles.append(1) }}", 1, ""),
    ],
)
def test_a_template_that_fails_is_a_finding(tmp_path, name, source, line, message):
    rendered = render_yaml(tmp_path, SPEC, {name: source})
    (found,) = rendered.diagnostics
    assert (found.code, found.span.path, found.span.line) == ("R901", f"templates/{name}", line)
    assert message in found.message
    assert "\n" not in found.message


def test_a_template_that_fails_loses_its_pages_only(tmp_path):
    fine = SPEC + "  empty: {title: Empty}\n"
    rendered = render_yaml(tmp_path, fine, {"method.rst.j2": "{{ x }}"})
    assert [artifact.path for artifact in rendered.artifacts] == ["empty.inc"]


def test_every_view_has_a_template_and_every_template_a_view():
    from importlib import resources

    folder = resources.files("microref.emit.rst").joinpath("templates")
    assert {file.name for file in folder.iterdir()} == set(TEMPLATES)
    assert len(TEMPLATES) == len(VIEWS)


def test_templates_are_read_from_a_folder(tmp_path):
    folder = tmp_path / "templates"
    (folder / "parts").mkdir(parents=True)
    (folder / "page.rst.j2").write_text("{{ page.title | rst }}")
    (folder / "_own.j2").write_text("a")
    (folder / "parts" / "own.j2").write_text("b")
    (folder / "notes.txt").write_text("c")
    read = read_templates(folder, tmp_path)
    assert sorted(read.sources) == ["_own.j2", "page.rst.j2", "parts/own.j2"]
    assert read.sources["page.rst.j2"].path == "templates/page.rst.j2"
    assert len(read.files) == 3
    assert read.diagnostics == ()


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("operation.j2", b"a", "R902 Microref has no template 'operation.j2'"),
        ("zzz.j2", b"a", "R902 Microref has no template 'zzz.j2'"),
        ("page.rst.j2", b"\xff", "R901 cannot read templates/page.rst.j2: it is not UTF-8 text"),
    ],
)
def test_templates_that_cannot_be_used_are_findings(tmp_path, name, content, message):
    folder = tmp_path / "templates"
    folder.mkdir()
    (folder / name).write_bytes(content)
    (found,) = read_templates(folder, tmp_path).diagnostics
    assert message in str(found)
    if name == "operation.j2":
        assert found.hint == "did you mean 'operation.rst.j2'?"


def test_a_folder_of_templates_has_to_be_there(tmp_path):
    (found,) = read_templates(tmp_path / "nowhere", tmp_path).diagnostics
    assert str(found) == "nowhere:1:1: error R901 there is no folder nowhere"
