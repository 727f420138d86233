"""`load`, `build`, `samples` of `microref.api`, as a script of a user calls them."""

from __future__ import annotations

from pathlib import Path

import pytest

from microref import api

SPEC = """\
microref: 1
api:
  title: Lamps API
  service_type: lamps
{about}
pages:
  lamps:
    title: Lamps
    operations:
      - id: show-lamp
        title: Show a lamp
        method: GET
        path: /lamps/1
        response:
          parameters:
            - name: {{description: Its name., in: body, required: true, type: string}}
          samples:
            - file: plain.json
            - {{file: at.json, microversion: "1.3"}}
            - {{file: from.json, min_version: "1.2"}}
            - {{file: until.json, max_version: "1.2"}}
      - id: add-lamp
        title: Add a lamp
        method: POST
        path: /lamps
        request:
          parameters:
            - name: {{description: Its name., in: body, required: true, type: string}}
          samples:
            - file: add.json
        response:
          body: none
"""
VERSIONS = '  microversions: {minimum: "1.1", maximum: "1.4"}'


@pytest.fixture
def spec(tmp_path: Path) -> Path:
    file = tmp_path / "parameters.yaml"
    file.write_text(SPEC.format(about=VERSIONS))
    for name in ("plain", "at", "from", "until", "add"):
        sample = tmp_path / "api_samples" / f"{name}.json"
        sample.parent.mkdir(exist_ok=True)
        sample.write_text('{"name": "Sun"}')
    return file


def test_a_spec_is_loaded_by_its_name_or_found(spec: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = spec.parent
    below = folder / "api_samples"
    expected = api.load(spec, folder)
    assert expected.diagnostics == ()
    assert api.load(str(spec), str(folder)) == expected
    assert api.load("parameters.yaml", folder) == expected
    assert api.load(start=folder) == expected
    assert api.load(start=below, base=folder).loaded == expected.loaded
    monkeypatch.chdir(folder)
    assert api.load() == expected
    assert api.load("parameters.yaml") == expected


def test_places_are_named_from_the_start_or_the_base(spec: Path) -> None:
    spec.write_text(SPEC.format(about="  titel: x"))
    folder = spec.parent
    assert {one.span.path for one in api.load(spec, folder).diagnostics} == {"parameters.yaml"}
    (found,) = api.load(spec, folder / "api_samples", folder.parent).diagnostics
    assert found.span.path == f"{folder.name}/parameters.yaml"


def test_without_a_spec_the_call_is_wrong(tmp_path: Path) -> None:
    with pytest.raises(api.CallError, match=r"there is no parameters\.yaml in .* or above"):
        api.load(start=tmp_path)


@pytest.mark.parametrize("name", ["none.yaml", "."])
def test_what_cannot_be_read_is_in_the_result(name: str, spec: Path) -> None:
    project = api.load(name, spec.parent)
    assert not project.is_readable
    assert [one.code for one in project.diagnostics] == ["S002"]
    assert api.samples(project) == ()
    assert api.check(project).diagnostics == project.diagnostics
    assert api.build(project).refused
    with pytest.raises(api.CallError, match="cannot be judged by"):
        api.validator(project)


def test_pages_are_built_where_the_settings_say_or_the_caller(spec: Path) -> None:
    folder = spec.parent
    project = api.load(spec, folder)
    for target, place in [(None, "api-ref/source"), ("out", "out"), (folder / "x", "x")]:
        plan = api.build(project, target)
        assert not plan.refused
        assert (folder / place / "lamps.inc").is_file()
        again = api.plan_build(project, folder / place)
        assert {change.action.value for change in again.changes} == {"unchanged"}


def test_faults_stand_against_a_build(spec: Path) -> None:
    spec.write_text(SPEC.format(about="  titel: x"))
    plan = api.build(api.load(spec, spec.parent))
    assert plan.refused
    assert [one.code for one in plan.diagnostics] == ["S005"]
    assert not (spec.parent / "api-ref").exists()


def test_a_file_in_place_of_the_folder_stops_a_build(spec: Path) -> None:
    (spec.parent / "out").write_text("")
    with pytest.raises(api.OutputFault, match="is a file"):
        api.build(api.load(spec, spec.parent), "out")


def told(spec: Path) -> list[str]:
    return [
        f"{one.operation} {one.side} {one.file} {one.microversion} {one.span.line}"
        for one in api.samples(api.load(spec, spec.parent))
    ]


def test_samples_are_those_that_operations_show_with_their_versions(spec: Path) -> None:
    assert told(spec) == [
        "show-lamp response plain.json 1.1 18",
        "show-lamp response at.json 1.3 19",
        "show-lamp response from.json 1.2 20",
        "show-lamp response until.json 1.1 21",
        "add-lamp request add.json 1.1 30",
    ]


def test_samples_are_at_the_version_at_which_they_are_judged(spec: Path) -> None:
    spec.write_text(SPEC.format(about=f"{VERSIONS}\n  samples_at: maximum"))
    assert [line.split()[3] for line in told(spec)] == ["1.4", "1.3", "1.2", "1.2", "1.4"]
    spec.write_text(SPEC.format(about='  microversions: {minimum: "1.1"}'))
    assert [line.split()[3] for line in told(spec)] == ["1.1", "1.3", "1.2", "1.1", "1.1"]


def test_samples_of_an_api_without_versions_are_at_none(spec: Path) -> None:
    spec.write_text(SPEC.format(about=""))
    assert [line.split()[3] for line in told(spec)] == ["None", "1.3", "1.2", "None", "None"]
