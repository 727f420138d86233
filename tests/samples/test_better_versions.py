"""A sample with a field of another version says at which versions it has no fault."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.helpers import check_project
from tests.rule_cases import BEFORE

SPEC = """\
pages:
  servers:
    title: Servers
    operations:
      - id: create-server
        title: Create a server
        method: POST
        path: /servers
        request:
          parameters:
            - tag: {type: string, min_version: "2.49", max_version: "2.84"}
            - zone: {type: string, min_version: "2.60", required: true}
            - key: {type: integer, min_version: "2.70"}
          samples: [{file: a.json, %s}]
"""


def hints(folder: Path, body: object, sample: str = "title: Create") -> set[str | None]:
    spec = folder / "parameters.yaml"
    spec.write_text(BEFORE + SPEC % sample)
    samples = folder / "api_samples"
    samples.mkdir()
    (samples / "a.json").write_text(json.dumps(body))
    return {found.hint for found in check_project(spec) if found.code in ("J104", "J105", "J106")}


@pytest.mark.parametrize(
    ("body", "fits"),
    [
        ({"tag": "a"}, "2.49 to 2.59"),
        ({"tag": "a", "zone": "b"}, "2.60 to 2.84"),
        ({"zone": "b"}, "2.60 to 2.100"),
        ({"zone": "b", "key": 1}, "2.70 to 2.100"),
    ],
)
def test_a_sample_of_other_versions_names_them(tmp_path: Path, body: object, fits: str) -> None:
    assert hints(tmp_path, body) == {f"as it is, the sample is one for {fits}"}


def test_a_partial_sample_may_lack_fields_there_too(tmp_path: Path) -> None:
    found = hints(tmp_path, {"tag": "a"}, "partial: true")
    assert found == {"as it is, the sample is one for 2.49 to 2.84"}


@pytest.mark.parametrize("body", [{"tag": "a", "key": 1}, {"zone": "b", "key": "c"}])
def test_a_sample_that_is_wrong_at_each_version_names_none(tmp_path: Path, body: object) -> None:
    assert hints(tmp_path, body) == {None}


def test_what_only_lacks_a_field_is_not_taken_for_an_old_sample(tmp_path: Path) -> None:
    assert hints(tmp_path, {}, 'min_version: "2.60"') == {None}
