"""What is known of the rows of a list: where a field stands, when it exists and is required."""

from __future__ import annotations

import pytest

from microref.derive.resolve import rows_of as shown_rows
from microref.derive.row_facts import RowFacts, ShownList, list_facts
from tests.unit.derive.specs import message, window

API = 'minimum: "2.1", maximum: "2.50"'


def rows_of(rows: str, definitions: str = "", api: str = API, **more: str) -> tuple[RowFacts, ...]:
    found = message(rows, definitions=definitions, api=api, **more)
    within = found.window if not more else window("2.1-2.50")
    return list_facts(ShownList("request", shown_rows(found.listed)), within).rows


def windows(*args: str, **more: str) -> dict[str, str]:
    """The window of each row, as `2.5-2.9`."""
    rows = rows_of(*args, **more)
    return {".".join(row.path): f"{row.low or ''}-{row.high or ''}" for row in rows}


WINDOWS = {
    "none": ("- a: {}", {"a": "-"}),
    "its own": ('- a: {min_version: "2.5", max_version: "2.9"}', {"a": "2.5-2.9"}),
    "that of its object": (
        '- a: {type: object, min_version: "2.5", fields: [{b: {max_version: "2.9"}}]}',
        {"a": "2.5-", "a.b": "2.5-2.9"},
    ),
    "that of its object, which is narrower": (
        '- a: {type: object, min_version: "2.5", fields: [{b: {min_version: "2.2"}}]}',
        {"a": "2.5-", "a.b": "2.5-"},
    ),
    "that of where it stands in the body": (
        '- a: {type: object, min_version: "2.5"}\n- b: {under: a, fields: [{c: {}}]}',
        {"a": "2.5-", "a.b": "2.5-", "a.b.c": "2.5-"},
    ),
    "that of where it stands, in what stands elsewhere": (
        '- a: {type: object, max_version: "2.9", fields: [{b: {under: /}}]}\n- c: {under: a}',
        {"a": "-2.9", "b": "-2.9", "a.c": "-2.9"},
    ),
    "those of all alternatives that it stands in": (
        '- a: {max_version: "2.9"}\n- a: {min_version: "2.20"}\n- b: {under: a}',
        {"a": "2.20-", "a.b": "-"},
    ),
    "its own, as wide as the API": (
        '- a: {min_version: "2.1", max_version: "2.50"}',
        {"a": "2.1-2.50"},
    ),
    "its own, wider than the API": (
        '- a: {min_version: "2.0", max_version: "2.60"}',
        {"a": "2.1-2.50"},
    ),
    "none at all": ('- a: {min_version: "2.9", max_version: "2.5"}', {"a": "2.9-2.5"}),
}


@pytest.mark.parametrize(("rows", "expected"), WINDOWS.values(), ids=WINDOWS)
def test_a_row_has_the_window_of_all_that_it_stands_in(rows: str, expected: dict[str, str]) -> None:
    assert windows(rows) == expected


def test_a_row_has_the_windows_of_its_message_and_its_operation() -> None:
    bounds = {"more": 'max_version: "2.30"', "operation": 'min_version: "2.10"'}
    assert windows("- a: {}", **bounds) == {"a": "2.10-2.30"}


def test_a_window_that_no_page_prints_counts() -> None:
    assert windows('- a: {min_version: "2.5", versions: hidden}') == {"a": "2.5-"}


def test_an_api_without_versions_bounds_nothing() -> None:
    assert windows('- a: {min_version: "2.5"}\n- b: {}', api="") == {"a": "2.5-", "b": "-"}


REQUIRED = {
    "always": ("required: true", None, None),
    "never": ("required: false", None, None),
    "if something holds": ('required: {min_version: "2.5"}, when: The sky is blue.', None, None),
    "from a version on": ('required: {min_version: "2.5"}', "2.5", None),
    "up to a version": ('required: {max_version: "2.9"}', None, "2.9"),
    "between two": ('required: {min_version: "2.5", max_version: "2.9"}', "2.5", "2.9"),
    "as long as it exists": (
        'min_version: "2.5", required: {min_version: "2.2", max_version: "2.50"}',
        None,
        None,
    ),
}


@pytest.mark.parametrize(("said", "low", "high"), REQUIRED.values(), ids=REQUIRED)
def test_a_row_tells_when_it_is_required_if_that_is_not_always(
    said: str, low: str | None, high: str | None
) -> None:
    (row,) = rows_of(f"- a: {{{said}}}")
    assert (row.required_low, row.required_high) == (low, high)


def test_a_row_has_a_path_a_depth_and_a_place() -> None:
    rows = rows_of(
        """
        - X-Name: {in: header}
        - server:
            type: object
            fields:
              - addresses:
                  type: object
                  row: false
                  fields:
                    - "{any}": {type: string}
        - tag: {under: server/addresses}
        """
    )
    assert [(row.path, row.depth, row.location) for row in rows] == [
        (("X-Name",), 0, "header"),
        (("server",), 0, "body"),
        (("server", "addresses", "{any}"), 1, "body"),
        (("server", "addresses", "tag"), 0, "body"),
    ]


def test_facts_are_made_of_texts_and_numbers_alone() -> None:
    definitions = 'd: {type: object, min_version: "2.5", fields: [{x: {required: true}}]}'
    for row in rows_of("- a: d", definitions):
        for value in row:
            parts = value if isinstance(value, tuple) else (value,)
            assert {type(part) for part in parts} <= {str, int, type(None)}
