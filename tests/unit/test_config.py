"""`[tool.microref]`: what it says, where it is looked for, and where its faults are."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

from microref import reading
from microref.config import KINDS, OPTIONS, Config, claims_to_be_spec, find_config
from microref.diagnostics import Severity
from microref.model.documentation import attribute_docs
from tests.clock import cpu_time


def configured(folder: Path, text: str):
    (folder / "pyproject.toml").write_text(text, "utf-8")
    return find_config(folder)


def test_every_option(tmp_path):
    found = configured(
        tmp_path,
        """\
[project]
name = "x"

[tool.microref]
spec = "api/parameters.yaml"
output = "out"
templates = "templates"
commit = true
guarded = ["a", "b"]
allow_directives = ["raw", "py:function"]
select = ["J", "V001"]
ignore = ["J105", "unknown-key"]
fail_on = "warning"
""",
    )
    assert found.diagnostics == ()
    assert found.config == Config(
        folder=tmp_path,
        file=tmp_path / "pyproject.toml",
        spec=tmp_path / "api/parameters.yaml",
        output=tmp_path / "out",
        templates=tmp_path / "templates",
        commit=True,
        guarded=found.config.guarded,
        allow_directives=("raw", "py:function"),
        select=("J", "V001"),
        ignore=("J105", "unknown-key"),
        fail_on=Severity.WARNING,
    )
    places = {name: str(span) for name, span in found.config.guarded.items()}
    assert places == {"a": "pyproject.toml:9:12", "b": "pyproject.toml:9:17"}


def test_the_defaults(tmp_path):
    found = configured(tmp_path, "[tool.microref]\n")
    assert found.diagnostics == ()
    assert found.config == Config(
        folder=tmp_path, file=tmp_path / "pyproject.toml", output=tmp_path / "api-ref/source"
    )
    assert found.config.fail_on is Severity.INFO
    assert not found.config.commit


def test_every_option_is_an_attribute_with_a_docstring():
    attributes = {field.name for field in dataclasses.fields(Config)}
    assert set(OPTIONS) == attributes - {"folder", "file"}
    assert attributes == set(attribute_docs(Config))


def test_the_nearest_configuration_counts(tmp_path):
    inner = tmp_path / "a" / "b"
    inner.mkdir(parents=True)
    (tmp_path / "pyproject.toml").write_text("[tool.microref]\ncommit = true\n")
    # neither is a configuration of Microref
    (tmp_path / "a" / "pyproject.toml").write_text("[tool.other]\n")
    (inner / "pyproject.toml").write_text("tool = 5\n")
    found = find_config(inner)
    assert found.config.commit
    assert found.config.folder == tmp_path
    (tmp_path / "a" / "pyproject.toml").write_text("[tool.microref]\n")
    assert not find_config(inner).config.commit


def test_the_spec_is_the_nearest_one_where_nothing_names_it(tmp_path):
    inner = tmp_path / "a" / "b"
    inner.mkdir(parents=True)
    assert find_config(inner).config.spec is None
    (tmp_path / "parameters.yaml").touch()
    found = find_config(inner).config
    assert (found.spec, found.folder) == (tmp_path / "parameters.yaml", tmp_path)
    assert found.output == tmp_path / "api-ref" / "source"
    (tmp_path / "pyproject.toml").write_text("[tool.microref]\n")
    assert find_config(inner).config.spec == tmp_path / "parameters.yaml"
    (tmp_path / "pyproject.toml").write_text('[tool.microref]\nspec = "other.yaml"\n')
    assert find_config(inner).config.spec == tmp_path / "other.yaml"


def test_paths_in_findings_are_relative_to_a_folder_of_choice(tmp_path):
    project = tmp_path / "project"
    (project / "below").mkdir(parents=True)
    (project / "pyproject.toml").write_text("[tool.microref]\nx = 1\n")
    for base, path in [
        (None, "pyproject.toml"),
        (tmp_path, "project/pyproject.toml"),
        (project / "below", "../pyproject.toml"),
    ]:
        (fault,) = find_config(project / "below", base).diagnostics
        assert fault.span.path == path


@pytest.mark.parametrize(
    ("text", "finding"),
    [
        ("[tool.microref]\nguards = []\n", "2:1: error S102 there is no option 'guards'"),
        ("[tool.microref]\n  fail-on = 'error'\n", "2:3: error S102 there is no option 'fail-on'"),
        ("[tool.microref]\n'x y' = 1\n", "2:1: error S102 there is no option 'x y'"),
        ("[tool.microref]\ncommit = 'yes'\n", "2:1: error S103 'commit' takes true or false"),
        ("[tool.microref]\ncommit = 1\n", "2:1: error S103 'commit' takes true or false"),
        ("[tool.microref]\nspec = ['a']\n", "2:1: error S103 'spec' takes a path, as text"),
        ("[tool.microref]\nspec = ' '\n", "2:1: error S103 'spec' takes a path, as text"),
        ("[tool.microref]\nguarded = 'a'\n", "2:1: error S103 'guarded' takes a list of texts"),
        (
            "[tool.microref]\nallow_directives = 'raw'\n",
            "2:1: error S103 'allow_directives' takes a list of texts",
        ),
        (
            "[tool.microref]\nallow_directives = ['.. raw::']\n",
            "2:1: error S103 'allow_directives' takes names of directives such as raw",
        ),
        ("[tool.microref]\nguarded = [1]\n", "2:1: error S103 'guarded' takes a list of texts"),
        (
            "[tool.microref]\nselect = ['J 1']\n",
            "2:1: error S103 'select' takes codes such as J105, their beginnings, or names; not",
        ),
        (
            "[tool.microref]\nseverity = 'info'\n",
            "2:1: error S103 'severity' takes a table, such as {J112 = \"info\"}",
        ),
        (
            "[tool.microref]\nseverity = {J112 = 'never'}\n",
            "2:1: error S103 'severity' takes one of error, warning, info",
        ),
        (
            "[tool.microref]\nper_path = {'a/*' = ['J']}\n",
            "2:1: error S103 'per_path' takes tables by pattern, such as",
        ),
        (
            "[tool.microref]\nper_path = {'a/*' = {select = ['J']}}\n",
            "2:1: error S103 'per_path' takes ignore and severity for a pattern, not 'select'",
        ),
        (
            "[tool.microref]\nfail_on = 'never'\n",
            "2:1: error S103 'fail_on' takes one of error, warning, info",
        ),
        (
            "[tool.microref]\nfail_on = ['error']\n",
            "2:1: error S103 'fail_on' takes one of error, warning, info",
        ),
        ("[other]\nx = 1\n[tool.microref]\nx = 1\n", "4:1: error S102 there is no option 'x'"),
        ("[tool]\nmicroref = 5\n", "1:1: error S103 tool.microref is a table of options"),
        ("[tool]\nmicroref = {x = 1}\n", "1:1: error S102 there is no option 'x'"),
        ("[tool.microref]\nx =\n", "2:4: error S101 not TOML: Invalid value"),
        ("[tool.microref]\nx = '", "2:6: error S101 not TOML:"),
        ("[tool.microref]\nx = 1\nx = 2\n", "3:6: error S101 not TOML: Cannot overwrite a value"),
        ("# microref\n\xe9[", "2:1: error S101 not TOML: Invalid statement"),
        ("tool.microref.x = 1\n", "1:1: error S102 there is no option 'x'"),
    ],
)
def test_faults_have_a_place(tmp_path, text, finding):
    (found,) = configured(tmp_path, text).diagnostics
    assert str(found).startswith(f"pyproject.toml:{finding}")
    assert "(at" not in found.message


@pytest.mark.parametrize(
    "text", ["[tool.other\n", "[tool.other]\nx = 1\n", "tool = 1", "", "[tool]\n", "microrefs = 1"]
)
def test_a_file_of_others_is_nothing_to_us(tmp_path, text):
    found = configured(tmp_path, text)
    assert (found.diagnostics, found.config.file) == ((), None)


def test_all_faults_are_reported_and_the_rest_holds(tmp_path):
    found = configured(tmp_path, "[tool.microref]\nspecs = 'a'\ncommit = true\nignore = 5\n")
    assert [item.code for item in found.diagnostics] == ["S102", "S103"]
    assert found.diagnostics[0].hint == "did you mean 'spec'?"
    assert found.config.commit


def test_an_option_like_no_other_lists_them_all(tmp_path):
    (found,) = configured(tmp_path, "[tool.microref]\nzzzzzz = 1\n").diagnostics
    assert found.hint == f"the options are {', '.join(OPTIONS)}"


def test_a_guarded_name_that_stands_nowhere_is_placed_at_its_key(tmp_path):
    escaped = '[tool.microref]\nguarded = ["\\u0061"]\n'
    assert str(configured(tmp_path, escaped).config.guarded["a"]) == "pyproject.toml:2:1"
    several = '[tool.microref]\nguarded = [\n  "b",  # not "a"\n  "a-b",\n]\n'
    assert str(configured(tmp_path, several).config.guarded["a-b"]) == "pyproject.toml:4:3"
    table = '[tool]\nmicroref = {guarded = ["a"]}\n'
    assert str(configured(tmp_path, table).config.guarded["a"]) == "pyproject.toml:1:1"


def test_an_option_that_is_a_table_of_its_own_is_found_by_its_header(tmp_path):
    text = '[tool.microref]\ncommit = true\n\n[tool.microref.per_path]\n"a" = {select = ["J"]}\n'
    (found,) = configured(tmp_path, text).diagnostics
    assert str(found).startswith("pyproject.toml:4:16: error S103 'per_path' takes")


def test_a_file_that_cannot_be_decoded(tmp_path):
    (tmp_path / "pyproject.toml").write_bytes(b"[tool.microref]\n# \xff\n")
    (found,) = find_config(tmp_path).diagnostics
    reason = "cannot read pyproject.toml: it is not UTF-8 text: byte 0xff"
    assert str(found) == f"pyproject.toml:2:3: error S101 {reason}"


def test_a_file_beyond_the_limit(tmp_path, monkeypatch):
    monkeypatch.setattr(reading, "MAX_BYTES", 1024**2)
    (tmp_path / "pyproject.toml").write_text("[tool.microref]\n" + "#" * 1024**2)
    (found,) = find_config(tmp_path).diagnostics
    reason = "cannot read pyproject.toml: it is larger than 1 MiB"
    assert str(found) == f"pyproject.toml:1:1: error S101 {reason}"


def test_kinds_have_codes_of_their_own():
    assert [kind.code for kind in KINDS] == ["S101", "S102", "S103"]


@pytest.mark.parametrize(
    ("value", "why"),
    [
        ("[" * 100_000, "its values nest too deep"),
        ("{a = " * 100_000, "its values nest too deep"),
        ("1" * 5000, "Exceeds the limit"),
        ("1\n" + "a." * 100_000 + "a = 1", "a key has too many parts"),
        ("1\n" + ("a." * 5000 + "a = 1\n") * 5, "a key has too many parts"),
    ],
    ids=["arrays", "tables", "number", "key", "keys"],
)
def test_values_that_the_parser_of_toml_has_no_word_for(tmp_path, value, why):
    with cpu_time() as spent:
        (fault,) = configured(tmp_path, f"[tool.microref]\nselect = {value}\n").diagnostics
    assert spent.seconds < 5
    assert (fault.code, str(fault.span)) == ("S101", "pyproject.toml:1:1")
    assert why in fault.message


def test_a_spec_is_told_from_a_large_file(tmp_path):
    with (tmp_path / "parameters.yaml").open("wb") as file:
        file.truncate(2 * 1024**4)
    assert not claims_to_be_spec(tmp_path / "parameters.yaml")
