from __future__ import annotations

from tests.importer.nesting.hold_out import placed_share, without_dots, without_samples_of_it
from tests.importer.nesting.nested import row, sample

ROWS = [
    row("pot", "object!", 1),
    row("size", "integer", 2),
    row("lid", "object", 3),
    row("lid.colour", "string", 4),
    row("weight", "integer", 5),
]
SAMPLES = [sample({"pot": {"size": 3, "lid": {"colour": "red"}, "weight": 2}})]


def test_all_of_a_plain_list_is_placed() -> None:
    score = placed_share([(ROWS, SAMPLES), (ROWS, [])])
    assert (score.sure, score.guessed) == (5, 0)


def test_a_name_lands_where_its_dots_said() -> None:
    score = without_dots([(ROWS, SAMPLES)])
    assert (score.sure, score.right) == (1, 1)


def test_a_row_lands_where_samples_had_it() -> None:
    score = without_samples_of_it([(ROWS, SAMPLES)])
    assert (score.sure, score.right, score.guessed) == (3, 3, 0)
    assert score.accuracy == 1.0
