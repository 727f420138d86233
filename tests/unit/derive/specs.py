"""Small specs for tests: the definitions and rows are given, the rest is made around them."""

from __future__ import annotations

import json
import tempfile
import textwrap
from pathlib import Path

from microref.derive.resolve import Field, ResolvedMessage, resolve
from microref.load.project import load
from microref.microversion import Microversion, Window
from microref.model import Spec


def read(text: str) -> Spec:
    """The spec of a text, which must have no fault."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "parameters.yaml")
        path.write_text(text)
        loaded = load(path)
    faults = [str(diagnostic) for diagnostic in loaded.diagnostics]
    assert not faults, "\n".join([*faults, text])
    assert loaded.spec is not None
    return loaded.spec


def message(
    rows: str, *, definitions: str = "", more: str = "", operation: str = "", api: str = ""
) -> ResolvedMessage:
    """The request whose `parameters` are `rows`: YAML, as `definitions` is.

    `more` holds further keys of the request, `operation` of the operation, and
    `api` of the API's microversions.
    """
    spec = read(
        "microref: 1\n"
        f"api: {{title: A, service_type: a, microversions: {{{api}}}}}\n"
        'notices: {n: {text: "Do not."}}\n' + _part("parameters:", definitions, 2) + "pages:\n"
        "  things:\n"
        "    title: Things\n"
        "    operations:\n"
        "      - id: change-thing\n"
        "        title: Change a thing\n"
        "        method: PUT\n"
        "        path: /things\n"
        + _block(operation, 8)
        + "        request:\n"
        + _block(more, 10)
        + _part("          parameters:", rows or "[]", 12)
    )
    return resolve(spec)[0]


def _part(key: str, text: str, indent: int) -> str:
    body = _block(text, indent)
    return f"{key}\n{body}" if body else ""


def _block(text: str, indent: int) -> str:
    body = textwrap.indent(textwrap.dedent(text).strip("\n"), " " * indent)
    return f"{body}\n" if body else ""


def window(text: str) -> Window:
    """A window from `2.1-2.9`, `2.1-`, `-2.9` or `-`."""
    low, _, high = text.partition("-")
    return Window(
        Microversion.parse(low) if low else None, Microversion.parse(high) if high else None
    )


def tree(fields: tuple[Field, ...]) -> dict[str, object]:
    """The names of fields, nested."""
    return {field.name: tree(field.fields) for field in fields}


def as_yaml(value: object) -> str:
    return json.dumps(value)
