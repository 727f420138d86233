"""Words that nobody should write as a method, a version or a value cost nothing but themselves."""

from __future__ import annotations

import shutil
import subprocess

import pytest

from tests.publishing.sphinx_runs import EXTENSION, Publisher, tree, with_class, words

INDEX = """\
    Lamps of the house
    ******************

    List the lamps
    ==============

    .. rest_method:: GET /lamps

    .. rest_parameters:: parameters.yaml

       - first: first
"""
PARAMETERS = """\
    first:
      description: The first.
      in: body
      required: true
      type: string
"""
SCRIPT = '"><script>alert(1)</script>'


@pytest.mark.parametrize(
    "version", [SCRIPT, "2.1x", "latest", "2.", "2.1 or so", "\u0662.\u0661", '"2.1"']
)
@pytest.mark.parametrize("side", ["min", "max"])
def test_a_version_that_is_none_is_told_and_left_out(
    publish: Publisher, version: str, side: str
) -> None:
    option = f"\n       {side}_version: {version}"
    what = tree(INDEX.replace("GET /lamps", f"GET /lamps{option}"), PARAMETERS)
    run = publish(what, EXTENSION)
    assert not run.crashed
    html = run.text("index.html")
    assert "alert(1)" not in html
    assert f"rp_{side}_ver" not in html
    assert run.places == [("index.rst", what.line("index.rst", f"{side}_version:"))]
    assert f"{side}_version" in run.warnings[0]
    quiet = "suppress_warnings = ['microref.method']\n"
    silent = publish(tree(what.files["index.rst"], PARAMETERS, conf=quiet), EXTENSION)
    assert silent.warnings == []


@pytest.mark.parametrize("version", ["2.1", "2.10", "3", "1.2.3"])
def test_a_version_is_a_class(publish: Publisher, version: str) -> None:
    option = f"\n       min_version: {version}\n       :max_version: {version}"
    run = publish(tree(INDEX.replace("GET /lamps", f"GET /lamps{option}"), PARAMETERS), EXTENSION)
    assert run.warnings == []
    (head,) = with_class(run.main, "operation-grp")
    name = version.replace(".", "_")
    assert {f"rp_min_ver_{name}", f"rp_max_ver_{name}"} <= set(head.classes)


@pytest.mark.parametrize("side", ["min", "max"])
def test_a_version_of_a_parameter_is_text(publish: Publisher, side: str) -> None:
    parameters = f"{PARAMETERS}      {side}_version: '{SCRIPT}'\n"
    run = publish(tree(INDEX, parameters), EXTENSION)
    assert run.warnings == []
    assert "<script>alert" not in run.text("index.html")
    assert "alert(1)" in words(run.main)


@pytest.mark.parametrize("written", ["[2.1]", "{a: b}", "null", "false", '""'])
def test_a_version_of_a_parameter_that_is_no_text_is_not_shown(
    publish: Publisher, written: str
) -> None:
    run = publish(tree(INDEX, f"{PARAMETERS}      min_version: {written}\n"), EXTENSION)
    assert "New in" not in words(run.main)
    assert "rp_min_ver" not in run.text("index.html")


@pytest.mark.parametrize(
    "written", ["2020-13-45", '!!int "x"', '!!bool "zzz"', '!!timestamp "x"', "=", "1:30"]
)
def test_a_value_that_spells_another_type_is_text(publish: Publisher, written: str) -> None:
    run = publish(tree(INDEX, PARAMETERS.replace("string", written)), EXTENSION, "html", "-W")
    assert (run.code, run.stderr) == (0, "")
    shown = written.rpartition(" ")[2].strip('"')
    assert run.rows() == [["first", "body", shown, "The first."]]


@pytest.mark.parametrize("item", ["- &a [*a]", "- &a {b: *a}", "- &a {? *a : b}"])
def test_an_item_that_holds_itself_is_one_warning(publish: Publisher, item: str) -> None:
    what = tree(INDEX.replace("- first: first", f"{item}\n       - first: first"), PARAMETERS)
    run = publish(what, EXTENSION)
    assert not run.crashed
    assert run.names() == ["first"]
    assert run.places == [("index.rst", what.line("index.rst", item))]


@pytest.mark.parametrize(
    "method", ["GET", "delete", "OPTIONS", "G%ET", "G\\x", "G{", "G}", "G#&_^~$"]
)
def test_only_a_method_with_a_colour_is_a_badge_in_print(publish: Publisher, method: str) -> None:
    what = tree(INDEX.replace("GET /lamps", f"{method} /lamps"), PARAMETERS)
    run = publish(what, EXTENSION, "latex", "-W")
    assert (run.code, run.stderr) == (0, "")
    (source,) = run.out.glob("*.tex")
    body = source.read_text("utf-8").partition(r"\begin{document}")[2]
    if method in ("GET", "delete"):
        assert rf"\DUrole{{microref-{method.lower()}}}{{{method}}}" in body
    else:
        assert r"\DUrole{microref-" not in body
        assert rf"\sphinxstylestrong{{{method[0]}" in body


@pytest.mark.skipif(shutil.which("pdflatex") is None, reason="pdflatex is not there")
@pytest.mark.parametrize("method", ["G%ET", "G\\x{"])
def test_pdflatex_prints_any_method(publish: Publisher, method: str) -> None:
    what = tree(INDEX.replace("GET /lamps", f"{method} /lamps"), PARAMETERS)
    run = publish(what, EXTENSION, "latex")
    (source,) = run.out.glob("*.tex")
    command = ["pdflatex", "-interaction=nonstopmode", "-halt-on-error", source.name]
    made = subprocess.run(command, cwd=run.out, capture_output=True, check=False, timeout=120)
    assert made.returncode == 0, made.stdout.decode("utf-8", "replace")[-2000:]
