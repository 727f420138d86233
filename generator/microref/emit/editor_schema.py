"""The spec format as JSON Schema, by which editors complete and check. Reads no spec."""

from __future__ import annotations

import json
from typing import Any

from microref.load.grammar.document import DOCUMENT
from microref.load.shapes import Definitions

_ABOUT = """\
The spec of a REST API reference, as Microref reads it: endpoints, nested bodies, \
parameters, response codes, samples and microversion notes. Quote versions: "2.10" is not 2.1.\
"""


def editor_schema() -> dict[str, Any]:
    """The format of a spec file, in the draft of JSON Schema that editors know.

    It is made from the grammar that the loader reads by, so the two cannot come
    apart; the descriptions are the docstrings of the model.
    """
    definitions = Definitions()
    root = DOCUMENT.describe_keys(definitions)
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "Microref spec",
        **root,
        "description": _ABOUT,
        "definitions": dict(sorted(definitions.parts.items())),
    }


def editor_schema_text() -> str:
    """The same as the text of a file: `assets/spec.schema.json`."""
    return json.dumps(editor_schema(), indent=2, ensure_ascii=False) + "\n"
