"""A sample that its caption gives to a range of versions: at which of them it is judged."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from microref.adoption import ImportOptions
from microref.api import import_reference

PAGE = """\
=====
Kites
=====

Show a kite
===========

.. rest_method:: GET /kites

Response
--------

.. rest_parameters:: parameters.yaml

   - name: name
   - tail: tail

**Example Show a kite {range}**

.. literalinclude:: samples/kite.json
"""
PARAMETERS = """\
name: {description: Its name., in: body, required: true, type: string}
tail: {description: Its tail., in: body, required: true, type: string, min_version: 1.8}
"""


def shown(folder: Path, caption: str, body: str) -> dict[str, str]:
    """The sample as the imported spec has it."""
    source = folder / "source"
    (source / "samples").mkdir(parents=True)
    (source / "index.rst").write_text(".. toctree::\n\n   kites\n")
    (source / "kites.rst").write_text(PAGE.format(range=caption))
    (source / "parameters.yaml").write_text(PARAMETERS)
    (source / "samples" / "kite.json").write_text(body)
    import_reference(source, folder / "project", folder, ImportOptions())
    (page,) = (folder / "project" / "pages").rglob("*.yaml")
    spec = yaml.load(page.read_text(), yaml.BaseLoader)
    (operation,) = spec["pages"]["kites"]["operations"]
    sample: dict[str, str] = operation["response"]["samples"][0]
    return sample


@pytest.mark.parametrize(
    ("caption", "body", "version"),
    [
        ("(microversions 1.0 - 1.11)", '{"name": "a", "tail": "b"}', "1.8"),
        ("(microversions 1.9 - 1.11)", '{"name": "a", "tail": "b"}', None),
        ("(microversions 1.0 - 1.11)", '{"name": "a"}', None),
        ("(microversions 1.0 - 1.7)", '{"name": "a", "tail": "b"}', None),
        ("(microversions 1.0 - )", '{"name": "a", "tail": "b"}', None),
    ],
    ids=[
        "it has a field that came within the range",
        "the field was there before",
        "it does without",
        "the field came after the range",
        "a range without an end says a version only",
    ],
)
def test_a_range_is_read_as_a_range(
    caption: str, body: str, version: str | None, tmp_path: Path
) -> None:
    sample = shown(tmp_path, caption, body)
    assert sample["min_version"] in caption
    assert sample.get("microversion") == version
