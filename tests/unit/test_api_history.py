"""`api.history`: the versions that brought something, with release, note and changes."""

from __future__ import annotations

import pickle
from pathlib import Path

import pytest

from microref import api
from microref.derive.changes import Change, Thing
from microref.microversion import Microversion

SPEC = """\
microref: 1
api:
  title: Lamp API
  service_type: lamp
  microversions:
    minimum: "1.1"
    maximum: "1.20"
    releases: {"1.9": [Summer, Autumn], "1.4": Spring}
    history:
      "1.1": So it began.
      "1.4": A lamp has a colour.
pages:
  lamps:
    title: Lamps
    operations:
      - id: list-lamps
        title: List lamps
        method: GET
        path: /lamps
        response: {parameters: [{colour: {min_version: "1.4"}}, {size: {min_version: "1.10"}}]}
      - {id: show-lamp, title: Show a lamp, method: GET, path: /lamp, min_version: "1.5"}
"""


@pytest.fixture
def found(tmp_path: Path) -> tuple[api.VersionHistory, ...]:
    (tmp_path / "parameters.yaml").write_text(SPEC)
    return api.history(api.load(start=tmp_path))


def test_versions_with_a_note_or_a_change_are_told_and_no_others(
    found: tuple[api.VersionHistory, ...],
) -> None:
    assert [str(of.version) for of in found] == ["1.1", "1.4", "1.5", "1.10"]


def test_a_version_belongs_to_the_first_release_that_serves_it(
    found: tuple[api.VersionHistory, ...],
) -> None:
    assert {str(of.version): of.releases for of in found} == {
        "1.1": ("Spring",),
        "1.4": ("Spring",),
        "1.5": ("Summer", "Autumn"),
        "1.10": (),
    }


def test_notes_and_changes_stand_together(found: tuple[api.VersionHistory, ...]) -> None:
    line = 1 + SPEC.splitlines().index('      "1.4": A lamp has a colour.')
    assert found[1] == api.VersionHistory(
        Microversion(1, 4),
        ("Spring",),
        (api.NoteLine("A lamp has a colour.", "parameters.yaml", line),),
        (
            api.ChangedOperation(
                "list-lamps",
                "List lamps",
                "GET",
                "/lamps",
                (Change("added", Thing("field", "response", None, "body", ("colour",))),),
            ),
        ),
    )


def test_it_keeps_nothing_of_the_spec(found: tuple[api.VersionHistory, ...]) -> None:
    written = pickle.dumps(found)
    assert pickle.loads(written) == found
    assert b"microref.model" not in written


def test_a_spec_that_cannot_be_read_has_none(tmp_path: Path) -> None:
    (tmp_path / "parameters.yaml").write_text("microref: [\n")
    assert api.history(api.load(start=tmp_path)) == ()
