"""How well the fields of real references are placed, and how often the placing is right."""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path

import pytest

from microref.importer.bodies import Bodies
from microref.importer.nesting import Row, Sample
from microref.importer.parameters import Library
from microref.importer.run import _drafts
from microref.importer.samples import Samples
from microref.importer.status_reasons import Reasons
from microref.importer.tree import read_tree
from microref.importer.version_evidence import Evidence
from tests.corpus import VARIABLE
from tests.importer.nesting import hold_out

PLACED, RIGHT = 0.95, 0.97
"""What is promised of the fields that samples can tell of, and of hold-outs."""

pytestmark = [
    pytest.mark.corpus,
    pytest.mark.skipif(
        not os.environ.get(VARIABLE),
        reason=f"{VARIABLE} names no folder with the references of real services",
    ),
]


@cache
def lists() -> tuple[tuple[list[Row], list[Sample]], ...]:
    """The rows and samples of every message of the corpus."""
    found = []
    for source in sorted(Path(os.environ[VARIABLE]).glob("*/api-ref/source")):
        tree = read_tree(source, source.parent.parent.name)
        library, samples, reasons = Library(tree), Samples(source, source.parents[1]), Reasons(tree)
        drafts = _drafts(tree, library, samples, reasons)[0]
        bodies = Bodies(library.finish(), samples, Evidence())
        for operation in (operation for page in drafts for operation in page.operations):
            for message in operation.messages:
                since = bodies.evidence.since(operation, message.side)
                rows = [bodies._row(line, since) for lines in message.lists for line in lines]
                found.append((rows, [sample for _, sample in bodies._shown(message)]))
    return tuple(found)


def test_fields_are_placed_where_there_is_a_sample():
    score = hold_out.placed_share(lists())
    share = score.sure / (score.sure + score.guessed)
    assert score.sure > 3000
    assert share >= PLACED, f"{share:.1%} of {score.sure + score.guessed}"


def test_names_without_their_dots_land_where_the_dots_said():
    score = hold_out.without_dots(lists())
    assert score.sure > 100
    assert score.accuracy >= RIGHT, f"{score.accuracy:.1%} of {score.sure}"


def test_fields_that_samples_no_longer_show_land_where_they_were():
    score = hold_out.without_samples_of_it(lists())
    assert score.sure > 2000
    assert score.accuracy >= RIGHT, f"{score.accuracy:.1%} of {score.sure}"
