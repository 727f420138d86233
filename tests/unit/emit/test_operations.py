"""Where the parts of an operation stand: places, titles, depths, labels."""

from __future__ import annotations

import re
from itertools import pairwise

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
ADORNED = re.compile(r"([!-/:-@\[-`{-~])\1+")


def lines_of(folder, operation: str, *, head: str = HEAD, page: str = PAGE) -> list[str]:
    """What stands below the title of the operation, without classes and adornments."""
    indented = "".join(f"        {line}\n" for line in operation.splitlines())
    text = files(render_yaml(folder, page + indented, head=head))["things.inc"]
    below = text.partition("Show a thing\n")[2]
    hidden = (".. rst-class", "   :language", ".. rest_parameters")
    return [
        line.replace(".. literalinclude:: /samples/", "").strip()
        for line in below.splitlines()
        if line and not line.startswith(hidden) and not ADORNED.fullmatch(line)
    ]


METHOD, NORMAL, ERROR = (
    ".. rest_method:: GET /things",
    "Normal response codes: 200",
    "Error response codes: 404",
)
CODES = [METHOD, NORMAL, ERROR]
BODY = "parameters: [{a: {type: string}}, {b: {type: string}}, {c: {type: string}}]"


def row(name: str) -> str:
    """How the row of a parameter begins; its key depends on what it is."""
    return f"- {name}:"


def shown(folder, operation: str, **options: str) -> list[str]:
    """As `lines_of`, with rows cut behind the name."""
    lines = lines_of(folder, operation, **options)
    return [re.sub(r"^(- \w+:) .*", r"\1", line) for line in lines]


@pytest.mark.parametrize(
    ("places", "expected"),
    [
        ("[]", ["1.json", "2.json", "3.json"]),
        ("[A.]", ["A.", "1.json", "2.json", "3.json"]),
        ("[{place: sample}, A.]", ["1.json", "A.", "2.json", "3.json"]),
        ("[{place: sample}, A., {place: sample}, B.]", ["1.json", "A.", "2.json", "B.", "3.json"]),
        ("[{place: sample}, A., {place: samples}, B.]", ["1.json", "A.", "2.json", "3.json", "B."]),
        (
            "[{place: sample}, {place: sample}, A., {place: sample}, B.]",
            ["1.json", "2.json", "A.", "3.json", "B."],
        ),
        ("[{section: {title: S, text: [{place: sample}]}}]", ["S", "1.json", "2.json", "3.json"]),
    ],
)
def test_samples_one_by_one(tmp_path, places, expected):
    samples = "samples: [{file: 1.json}, {file: 2.json}, {file: 3.json}]"
    operation = f"request:\n  description: {places}\n  {samples}\n"
    assert shown(tmp_path, operation) == [*CODES, "Request", *expected]


@pytest.mark.parametrize(
    ("places", "expected"),
    [
        ("[A.]", ["A.", row("a"), row("b"), row("c")]),
        ("[{place: parameters}, A.]", [row("a"), row("b"), row("c"), "A."]),
        (
            "[{place: parameters}, A., {place: parameters, from: c}, B.]",
            [row("a"), row("b"), "A.", row("c"), "B."],
        ),
        (
            "[{place: parameters, from: a}, A., {place: parameters, from: b}]",
            [row("a"), "A.", row("b"), row("c")],
        ),
        # The list before the named row has no place: it stands where lists usually do.
        ("[{place: parameters, from: b}, A.]", [row("b"), row("c"), "A.", row("a")]),
        # The places may stand in another order than the rows.
        (
            "[{place: parameters, from: b}, A., {place: parameters}]",
            [row("b"), row("c"), "A.", row("a")],
        ),
        (
            "[{section: {title: S, text: [{place: parameters, from: c}]}}]",
            [row("a"), row("b"), "S", row("c")],
        ),
    ],
)
def test_lists_that_begin_with_a_row(tmp_path, places, expected):
    operation = f"request:\n  description: {places}\n  {BODY}\n"
    assert shown(tmp_path, operation) == [*CODES, "Request", *expected]


def test_a_name_that_stands_twice_begins_two_lists(tmp_path):
    operation = """\
request:
  description:
    - place: parameters
    - A.
    - {place: parameters, from: b}
    - B.
    - {place: parameters, from: b}
  parameters:
    - a: {type: string}
    - b: {type: string, max_version: "2.4"}
    - c: {type: string}
    - b: {type: integer, min_version: "2.5"}
"""
    assert shown(tmp_path, operation)[4:] == [
        row("a"), "A.", row("b"), row("c"), "B.", row("b"),
    ]  # fmt: skip


def test_each_of_two_messages_is_split_at_its_own_row(tmp_path):
    operation = """\
description:
  - A.
  - {place: parameters, of: response, from: b}
  - B.
  - {place: parameters, of: response, from: b}
response:
  - {step: 1, parameters: [a: {type: string}, b: {type: string}]}
  - {step: 2, parameters: [c: {type: string}, b: {type: string}, d: {type: string}]}
"""
    assert shown(tmp_path, operation) == [
        METHOD, "A.", row("b"), "B.", row("b"), row("d"), NORMAL, ERROR,
        "Response", row("a"), "Response", row("c"),
    ]  # fmt: skip


WHOLE = """\
request: {description: Asked., samples: [{file: q.json}]}
response: {description: Answered., samples: [{file: a.json}]}
"""
REQUEST, RESPONSE = ["Request", "Asked."], ["Response", "Answered."]


@pytest.mark.parametrize(
    ("places", "expected"),
    [
        ("description: [A.]", ["A.", NORMAL, ERROR, *REQUEST, "q.json", *RESPONSE, "a.json"]),
        # A message ends the text, so the codes stand before it.
        (
            "description: [A., {place: response}]",
            ["A.", NORMAL, ERROR, *RESPONSE, "a.json", *REQUEST, "q.json"],
        ),
        (
            "description: [{place: sample, of: response}, A.]",
            ["a.json", "A.", NORMAL, ERROR, *REQUEST, "q.json", *RESPONSE],
        ),
        # What is placed behind its message does not stand in it too.
        (
            "after: [B., {place: samples, of: request}]",
            [NORMAL, ERROR, *REQUEST, *RESPONSE, "a.json", "B.", "q.json"],
        ),
        (
            "after: [{place: request}, B.]",
            [NORMAL, ERROR, *RESPONSE, "a.json", *REQUEST, "q.json", "B."],
        ),
        (
            "description: [{place: request}, {place: samples, of: request}]",
            [NORMAL, ERROR, *REQUEST, "q.json", *RESPONSE, "a.json"],
        ),
        ("after: [{place: normal}]", [ERROR, *REQUEST, "q.json", *RESPONSE, "a.json", NORMAL]),
        (
            "description: [A., {section: {title: S, text: [{place: error}, B.]}}]",
            ["A.", NORMAL, "S", ERROR, "B.", *REQUEST, "q.json", *RESPONSE, "a.json"],
        ),
    ],
)
def test_parts_of_an_operation(tmp_path, places, expected):
    assert shown(tmp_path, f"{places}\n{WHOLE}") == [METHOD, *expected]


def test_a_message_places_the_codes_of_the_operation(tmp_path):
    operation = "response: {description: [{place: error}, Answered.]}\n"
    assert shown(tmp_path, operation) == [METHOD, NORMAL, "Response", ERROR, "Answered."]


def test_a_message_places_its_own_codes_and_not_those_of_the_operation(tmp_path):
    operation = "response: {status: {error: [409]}, description: [Answered., {place: error}]}\n"
    assert shown(tmp_path, operation) == [
        *CODES, "Response", "Answered.", "Error response codes: 409",
    ]  # fmt: skip


def test_the_codes_of_a_message_stand_before_its_parameters(tmp_path):
    operation = f"response:\n  description: Text.\n  status: {{normal: [200]}}\n  {BODY}\n"
    assert shown(tmp_path, operation)[3:7] == ["Response", "Text.", NORMAL, row("a")]


# -------------------------------------------------------------- titles, headings


def titles_of(folder, operation: str, *, head: str = HEAD, page: str = PAGE) -> dict[str, str]:
    """The titles of the page with the first character of their adornment."""
    indented = "".join(f"        {line}\n" for line in operation.splitlines())
    text = files(render_yaml(folder, page + indented, head=head))["things.inc"].splitlines()
    return {
        before: line[0]
        for before, line in pairwise(text)
        if ADORNED.fullmatch(line) and before and not ADORNED.fullmatch(before)
    }


def test_samples_with_headings_need_no_title_of_the_message(tmp_path):
    operation = "request: {samples: [{file: a.json, caption: A, style: heading}]}\n"
    assert titles_of(tmp_path, operation) == {"Things": "=", "Show a thing": "=", "A": "-"}


@pytest.mark.parametrize(
    "more",
    [
        "description: Text.",
        "heading: Request",
        "status: {normal: [200]}",
        "parameters: [{a: {}}]",
        "samples: [{file: a.json, caption: A, style: heading}, {file: b.json, caption: B}]",
        "samples: [{file: a.json, style: heading}]",
    ],
)
def test_a_message_that_has_anything_else_has_a_title(tmp_path, more):
    samples = "" if "samples" in more else "  samples: [{file: a.json, caption: A, style: heading}]"
    operation = f"request:\n  {more}\n{samples}\n"
    assert titles_of(tmp_path, operation)["Request"] == "-"


def test_what_is_taken_out_of_a_message_may_leave_samples_with_headings(tmp_path):
    operation = f"""\
description: [{{place: parameters, of: request}}]
request:
  {BODY}
  samples: [{{file: a.json, caption: A, style: heading}}]
"""
    assert "Request" not in titles_of(tmp_path, operation)


def test_samples_without_a_title_around_them_carry_the_window_of_the_message(tmp_path):
    operation = """\
description: [{place: parameters, of: request}]
request:
  min_version: "2.5"
  parameters: [{a: {}}]
  samples: [{file: a.json, caption: A, style: heading, max_version: "2.9"}]
"""
    text = files(render_yaml(tmp_path, PAGE + re.sub("(?m)^", " " * 8, operation)))["things.inc"]
    assert ".. rst-class:: mr-list-show-thing-1 mr-from-2-5\n" in text
    sample = "mr-sample-show-thing-1 mr-request mr-scenario-1 mr-from-2-5 mr-until-2-9"
    assert f".. rst-class:: {sample}\n" in text


def test_a_heading_in_the_text_takes_in_no_codes(tmp_path):
    operation = """\
description: [A., {place: sample, of: request}, B.]
request: {samples: [{file: a.json, caption: Sample, style: heading}]}
"""
    assert shown(tmp_path, operation) == [METHOD, "A.", NORMAL, ERROR, "Sample", "a.json", "B."]


@pytest.mark.parametrize("depth", [-1, 0, 1, 2, 5])
def test_all_titles_of_an_operation_move_with_it(tmp_path, depth):
    operation = f"""\
depth: {depth}
description: [{{section: {{title: Within}}}}]
request: {{description: [A., {{section: {{title: Deeper, text: B.}}}}]}}
"""
    titles = titles_of(tmp_path, operation)
    levels = ["=", "=", "-", "~", "^", '"', "'", "+", "*", ":", "."]
    start = depth + 1
    assert titles["Show a thing"] == levels[start]
    assert titles["Within"] == titles["Request"] == levels[start + 1]
    assert titles["Deeper"] == levels[start + 2]


def test_sections_have_depths_too(tmp_path):
    page = """
pages:
  things:
    title: Things
    description: [{section: {title: Aside, depth: -1, text: [{section: {title: In it}}]}}]
    operations:
      - section: {title: Group}
      - section: {title: Subgroup, depth: 1, text: [{section: {title: Further, depth: 1}}]}
"""
    assert titles_of(tmp_path, "", page=page) == {
        "Things": "=", "Aside": "=", "In it": "=", "Group": "=", "Subgroup": "-", "Further": "^",
    }  # fmt: skip


def test_titles_of_the_style(tmp_path):
    style = "  style: {headings: {request: Question, response: Answer, codes: Codes}}\n"
    assert shown(tmp_path, f"description: Text.\n{WHOLE}", head=HEAD + style) == [
        METHOD, "Text.", "Codes", NORMAL, ERROR,
        "Question", "Asked.", "q.json", "Answer", "Answered.", "a.json",
    ]  # fmt: skip


def test_a_section_of_codes_is_there_for_codes_that_have_no_place(tmp_path):
    style = "  style: {headings: {codes: Codes}}\n"
    placed = "description: [{place: normal}, {place: error}]\n"
    assert shown(tmp_path, placed, head=HEAD + style) == CODES
    placed = "description: [{place: normal}]\n"
    assert shown(tmp_path, placed, head=HEAD + style) == [METHOD, NORMAL, "Codes", ERROR]


def test_a_page_without_a_title(tmp_path):
    page = PAGE.replace("    title: Things\n", "    label: things\n    description: Text.\n")
    text = files(render_yaml(tmp_path, page))["things.inc"]
    assert "\n\n.. _things:\n\nText.\n\n.. rst-class:: mr-operation-show-thing\n\nShow a th" in text
    assert titles_of(tmp_path, "", page=page) == {"Show a thing": "="}


def test_a_page_that_says_nothing(tmp_path):
    text = files(render_yaml(tmp_path, "pages: {things: {}}"))["things.inc"]
    assert text.rstrip() == ".. Generated by Microref from parameters.yaml; edits are lost."


def test_a_page_has_adornments_of_its_own(tmp_path):
    page = PAGE.replace("title: Things", 'title: Things\n    titles: ["#", "*", "+", "^"]', 1)
    operation = "request: {samples: [{file: a.json, caption: A, style: heading}]}\n"
    assert titles_of(tmp_path, operation, page=page) == {
        "Things": "#", "Show a thing": "*", "A": "+",
    }  # fmt: skip


def test_labels(tmp_path):
    operation = "label: showing things\ndescription: [{section: {title: S, label: limits}}]\n"
    page = PAGE.replace("method: GET", 'min_version: "2.5"\n        method: GET')
    indented = "".join(f"        {line}\n" for line in operation.splitlines())
    text = files(render_yaml(tmp_path, page + indented))["things.inc"]
    assert ".. _`showing things`:\n\n.. rst-class:: mr-operation-show-thing mr-from-2-5\n" in text
    assert ".. _limits:\n\nS\n----\n" in text


@pytest.mark.parametrize(
    ("versions", "style", "printed"),
    [
        (None, "shown", True),
        (None, "hidden", False),
        ("shown", "hidden", True),
        ("hidden", "shown", False),
    ],
)
def test_whether_the_window_of_an_operation_is_printed(tmp_path, versions, style, printed):
    operation = 'min_version: "2.5"\n' + (f"versions: {versions}\n" if versions else "")
    head = f"{HEAD}  style: {{versions: {style}}}\n"
    assert ("min_version: 2.5" in shown(tmp_path, operation, head=head)) is printed


def test_what_stands_behind_a_message_in_deep_sections_skips_no_level(tmp_path) -> None:
    operation = """
description:
  - section:
      title: Outer
      text:
        - section:
            title: Inner
            text:
              - place: response
              - section: {title: Behind it, text: Words.}
response:
  parameters: [{a: {type: string}}]
"""
    indented = "".join(f"        {line}\n" for line in operation.splitlines())
    text = files(render_yaml(tmp_path, PAGE + indented, head=HEAD))["things.inc"]
    lines = text.splitlines()
    under = {line: lines[at + 1][:1] for at, line in enumerate(lines[:-1]) if line}
    # A title may only be one level below the one before it.
    assert [under[title] for title in ("Outer", "Inner", "Response", "Behind it")] == list("-~-~")
