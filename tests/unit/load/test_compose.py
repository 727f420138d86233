"""YAML text to nodes: against PyYAML's own composer, and at the limits."""

from __future__ import annotations

import pytest
import yaml
from hypothesis import assume, example, given
from hypothesis import strategies as st

from microref.load import compose as module
from microref.load.compose import MAX_DEPTH, compose
from microref.load.nodes import Mapping, Node, Scalar, Sequence
from microref.source import SourceFile

keys = st.text("ab-:#é😀 ", min_size=1, max_size=5)
scalars = st.text("ab:-#'\" \né😀\t", max_size=20) | st.integers() | st.booleans() | st.none()
values = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(keys, inner, max_size=4),
    max_leaves=25,
)
noise = st.text("a:-[]{},&*!|>'\"#%? \n\t<\r1.\ufeff\x85\u2028é", max_size=60)


def found(text: str) -> list[str]:
    _, faults = compose(SourceFile("a", text))
    return [str(fault) for fault in faults]


def both(text: str) -> tuple[object, object]:
    node, faults = compose(SourceFile("a", text))
    assert faults == []
    return as_tuple(node), yaml_tuple(yaml.compose(text, Loader=yaml.CSafeLoader))


def as_tuple(node: Node | None) -> object:
    """Structure and places of a tree, comparable with that of PyYAML."""
    if node is None:
        return None
    span = node.span
    place = (span.line - 1, span.column - 1, span.end_line - 1, span.end_column - 1)
    if isinstance(node, Scalar):
        return (node.value, node.plain, place)
    if isinstance(node, Sequence):
        return ([as_tuple(item) for item in node.items], place)
    return ({key.value: as_tuple(value) for key, value in node.pairs}, place)


def yaml_tuple(node: yaml.Node | None) -> object:
    if node is None:
        return None
    start, end = node.start_mark, node.end_mark
    place = (start.line, start.column, end.line, end.column)
    if isinstance(node, yaml.ScalarNode):
        # PyYAML's C composer says None or "" for a scalar without quotes.
        return (node.value, not node.style, place)
    if isinstance(node, yaml.SequenceNode):
        return ([yaml_tuple(item) for item in node.value], place)
    return ({key.value: yaml_tuple(value) for key, value in node.value}, place)


@given(values, st.sampled_from([None, True, False]), st.sampled_from([None, '"', "'", "|", ">"]))
def test_same_structure_and_places_as_pyyaml(value, flow, style) -> None:
    text = yaml.safe_dump(
        value, default_flow_style=flow, default_style=style, allow_unicode=True, width=30
    )
    assume("!!" not in text)
    assume("<<" not in text)
    ours, theirs = both(text)
    assert ours == theirs


@given(values, st.sampled_from(["\r\n", "\r"]))
def test_line_ends_of_other_systems_change_nothing(value, end) -> None:
    text = yaml.safe_dump(value, default_flow_style=False, allow_unicode=True)
    ours, theirs = both(text.replace("\n", end))
    assert ours == theirs == both(text)[0]


@given(noise)
@example("? [a]\n: b\n")
@example("&a [*a]")
@example("{<<: *a}")
@example("a: \ufeff")
@example("%YAML 1.3\n---\n")
@example("%TAG ! x\n%TAG ! y\n---\n")
@example("%\n")
@example('"\\ud800"')
@example("'\n\t")
def test_any_text_gives_nodes_or_faults_with_places_in_it(text: str) -> None:
    source = SourceFile("a", text)
    node, faults = compose(source)
    for fault in faults:
        for span in fault.spans:
            assert 1 <= span.line <= len(source.lines)
            assert 1 <= span.column <= len(source.lines[span.line - 1]) + 1
            assert (span.line, span.column) <= (span.end_line, span.end_column)
    for inner in every_node(node):
        assert 1 <= inner.span.line <= inner.span.end_line <= len(source.lines)
        assert 1 <= inner.span.column <= len(source.lines[inner.span.line - 1]) + 1


def every_node(node: Node | None) -> list[Node]:
    if isinstance(node, Mapping):
        inner = [part for pair in node.pairs for part in pair]
    else:
        inner = node.items if isinstance(node, Sequence) else []
    rest = [one for part in inner for one in every_node(part)]
    return [node, *rest] if node is not None else []


@given(st.text(max_size=40))
def test_any_characters_at_all(text: str) -> None:
    compose(SourceFile("a", text))


def test_no_document() -> None:
    assert compose(SourceFile("a", "# nothing\n")) == (None, [])


def test_where_the_content_of_a_block_scalar_begins() -> None:
    node, _ = compose(SourceFile("a", "- |\n  one\n- two\n- >-\n  three\n"))
    assert isinstance(node, Sequence)
    assert [item.first_line for item in node.items if isinstance(item, Scalar)] == [2, 3, 5]


@pytest.mark.parametrize("pair", ["[]", "{}"])
def test_a_hundred_thousand_brackets(pair: str) -> None:
    text = (pair[0] + ("a: " if pair == "{}" else "")) * 100_000
    assert found(text) == [
        f"a:1:{MAX_DEPTH * len(text) // 100_000 + 1}: error S003 nested more than 100 levels deep"
    ]


def test_brackets_that_close_do_not_count() -> None:
    opened = "[" * 5000
    text = f"[{'[], ' * 200}'[', \"]\", {opened}"
    column = text.index(opened) + MAX_DEPTH
    assert found(text) == [f"a:1:{column}: error S003 nested more than 100 levels deep"]


def test_dashes_nest_too() -> None:
    assert "S003" in found("- " * 1000 + "a")[0]


def test_a_bomb_of_aliases() -> None:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 10)]
    assert found("\n".join(lines)) == [
        "a:6:55: error S003 aliases expand to more than 1,000,000 nodes"
    ]


def test_aliases_that_nest_without_brackets_that_do() -> None:
    lines = ["a0: &a0 [x]", *(f"a{n}: &a{n} [*a{n - 1}]" for n in range(1, 1200))]
    assert found("\n".join(lines)) == [
        "a:100:12: error S003 aliases nest more than 100 levels deep"
    ]


def test_a_mapping_of_many_nodes_is_none_of_aliases(monkeypatch) -> None:
    monkeypatch.setattr(module, "MAX_NODES", 20)
    assert found("[" + "a, " * 18 + "]") == []
    assert found("[" + "a, " * 20 + "]") == ["a:1:59: error S003 more than 20 nodes, with aliases"]


def test_a_fault_of_yaml_names_where_the_collection_began() -> None:
    _, (fault,) = compose(SourceFile("a", "a:\n  - [b\n"))
    assert (fault.code, fault.span.line) == ("S001", 3)
    assert [(note.message, note.span.line) for note in fault.related] == [
        ("while parsing a flow sequence", 2)
    ]
