"""What is structured stands nowhere as text: the prose of imported specs, scalar by scalar."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
import yaml

from tests.roundtrip.published.codes import statement
from tests.roundtrip.published.services import Service

DIRECTIVE = re.compile(r"\.\.\s+(rest_\w+|literalinclude)\s*::")


def faults(text: str) -> list[str]:
    """What of a text should be structure."""
    found = [match[0] for match in DIRECTIVE.finditer(text)]
    for paragraph in re.split(r"\n[ \t]*\n", text):
        # A head without codes, as of those to be determined, is no statement of them.
        stated = statement(paragraph)
        if stated is not None and stated.codes:
            found.append(" ".join(paragraph.split())[:100])
    return found


def scalars(node: Any) -> Iterator[yaml.ScalarNode]:
    """All scalars below a node, the keys too."""
    if isinstance(node, yaml.ScalarNode):
        yield node
    elif isinstance(node, yaml.SequenceNode):
        for child in node.value:
            yield from scalars(child)
    elif isinstance(node, yaml.MappingNode):
        for pair in node.value:
            for child in pair:
                yield from scalars(child)


@pytest.mark.corpus
@pytest.mark.slow
def test_no_text_holds_what_should_be_structure(service: Service):
    assert service.done.code in (0, 1), service.done.said
    files = sorted(service.project.rglob("*.yaml"))
    files = [file for file in files if service.imported_source not in file.parents]
    assert service.project / "parameters.yaml" in files
    found = [
        f"{file.relative_to(service.project)}:{scalar.start_mark.line + 1}: {fault}"
        for file in files
        for scalar in scalars(yaml.compose(file.read_text("utf-8"), yaml.CSafeLoader))
        for fault in faults(scalar.value)
    ]
    assert found == []


@pytest.mark.parametrize(
    "text",
    [
        "A lamp.\n\n.. rest_parameters:: parameters.yaml\n\n   - id: id\n",
        ".. literalinclude:: lamp.json",
        "..  rest_method :: GET /lamps",
        "Lights it.\n\nNormal response codes: 200\n",
        "Error response codes:badRequest(400), conflict(409)",
        "Error codes: 404 if there is none",
    ],
)
def test_what_should_be_structure(text):
    assert len(faults(text)) == 1


@pytest.mark.parametrize(
    "text",
    [
        "A lamp.\n\n.. note:: It turns.",
        "It answers ``404`` if there is no lamp.",
        "A rest_method says how.",
        "Error response codes: TBD",
        "Include it literally.",
        "itemNotFound(404)",
    ],
)
def test_what_is_prose(text):
    assert faults(text) == []
