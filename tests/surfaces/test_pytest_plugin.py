"""The pytest plugin in runs of pytest: what it collects, how that fails, and its fixtures."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

# Runs in this process forget what they import, and one of these can be imported but once.
import docutils.parsers.rst
import jinja2
import jsonschema_rs
import pytest

import microref.checks
import microref.emit.rst
import microref.testing.wsgi

pytest_plugins = ["pytester"]
_KEPT = (docutils.parsers.rst, jinja2, jsonschema_rs, microref.checks, microref.emit.rst)

SPEC = """\
microref: 1
api:
  title: Lamps API
  service_type: lamps
  microversions: {minimum: "1.1", maximum: "1.3"}
pages:
  lamps:
    title: Lamps
    operations:
      - id: show-lamp
        title: Show a lamp
        method: GET
        path: /lamps/{lamp_id}
        status: {normal: [200], error: [404]}
        response:
          parameters:
            - name: {description: Its name., in: body, required: true, type: string}
            - colour:
                {description: New., in: body, required: true, type: string, min_version: "1.3"}
          samples:
            - file: show.json
            - {file: show-colour.json, min_version: "1.3"}
      - id: create-lamp
        title: Create a lamp
        method: POST
        path: /lamps
        status: {normal: [201]}
        request:
          parameters:
            - name: {description: Its name., in: body, required: true, type: string}
          samples:
            - file: new/create.json
        response:
          body: none
"""
SAMPLES: dict[str, Any] = {
    "show.json": {"name": "Sun"},
    "show-colour.json": {"name": "Sun", "colour": "red"},
    "new/create.json": {"name": "Sun"},
}
SETTINGS = '[tool.microref]\nignore = ["C", "H", "P", "R"]\n'
REFERENCE = "parameters.yaml::reference"
SHOW = "parameters.yaml::show-lamp::response[1.1-show.json]"
COLOUR = "parameters.yaml::show-lamp::response[1.3-show-colour.json]"
CREATE = "parameters.yaml::create-lamp::request[1.1-new/create.json]"
ALL = [REFERENCE, SHOW, COLOUR, CREATE]
ONE = "tests/test_one.py::test_one"


class Project:
    """A project with a spec and one test of its own, in which pytest runs."""

    def __init__(self, pytester: pytest.Pytester) -> None:
        self.pytester = pytester
        self.folder = pytester.path
        self.write("parameters.yaml", SPEC)
        self.settings()
        self.write("tests/test_one.py", "def test_one():\n    pass\n")
        for name, body in SAMPLES.items():
            self.sample(name, body)

    def write(self, path: str, text: str) -> None:
        file = self.folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)

    def sample(self, name: str, body: Any) -> None:
        self.write(f"api_samples/{name}", json.dumps(body))

    def settings(self, ini: str = "", own: str = SETTINGS) -> None:
        self.write("pyproject.toml", f"{own}[tool.pytest.ini_options]\n{ini}\n")

    def spec(self, old: str, new: str) -> None:
        assert old in SPEC
        self.write("parameters.yaml", SPEC.replace(old, new))

    def run(self, *options: str) -> pytest.RunResult:
        return self.pytester.runpytest_inprocess("-p", "no:cacheprovider", *options)

    def collected(self, *options: str) -> list[str]:
        """The ids of what is collected, in order."""
        result = self.run("--collect-only", "-q", *options)
        return [line for line in result.outlines if "::" in line]


@pytest.fixture
def project(pytester: pytest.Pytester) -> Project:
    return Project(pytester)


# --------------------------------------------------------------- what is collected


def test_without_being_asked_it_collects_nothing(project: Project) -> None:
    assert project.collected() == [ONE]
    assert project.collected(".") == [ONE]


def test_an_option_adds_the_samples_to_the_tests(project: Project) -> None:
    assert sorted(project.collected("--microref")) == sorted([*ALL, ONE])
    assert project.collected("--microref", "tests") == [ONE, *ALL]
    assert project.collected("--microref", ONE) == [ONE, *ALL]


@pytest.mark.parametrize("place", [".", "parameters.yaml", "./parameters.yaml", "tests/.."])
def test_nothing_is_collected_twice(place: str, project: Project) -> None:
    found = project.collected("--microref", place)
    assert [one for one in found if one != ONE] == ALL
    project.settings("microref = true")
    assert [one for one in project.collected(place) if one != ONE] == ALL


@pytest.mark.parametrize("testpaths", ["", 'testpaths = ["tests"]', 'testpaths = ["."]'])
def test_a_setting_adds_the_samples_where_no_tests_are_named(
    testpaths: str, project: Project
) -> None:
    project.settings(f"microref = true\n{testpaths}")
    assert sorted(project.collected()) == sorted([*ALL, ONE])
    assert project.collected("tests") == [ONE]
    assert project.collected(ONE) == [ONE]


def test_a_spec_that_is_named_is_collected(project: Project) -> None:
    assert project.collected("parameters.yaml") == ALL
    assert project.collected("parameters.yaml", "tests") == [*ALL, ONE]


def test_one_sample_can_be_named(project: Project) -> None:
    for one in ALL:
        assert project.collected(one) == [one]
        project.run(one).assert_outcomes(passed=1)
    assert project.collected("parameters.yaml::show-lamp") == [SHOW, COLOUR]
    assert project.run("parameters.yaml::show-lamp::response[x]").ret == pytest.ExitCode.USAGE_ERROR


def test_samples_can_be_chosen_by_a_word(project: Project) -> None:
    assert project.collected("parameters.yaml", "-k", "create") == [CREATE]
    assert project.collected("parameters.yaml", "-k", "show-lamp and not colour") == [SHOW]
    assert project.collected("--microref", "-k", "reference or test_one", "tests") == [
        ONE, REFERENCE
    ]  # fmt: skip


def test_other_files_are_no_specs(project: Project) -> None:
    project.write("tests/other.yaml", SPEC)
    project.write("tests/data.yaml", "a: 1\n")
    project.write("tests/data.txt", SPEC)
    project.settings("microref = true")
    assert sorted(project.collected(".")) == sorted([*ALL, ONE])
    assert project.collected("tests/data.yaml") == []
    assert project.collected("tests/data.txt") == []
    assert project.collected("tests/other.yaml")[0] == "tests/other.yaml::reference"


def test_operations_may_show_a_sample_twice_and_have_no_versions(project: Project) -> None:
    project.write(
        "parameters.yaml",
        SPEC.replace('  microversions: {minimum: "1.1", maximum: "1.3"}\n', "").replace(
            "            - file: show.json\n", "            - file: show.json\n" * 2
        ),
    )
    assert project.collected("parameters.yaml") == [
        REFERENCE,
        "parameters.yaml::show-lamp::response[show.json]",
        "parameters.yaml::show-lamp::response[show.json-2]",
        COLOUR,
        "parameters.yaml::create-lamp::request[new/create.json]",
    ]
    project.sample("show.json", {})
    result = project.run("parameters.yaml", "-rf", "-k", "show-lamp")
    result.assert_outcomes(failed=2, passed=1, deselected=2)
    again = "parameters.yaml::show-lamp::response[show.json-2]"
    project.run(again).assert_outcomes(failed=1)


# --------------------------------------------------------------- where the spec is


def test_the_spec_can_be_elsewhere(project: Project) -> None:
    (project.folder / "ref").mkdir()
    for name in ("parameters.yaml", "api_samples"):
        (project.folder / name).rename(project.folder / "ref" / name)
    moved = [f"ref/{one}" for one in ALL]
    own = ["--microref-spec", "ref/parameters.yaml"]
    assert project.collected("--microref", *own, "tests") == [ONE, *moved]
    assert sorted(project.collected("--microref", *own)) == sorted([*moved, ONE])
    project.settings('microref = true\nmicroref_spec = "tests/../ref/parameters.yaml"')
    assert sorted(project.collected(".")) == sorted([*moved, ONE])
    project.settings("microref = true", f'{SETTINGS}spec = "ref/parameters.yaml"\n')
    assert sorted(project.collected()) == sorted([*moved, ONE])
    project.run().assert_outcomes(passed=5)


def test_an_option_counts_from_where_pytest_is_called_and_a_setting_from_the_root(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(project.folder / "tests")
    assert project.collected("--microref", "--microref-spec", "../parameters.yaml", ".") == [
        ONE, *ALL
    ]  # fmt: skip
    project.settings('microref = true\nmicroref_spec = "parameters.yaml"')
    assert project.collected() == [ONE, *ALL]


def test_the_root_of_pytest_may_be_below_the_spec(project: Project) -> None:
    project.write("tests/pytest.ini", "[pytest]\nmicroref = true\n")
    found = project.collected("--rootdir", "tests", "-c", "tests/pytest.ini")
    names = [one.rpartition("::")[2] for one in found]
    assert sorted(names) == sorted(one.rpartition("::")[2] for one in [*ALL, ONE])
    project.sample("show.json", {})
    result = project.run("--rootdir", "tests", "-c", "tests/pytest.ini")
    result.assert_outcomes(passed=4, failed=1)
    result.stdout.fnmatch_lines(["*api_samples/show.json:1:1: error J104 *"])


@pytest.mark.parametrize("ini", ["", "microref = true"])
def test_without_a_spec_the_call_is_wrong(ini: str, project: Project) -> None:
    (project.folder / "parameters.yaml").unlink()
    project.settings(ini)
    result = project.run(*([] if ini else ["--microref"]))
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    result.stderr.fnmatch_lines(
        ["ERROR: microref: there is no parameters.yaml in *--microref-spec*"]
    )
    # What is named needs no spec.
    if ini:
        project.run("tests").assert_outcomes(passed=1)


def test_a_setting_without_a_spec_does_not_hinder_what_is_named(project: Project) -> None:
    (project.folder / "parameters.yaml").unlink()
    project.write("tests/data.yaml", "a: 1\n")
    project.settings("microref = true")
    result = project.run("tests")
    result.assert_outcomes(passed=1)


def test_a_spec_that_is_not_there_is_told_of(project: Project) -> None:
    result = project.run("--microref", "--microref-spec", "none.yaml")
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    result.stderr.fnmatch_lines(["ERROR: *none.yaml"])


# -------------------------------------------------------------------- what fails


def test_a_reference_without_faults_passes(project: Project) -> None:
    result = project.run("--microref", "-v")
    result.assert_outcomes(passed=5)
    assert f"{CREATE} PASSED" in result.stdout.str()


def test_a_sample_with_a_fault_fails_alone_with_its_place(project: Project) -> None:
    project.sample("show-colour.json", {"name": 7})
    result = project.run("parameters.yaml")
    result.assert_outcomes(passed=3, failed=1)
    result.stdout.fnmatch_lines(
        [
            "parameters.yaml ..F.*",
            "_* show-lamp.response?1.3-show-colour.json? _*",
            "api_samples/show-colour.json:1:1: error J104 *lacks 'colour'*",
            '*1 | {"name": 7}',
            "api_samples/show-colour.json:1:10: error J106 'name' must be a string*",
            "FAILED parameters.yaml::show-lamp::response?1.3-show-colour.json?*",
        ]
    )
    assert "Traceback" not in result.stdout.str()
    assert "runtest" not in result.stdout.str()


def test_the_short_summary_says_which_one_failed(project: Project) -> None:
    project.sample("show.json", {"name": 7})
    result = project.run("parameters.yaml", "-rf", "--tb=no")
    (line,) = [line for line in result.outlines if line.startswith("FAILED")]
    assert line.startswith(f"FAILED {SHOW}")


def test_a_sample_that_is_missing_or_no_json_fails(project: Project) -> None:
    (project.folder / "api_samples/show.json").unlink()
    project.write("api_samples/new/create.json", "{,}")
    result = project.run("parameters.yaml", "-v")
    result.stdout.fnmatch_lines([f"{one} {word}*" for one, word in [
        ("parameters.yaml::reference", "PASSED"),
        ("parameters.yaml::show-lamp::response?1.1-show.json?", "FAILED"),
        ("parameters.yaml::show-lamp::response?1.3-show-colour.json?", "PASSED"),
        ("parameters.yaml::create-lamp::request?1.1-new/create.json?", "FAILED"),
    ]])  # fmt: skip
    assert "J111" in result.stdout.str()
    assert "J101" in result.stdout.str()


def test_what_is_wrong_with_the_rest_fails_as_one(project: Project) -> None:
    project.sample("forgotten.json", {})
    project.spec("path: /lamps\n", "path: /lamps\n        colour: red\n")
    result = project.run("parameters.yaml")
    result.assert_outcomes(passed=3, failed=1)
    result.stdout.fnmatch_lines(
        [
            "_* reference _*",
            "api_samples/forgotten.json:1:1: warning J112 *",
            "parameters.yaml:*:9: error S005 unknown key 'colour'*",
        ]
    )


@pytest.mark.parametrize(
    "text", ["microref: 1\napi: [", "microref: 1\n", "", "a: 1\n", "microref: 2\n"]
)
def test_a_spec_that_cannot_be_read_is_a_test_that_fails(text: str, project: Project) -> None:
    project.write("parameters.yaml", text)
    result = project.run("--microref", "tests")
    result.assert_outcomes(passed=1, failed=1)
    result.stdout.fnmatch_lines(["parameters.yaml:*: error S0*"])
    assert "INTERNALERROR" not in result.stdout.str() + result.stderr.str()


def test_a_suppressed_finding_does_not_fail(project: Project) -> None:
    project.sample("show.json", {"name": "Sun", "size": 3})
    project.run(SHOW).assert_outcomes(failed=1)
    entry = "            - file: show.json\n"
    project.spec(entry, f"{entry.rstrip()}  # microref: ignore[J103] all have a size\n")
    project.run("parameters.yaml").assert_outcomes(passed=4)


@pytest.mark.parametrize(
    ("own", "fails"),
    [
        ('ignore = ["C", "H", "P", "R", "J103"]', 1),
        ('ignore = ["C", "H", "P", "R", "J1"]', 0),
        ('ignore = ["C", "H", "P", "R", "J112"]', 1),
        ('select = ["J103"]', 1),
        ('select = ["G"]', 0),
        ('ignore = ["C", "H", "P", "R"]\nfail_on = "error"', 1),
        ('ignore = ["C", "H", "P", "R"]\nfail_on = "info"', 2),
    ],
)
def test_the_settings_of_the_project_hold(own: str, fails: int, project: Project) -> None:
    project.sample("show.json", {"name": "Sun", "size": 3})
    project.sample("forgotten.json", {})
    project.settings(own=f"[tool.microref]\n{own}\n")
    project.run("parameters.yaml").assert_outcomes(passed=4 - fails, failed=fails)


def test_settings_that_cannot_hold_are_told_without_a_traceback(project: Project) -> None:
    project.settings(own='[tool.microref]\nignore = ["X999"]\n')
    result = project.run("parameters.yaml")
    result.assert_outcomes(failed=4)
    result.stdout.fnmatch_lines(["there is no rule 'X999'*"])
    assert "api.py" not in result.stdout.str()
    project.settings(own='[tool.microref]\nignored = ["C"]\n')
    result = project.run("parameters.yaml")
    result.stdout.fnmatch_lines(["pyproject.toml:2:1: error S102 *"])


def test_a_fault_of_ours_has_its_traceback(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_args: Any) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("microref.checks.check_everything", fail)
    result = project.run(SHOW)
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(["E * ZeroDivisionError"])


# ------------------------------------------------------------------ other plugins


def test_what_failed_last_can_be_run_again(project: Project) -> None:
    project.sample("show.json", {})
    run = project.pytester.runpytest_inprocess
    run("--microref").assert_outcomes(passed=4, failed=1)
    run("--microref", "--lf").assert_outcomes(failed=1)
    project.sample("show.json", SAMPLES["show.json"])
    run("--microref", "--lf").assert_outcomes(passed=1)


def test_other_tools_read_the_names(project: Project) -> None:
    project.sample("show.json", {})
    project.run("parameters.yaml", "--junitxml", "out.xml")
    cases = ET.parse(project.folder / "out.xml").findall(".//testcase")
    assert [(one.get("classname"), one.get("name")) for one in cases] == [
        ("parameters.yaml", "reference"),
        ("parameters.yaml.show-lamp", "response[1.1-show.json]"),
        ("parameters.yaml.show-lamp", "response[1.3-show-colour.json]"),
        ("parameters.yaml.create-lamp", "request[1.1-new/create.json]"),
    ]
    (failure,) = ET.parse(project.folder / "out.xml").findall(".//failure")
    assert "api_samples/show.json:1:1: error J104" in (failure.text or "")


@pytest.mark.slow
def test_workers_share_the_samples(project: Project) -> None:
    project.sample("show.json", {})
    project.settings("microref = true")
    result = project.pytester.runpytest_subprocess("-n2", "-rA", "-p", "no:cacheprovider")
    result.assert_outcomes(passed=4, failed=1)
    done = [line.split()[1] for line in result.outlines if line.startswith(("PASSED", "FAILED"))]
    assert sorted(done) == sorted([*ALL, ONE])
    result = project.pytester.runpytest_subprocess(
        "-n2", "--microref", "-p", "no:cacheprovider", "parameters.yaml", "tests"
    )
    result.assert_outcomes(passed=4, failed=1)


def test_help_tells_of_the_options(project: Project) -> None:
    result = project.run("--help")
    result.stdout.fnmatch_lines(
        [
            "API reference (Microref):",
            "*--microref *",
            "*--microref-spec=FILE *",
            "*microref (bool):*",
            "*microref_spec (string):*",
        ]
    )


# ------------------------------------------------------------------------ fixtures


def test_a_fixture_judges_bodies(project: Project) -> None:
    project.write(
        "tests/test_one.py",
        """\
from microref.testing import assert_valid

def test_good(microref_validator):
    assert_valid(microref_validator.response("GET", "/lamps/1", status=200, body={"name": "Sun"}))

def test_bad(microref_validator):
    assert_valid(microref_validator.response("GET", "/lamps/1", status=200, body={"name": 7}))

def test_project(microref_project, microref_validator):
    assert microref_project.loaded.spec.api == microref_validator.api
""",
    )
    result = project.run("tests")
    result.assert_outcomes(passed=2, failed=1)
    result.stdout.fnmatch_lines(["E *AssertionError: contradicts the API reference:*"])
    result.stdout.fnmatch_lines(["E *parameters.yaml:17:*: error J106 *"])


def test_a_fixture_of_the_same_name_replaces_the_validator(project: Project) -> None:
    project.write(
        "tests/conftest.py",
        """\
import pytest
from microref import api

@pytest.fixture(scope="session")
def microref_validator(microref_project):
    return api.validator(microref_project, prefixes=["/{tenant}"], ignore=["J203"])
""",
    )
    project.write(
        "tests/test_one.py",
        """\
def test_one(microref_validator):
    path = "/7/lamps/1"
    assert microref_validator.response("GET", path, status=299, body={"name": "Sun"}).is_valid
""",
    )
    project.run("tests").assert_outcomes(passed=1)


TRAFFIC = """\
import io
import json
import pytest
from microref.testing.wsgi import Observed

def application(environ, start):
    size = environ["PATH_INFO"].rpartition("/")[2]
    start("200 OK", [])
    return [json.dumps({"name": "Sun", **({"size": 3} if size == "large" else {})}).encode()]

@pytest.fixture
def get(microref_traffic):
    observed = Observed(application, microref_traffic)
    def get(path):
        environ = {"REQUEST_METHOD": "GET", "PATH_INFO": path, "wsgi.input": io.BytesIO()}
        return b"".join(observed(environ, lambda *_: None))
    return get

def test_small(get):
    assert get("/lamps/small")

def test_large(get):
    assert get("/lamps/large")

def test_broken(get):
    get("/lamps/large")
    assert not get("/lamps/small")
"""


def test_traffic_is_judged_when_a_test_ends(project: Project) -> None:
    project.write("tests/test_one.py", TRAFFIC)
    result = project.run("tests", "-v")
    result.assert_outcomes(passed=2, failed=1, errors=2)
    result.stdout.fnmatch_lines(
        [
            "tests/test_one.py::test_small PASSED*",
            "tests/test_one.py::test_large PASSED*",
            "tests/test_one.py::test_large ERROR*",
            "tests/test_one.py::test_broken FAILED*",
            "tests/test_one.py::test_broken ERROR*",
            "*ERROR at teardown of test_large*",
            "E *contradicts the API reference:*",
            "E *J103 response of show-lamp at 1.1: 'size' is no field *",
        ]
    )


def test_fixtures_without_a_spec_are_wrong_calls(project: Project) -> None:
    (project.folder / "parameters.yaml").unlink()
    project.write("tests/test_one.py", "def test_one(microref_validator):\n    pass\n")
    result = project.run("tests")
    result.assert_outcomes(errors=1)
    result.stdout.fnmatch_lines(["*microref: there is no parameters.yaml in *"])


def test_fixtures_take_the_spec_of_the_settings(project: Project) -> None:
    (project.folder / "parameters.yaml").rename(project.folder / "lamps.yaml")
    project.settings('microref_spec = "lamps.yaml"')
    project.write(
        "tests/test_one.py",
        "def test_one(microref_project):\n"
        "    assert microref_project.source == 'lamps.yaml'\n"
        "    assert not microref_project.diagnostics\n",
    )
    project.run("tests").assert_outcomes(passed=1)
    found = project.pytester.runpytest_inprocess("--fixtures", "-p", "no:cacheprovider")
    found.stdout.fnmatch_lines_random(["microref_validator *", "microref_traffic *"])


def test_a_spec_with_faults_has_no_validator(project: Project) -> None:
    project.spec("title: Lamps API", "titel: Lamps API")
    project.write("tests/test_one.py", "def test_one(microref_validator):\n    pass\n")
    result = project.run("tests")
    result.assert_outcomes(errors=1)
    result.stdout.fnmatch_lines(["E *CallError: parameters.yaml cannot be judged by*"])


def test_the_plugin_is_found_by_its_entry_point() -> None:
    from importlib.metadata import entry_points

    (entry,) = entry_points(group="pytest11", name="microref")
    assert entry.value == "microref.pytest_plugin"
    folder = Path(microref.checks.__file__).parents[1]
    assert (folder / "pytest_plugin" / "__init__.py").is_file()
