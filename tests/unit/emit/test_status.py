"""The forms in which response codes are shown."""

from __future__ import annotations

import pytest

from tests.rendering import HEAD, files, render_yaml

PAGE = """
pages:
  things:
    title: Things
    operations:
      - id: show-thing
        title: Show a thing
        method: GET
        path: /things
        status: {normal: [200], error: [404]}
"""


def codes_of(folder, status: str, style: str = "{}") -> str:
    """The codes as the page has them."""
    page = PAGE.replace("status: {normal: [200], error: [404]}", f"status: {status}")
    text = files(render_yaml(folder, page, head=f"{HEAD}  style: {style}\n"))["things.inc"]
    return text.partition("GET /things\n\n")[2]


@pytest.mark.parametrize(
    ("status", "style", "expected"),
    [
        ("{normal: [200, 202]}", "{}", "Normal response codes: 200, 202\n"),
        ("{normal: {codes: [200]}}", "{status: list}", "Normal response codes:\n\n- 200\n"),
        (
            "{normal: [200, 202]}",
            "{status: term}",
            "Normal response codes:\n    - 200\n    - 202\n",
        ),
        (
            "{normal: {form: term, head: Good, codes: [200]}, error: {form: list, codes: [404]}}",
            "{status_heads: {normal: Fine, error: Bad}}",
            "Good:\n    - 200\n\nBad:\n\n- 404\n",
        ),
        (
            "{normal: [200], error: {form: joined, codes: [404]}}",
            "{}",
            "Normal response codes: 200\nError response codes: 404\n",
        ),
        # There is no sentence to be joined to.
        (
            "{normal: {form: list, codes: [200]}, error: {form: joined, codes: [404]}}",
            "{}",
            "Normal response codes:\n\n- 200\n\nError response codes: 404\n",
        ),
        ("{error: {form: joined, codes: [404]}}", "{}", "Error response codes: 404\n"),
        ("{normal: {form: joined, codes: [200]}}", "{}", "Normal response codes: 200\n"),
        # Without codes there is nothing to be said.
        (
            "{normal: [200], error: {form: joined, codes: []}}",
            "{}",
            "Normal response codes: 200\n",
        ),
        ("{normal: {head: Good, codes: []}, error: []}", "{}", ""),
        # Words that a colon would make a field, or a promise of a literal block.
        ("{normal: {head: ':Good', codes: [200]}}", "{}", "\\:Good: 200\n"),
        (
            "{normal: {form: list, head: 'Good:', codes: [200]}}",
            "{}",
            "Good:\\:\n\n- 200\n",
        ),
        (
            "{normal: [{code: 200, tail: 'if so::'}, {code: 202, tail_rst: 'or *so*', note: n}]}",
            "{}",
            "Normal response codes: 200 if so:\\:, 202 (n) or *so*\n",
        ),
        (
            "{normal: {form: list, codes: [{code: 200, name: '- a'}]}}",
            "{}",
            "Normal response codes:\n\n- \\- a(200)\n",
        ),
    ],
)
def test_forms_of_codes(tmp_path, status, style, expected):
    assert codes_of(tmp_path, status, style) == expected


def test_one_kind_of_codes_as_a_table(tmp_path):
    status = "{normal: {form: table, codes: [{code: 200, note: n, tail: '*t*'}]}, error: [404]}"
    page = PAGE.replace("status: {normal: [200], error: [404]}", f"status: {status}")
    found = files(render_yaml(tmp_path, page))
    assert ".. rest_status_code:: success /status.yaml\n" in found["things.inc"]
    assert found["things.inc"].endswith("Error response codes: 404\n")
    # What the sentence would say after the code is the reason in a table.
    assert found["status.yaml"].endswith("  note-229aef06: |-\n    n \\*t*\n")
