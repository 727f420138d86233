"""Uses with their definitions: what holds, where it stands in the body, and what rows there are."""

from __future__ import annotations

from pathlib import Path

import pytest

from microref.derive.resolve import MAX_FIELDS, MAX_LEVELS, Field, resolve
from microref.load.project import load
from microref.model import Prose
from tests.unit.derive.specs import message, read, tree, window


def only(rows: str, definitions: str = "", **parts: str) -> Field:
    (field,) = message(rows, definitions=definitions, **parts).written
    return field


# ------------------------------------------------- what a use says over its definition


def test_a_use_has_what_its_definition_says() -> None:
    field = only("- a: d", "d: {type: string, in: query, required: true, nullable: true}")
    assert field.definition.type == "string"
    assert (field.location, field.name, field.path) == ("query", "a", ("a",))
    assert field.required_in == window("-")
    assert field.definition.nullable


def test_what_a_use_says_replaces_that_of_the_definition_key_by_key() -> None:
    definition = "d: {type: string, description: Old., required: true, schema: {minLength: 1}}"
    field = only("- a: {use: d, description: New., schema: {maxLength: 2}}", definition)
    assert field.definition.type == "string"
    (block,) = field.definition.description or ()
    assert isinstance(block, Prose)
    assert block.text.source == "New."
    assert field.definition.schema == {"maxLength": 2}
    assert field.definition.required is True


@pytest.mark.parametrize(
    ("said", "attribute", "value"),
    [
        ("required: false", "required", False),
        ("nullable: false", "nullable", False),
        ("additional: false", "additional", False),
        ("fields: []", "fields", ()),
    ],
)
def test_a_use_can_say_no(said: str, attribute: str, value: object) -> None:
    definition = """
        d: {type: object, required: true, nullable: true, additional: true, fields: [{x: e}]}
        e: {}
    """
    field = only(f"- a: {{use: d, {said}}}", definition)
    assert getattr(field.definition, attribute) == value


def test_the_place_of_a_field_is_that_of_its_definition_or_of_the_use() -> None:
    definition = "d: {type: string}"
    assert only("- a: d", definition).defined_at.line == 5
    field = only("- a: {type: string}", definition)
    assert field.defined_at == field.use.span


# -------------------------------------------------------------------------- windows


def test_the_window_of_a_use_replaces_that_of_the_definition_whole() -> None:
    definition = 'd: {min_version: "2.5", max_version: "2.9"}'
    assert only("- a: d", definition).window == window("2.5-2.9")
    assert only('- a: {use: d, min_version: "2.7"}', definition).window == window("2.7-")
    assert only('- a: {use: d, max_version: "2.3"}', definition).window == window("-2.3")


def test_what_counts_is_the_intersection_with_all_around() -> None:
    field = only(
        """
        - a:
            min_version: "2.5"
            fields:
              - b: {max_version: "2.50", fields: [{c: {min_version: "2.2"}}]}
        """,
        more='max_version: "2.60"',
        operation='min_version: "2.4"\n',
        api='minimum: "2.1", maximum: "2.100"',
    )
    (b,) = field.fields
    (c,) = b.fields
    assert field.window == window("2.5-2.60")
    assert b.window == window("2.5-2.50")
    assert c.window == window("2.5-2.50")


def test_a_field_may_exist_nowhere() -> None:
    assert only('- a: {min_version: "2.5"}', more='max_version: "2.4"').window.is_empty


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("required: true", "2.5-2.9"),
        ("required: false", None),
        ("type: string", None),
        ('required: {min_version: "2.7"}', "2.7-2.9"),
        ('required: {max_version: "2.6"}', "2.5-2.6"),
        ('required: {min_version: "2.10"}', None),
        ("required: true, when: It has one.", None),
    ],
)
def test_where_a_field_is_required(said: str, expected: str | None) -> None:
    field = only(f'- a: {{min_version: "2.5", max_version: "2.9", {said}}}')
    assert field.required_in == (None if expected is None else window(expected))


# -------------------------------------------------------------------- fields of fields


def test_fields_come_from_the_definition_unless_the_use_gives_some() -> None:
    definitions = "d: {type: object, fields: [{x: {}}, {y: {}}]}"
    assert tree(message("- a: d", definitions=definitions).body) == {"a": {"x": {}, "y": {}}}
    rows = "- a: {use: d, fields: [{z: {}}]}"
    assert tree(message(rows, definitions=definitions).body) == {"a": {"z": {}}}
    rows = "- a: {use: d, fields: []}"
    assert tree(message(rows, definitions=definitions).body) == {"a": {}}


def test_what_the_loader_reports_keeps_nobody_from_the_rest(tmp_path: Path) -> None:
    """Fields without end end, and a use of what is not there is a field all the same."""
    path = tmp_path / "parameters.yaml"
    path.write_text("""\
microref: 1
api: {title: A, service_type: a}
parameters:
  d: {type: object, fields: [{left: d}, {right: e}]}
  e: {type: object, fields: [{back: d}]}
pages:
  things:
    title: Things
    operations:
      - {id: a, title: A, method: PUT, path: /a, request: {parameters: [{a: d}, {b: missing}]}}
""")
    spec = load(path).spec
    assert spec is not None
    (resolved,) = resolve(spec)
    assert tree(resolved.body) == {"a": {"left": {}, "right": {"back": {}}}, "b": {}}
    assert resolved.cut_at is None


def test_one_definition_may_stand_at_several_places_of_a_tree() -> None:
    definitions = (
        "d: {type: object, fields: [{x: {}}]}\ne: {type: object, fields: [{p: d}, {q: d}]}"
    )
    assert tree(message("- a: e", definitions=definitions).body) == {
        "a": {"p": {"x": {}}, "q": {"x": {}}}
    }


def test_a_tree_ends_where_it_would_be_too_deep() -> None:
    definitions = "\n".join(
        f"d{level}: {{type: object, fields: [{{x: d{level + 1}}}]}}" for level in range(50)
    )
    resolved = message("- x: d0", definitions=f"{definitions}\nd50: {{}}")
    depth, fields = 0, resolved.body
    while fields:
        depth, fields = depth + 1, fields[0].fields
    assert depth == MAX_LEVELS
    assert resolved.cut_at is not None


def test_a_tree_ends_where_it_would_have_too_many_fields() -> None:
    definitions = "\n".join(
        f"d{level}: {{type: object, fields: [{{x: d{level + 1}}}, {{y: d{level + 1}}}]}}"
        for level in range(30)
    )
    resolved = message("- a: d0", definitions=f"{definitions}\nd30: {{}}")

    def count(fields: tuple[Field, ...]) -> int:
        return sum(1 + count(field.fields) for field in fields)

    assert MAX_FIELDS / 2 < count(resolved.body) <= MAX_FIELDS + 1
    assert resolved.cut_at is not None


# ------------------------------------------------------------ where a row stands in the body


def test_rows_of_the_body_and_others() -> None:
    resolved = message(
        "- a: {in: path}\n- b: {in: header}\n- c: {in: query}\n- d: {in: body}\n- e: {}"
    )
    assert [field.name for field in resolved.written] == ["a", "b", "c", "d", "e"]
    assert tree(resolved.body) == {"d": {}, "e": {}}


def test_a_row_can_stand_under_another_than_it_is_written_in() -> None:
    resolved = message(
        """
        - server: {type: object, fields: [{networks: {type: array}}, {hints: {under: /}}]}
        - uuid: {under: server/networks}
        - name: {under: server}
        """
    )
    assert tree(resolved.written) == {
        "server": {"networks": {}, "hints": {}},
        "uuid": {},
        "name": {},
    }
    assert tree(resolved.body) == {"server": {"networks": {"uuid": {}}, "name": {}}, "hints": {}}


def test_a_row_takes_its_fields_with_it() -> None:
    resolved = message("- a: {type: object}\n- b: {under: a, fields: [{c: {}}]}")
    assert tree(resolved.body) == {"a": {"b": {"c": {}}}}
    ((b,),) = [field.fields for field in resolved.body]
    assert (b.path, b.fields[0].path) == (("a", "b"), ("a", "b", "c"))


def test_a_row_can_stand_in_one_that_is_moved_later() -> None:
    resolved = message("- a: {}\n- c: {under: a/b}\n- b: {under: a}\n- d: {under: a/b/c}")
    assert tree(resolved.body) == {"a": {"b": {"c": {"d": {}}}}}


def test_a_row_under_several_alternatives_stands_in_each_that_it_meets() -> None:
    resolved = message(
        """
        - a: {type: object, max_version: "2.9"}
        - a: {type: object, min_version: "2.10", max_version: "2.19"}
        - a: {type: object, min_version: "2.20"}
        - b: {under: a, min_version: "2.15", fields: [{c: {}}]}
        """
    )
    first, second, third = resolved.body
    assert first.fields == ()
    (b,) = second.fields
    assert (b.window, b.fields[0].window) == (window("2.15-2.19"), window("2.15-2.19"))
    (b,) = third.fields
    assert b.window == window("2.20-")


def test_a_row_under_nothing_is_left_at_the_root() -> None:
    resolved = message("- a: {}\n- b: {under: x/y}\n- c: {under: c}")
    assert tree(resolved.body) == {"a": {}, "b": {}, "c": {}}
    assert [field.path for field in resolved.body] == [("a",), ("x", "y", "b"), ("c", "c")]


# ------------------------------------------------------------------------------- rows


def rows(text: str, definitions: str = "") -> list[tuple[str, int]]:
    return [(row.label, row.depth) for row in message(text, definitions=definitions).rows]


def test_each_level_stands_before_its_fields() -> None:
    assert rows("- a: {fields: [{b: {fields: [{c: {}}]}}, {d: {}}]}\n- e: {}") == [
        ("a", 0),
        ("b", 1),
        ("c", 2),
        ("d", 1),
        ("e", 0),
    ]


def test_rows_are_as_written_wherever_their_fields_stand() -> None:
    assert rows("- a: {}\n- b: {under: a}") == [("a", 0), ("b", 0)]


def test_a_level_that_the_page_does_not_list() -> None:
    assert rows("- a: {row: false, fields: [{b: {fields: [{c: {}}]}}]}") == [("b", 0), ("c", 1)]


def test_dotted_labels_nest() -> None:
    text = """
        - server:
            labels: dotted
            fields:
              - name: {}
              - networks: {labels: dotted, fields: [{uuid: {}}, {"{any}": {}}]}
              - image: {fields: [{id: {}}]}
    """
    assert [label for label, _ in rows(text)] == [
        "server",
        "server.name",
        "server.networks",
        "server.networks.uuid",
        "server.networks.{any}",
        "server.image",
        "id",
    ]


def test_a_label_is_the_name_that_a_row_shows_and_its_fields_begin_with() -> None:
    inner = "[{b: {}}, {c: {label: C}}, {d: {label_rst: '*D*'}}]"
    text = f"- a: {{label: The A, labels: dotted, fields: {inner}}}"
    found = message(text).rows
    assert [(row.label, row.label_markup) for row in found] == [
        ("The A", False),
        ("The A.b", False),
        ("C", False),
        ("*D*", True),
    ]


def test_dotted_labels_of_a_level_that_has_no_row() -> None:
    assert rows("- a: {row: false, labels: dotted, fields: [{b: {}}]}") == [("a.b", 0)]


# ------------------------------------------------------------------------------ messages


def test_messages_are_in_the_order_of_the_pages_requests_first() -> None:
    spec = read("""\
microref: 1
api: {title: A, service_type: a, microversions: {minimum: "2.1"}}
pages:
  one:
    title: One
    operations:
      - {id: a, title: A, method: PUT, path: /a, response: {}, request: [{step: 1}, {step: 2}]}
      - {id: b, title: B, method: PUT, path: /b}
  two:
    title: Two
    operations:
      - {id: c, title: C, method: PUT, path: /c, min_version: "2.5", response: {max_version: "2.9"}}
""")
    found = resolve(spec)
    assert [(m.page.key, m.operation.id, m.side, m.message.step) for m in found] == [
        ("one", "a", "request", 1),
        ("one", "a", "request", 2),
        ("one", "a", "response", None),
        ("two", "c", "response", None),
    ]
    assert [m.window for m in found] == [window("2.1-")] * 3 + [window("2.5-2.9")]
