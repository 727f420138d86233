"""The examples of the spec reference: one for each key, loaded whole and without a finding."""

from __future__ import annotations

import pytest

from microref import api
from microref.load.nodes import Mapping, Node
from microref.load.records import Record
from microref.load.shapes import Log
from spec_examples import SAMPLES, Example, examples_of, path_of
from spec_grammar import Kind, kinds, slug_of
from tests.helpers import NOT_IN_SMALL_SPECS

EXAMPLES = [example for kind in kinds() for example in examples_of(kind).values()]


@pytest.fixture
def keys_read(monkeypatch) -> set[tuple[str, str]]:
    """The kinds and keys that the loader meets."""
    met: set[tuple[str, str]] = set()
    original = Record.read

    def read(self: Record, node: Node, log: Log) -> object:
        if isinstance(node, Mapping):
            met.update((slug_of(self), key.value) for key, _ in node.pairs)
        return original(self, node, log)

    monkeypatch.setattr(Record, "read", read)
    return met


@pytest.mark.parametrize("example", EXAMPLES, ids=str)
def test_nothing_is_found_in_an_example(example: Example, tmp_path) -> None:
    """But what is asked of a whole reference: an example shows one key, and little beside."""
    found = api.check(api.load(example.write(tmp_path))).diagnostics

    assert [str(one) for one in found if not one.code.startswith(NOT_IN_SMALL_SPECS)] == []


@pytest.mark.parametrize("example", EXAMPLES, ids=str)
def test_an_example_builds(example: Example, tmp_path) -> None:
    plan = api.plan_build(api.load(example.write(tmp_path)), tmp_path / "pages")

    assert not plan.refused


@pytest.mark.parametrize("kind", kinds().values(), ids=lambda kind: kind.slug)
def test_each_key_has_an_example_that_uses_it(kind: Kind, keys_read, tmp_path) -> None:
    examples = examples_of(kind.slug)
    for entry in kind.entries:
        shown = [examples[name] for name in entry.names if name in examples]
        keys_read.clear()
        for example in shown:
            api.load(example.write(tmp_path / example.key))
        used = {name for name in entry.names if (kind.slug, name) in keys_read}
        assert used == set(entry.names), kind.slug
        # What is used is also shown, not only loaded.
        text = "".join(example.text for example in shown)
        assert all(f"{name}:" in text for name in entry.names), kind.slug


@pytest.mark.parametrize("kind", kinds().values(), ids=lambda kind: kind.slug)
def test_no_example_for_a_key_that_does_not_exist(kind: Kind) -> None:
    assert set(examples_of(kind.slug)) <= {"", *kind.names()}


def test_no_file_of_examples_for_a_kind_that_does_not_exist() -> None:
    files = path_of("api").parent.iterdir()
    assert {path.stem for path in files} == set(kinds())


def test_each_sample_is_shown_by_an_example() -> None:
    shown = "".join(example.spec for example in EXAMPLES)
    assert all(path.name in shown for path in SAMPLES.iterdir())


def test_the_lines_that_are_shown_are_few() -> None:
    for example in EXAMPLES:
        limit = 16 if example.key else 24
        assert len(example.text.splitlines()) <= limit, str(example)


@pytest.mark.parametrize("kind", kinds().values(), ids=lambda kind: kind.slug)
def test_no_description_is_empty(kind: Kind) -> None:
    assert kind.doc.endswith("."), kind.slug
    for entry in kind.entries:
        assert entry.form
        assert all(doc.endswith(".") for doc in entry.docs), (kind.slug, entry.names)
