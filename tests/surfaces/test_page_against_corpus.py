"""The page of this repository against the one that nova publishes: the facts are the same.

The words are ours, which is tested too. One difference of fact is meant, and
stands in DIFFERENT_ROWS with its reason.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.corpus import corpus
from tests.surfaces.pages import (
    EXTENSION,
    OS_API_REF,
    PAGE,
    REPOSITORY,
    Block,
    Operation,
    Page,
    Row,
    corpus_sources,
    publish,
    publish_own,
    read_page,
)

pytestmark = pytest.mark.corpus

TITLES = (
    "List volume attachments for an instance",
    "Attach a volume to an instance",
    "Show a detail of a volume attachment",
    "Update a volume attachment",
    "Detach a volume from an instance",
)

# (operation, row of theirs) -> row of ours. Nova's page has the `tag` of an
# update as required, and its only sample of that request is without one: the
# field can be left out.
DIFFERENT_ROWS = {(TITLES[3], "tag"): "tag (Optional)"}


@pytest.fixture(scope="module")
def service() -> Path:
    return corpus("nova-2025.1")


@pytest.fixture(scope="module")
def theirs(service: Path, tmp_path_factory: pytest.TempPathFactory) -> Page:
    return read_page(publish(corpus_sources(service, tmp_path_factory.mktemp("theirs"))))


@pytest.fixture(scope="module", params=[OS_API_REF, EXTENSION])
def ours(
    request: pytest.FixtureRequest, service: Path, tmp_path_factory: pytest.TempPathFactory
) -> Page:
    return read_page(publish_own(tmp_path_factory.mktemp("ours"), request.param))


# ---------------------------------------------------------------------- the page


def test_page_has_the_same_title_and_the_same_blocks_before_its_operations(
    ours: Page, theirs: Page
):
    assert (ours.title, ours.structure) == (theirs.title, theirs.structure)


def test_operations_are_the_same_in_the_same_order(ours: Page, theirs: Page):
    assert [operation.title for operation in theirs.operations] == list(TITLES)
    assert [operation.title for operation in ours.operations] == list(TITLES)


# ---------------------------------------------------------------- each operation


def _tables(operation: Operation) -> list[tuple[str, list[Row]]]:
    return operation.tables


def _sample_keys(operation: Operation) -> list[list[str]]:
    return [sorted(set(_key_paths(sample))) for sample in operation.samples]


def _key_paths(value: Any, path: str = "") -> Iterator[str]:
    """The keys of a JSON value, each with those it stands under; `[]` is any item of an array."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield f"{path}/{key}"
            yield from _key_paths(inner, f"{path}/{key}")
    elif isinstance(value, list):
        for item in value:
            yield from _key_paths(item, f"{path}[]")


def _sample_lengths(operation: Operation) -> list[int]:
    """How many items the list of a sample has, 1 where it shows one thing."""
    bodies = [next(iter(sample.values())) for sample in operation.samples]
    return [len(body) if isinstance(body, list) else 1 for body in bodies]


_NOTE_FACTS = re.compile(
    r"(?<![\d.])2\.\d+\b"  # versions
    r"|\b[1-5]\d\d\b"  # response codes
    r"|\b[A-Z][A-Z_]{3,}\b"  # states, methods, MUST
    r"|\b[a-z]+(?:_[a-z]+)+\b|\bvolumeId\b|\bos-[a-z_]+"  # fields and actions
)


def _facts_of_admonitions(operation: Operation) -> list[tuple[str, list[str]]]:
    """Of each note or warning the versions, codes, states, fields and actions that it names."""
    return [
        (block.kind, sorted(set(_NOTE_FACTS.findall(block.text))))
        for block in operation.blocks
        if block.kind in ("note", "important", "warning", "caution")
    ]


ASPECTS: dict[str, Callable[[Operation], Any]] = {
    "method and URL": lambda operation: (operation.method, operation.url),
    "structure": lambda operation: operation.structure,
    "codes": lambda operation: operation.codes,
    "tables": _tables,
    "captions": lambda operation: operation.captions,
    "sample files": lambda operation: operation.sample_files,
    "sample keys": _sample_keys,
    "sample lengths": _sample_lengths,
    "facts of notes and warnings": _facts_of_admonitions,
}


@pytest.mark.parametrize("aspect", [name for name in ASPECTS if name != "tables"])
@pytest.mark.parametrize("title", TITLES)
def test_operation_is_the_same(title: str, aspect: str, ours: Page, theirs: Page):
    look = ASPECTS[aspect]
    assert look(ours.operation(title)) == look(theirs.operation(title))


@pytest.mark.parametrize("title", TITLES)
def test_rows_are_the_same_in_the_same_order(title: str, ours: Page, theirs: Page):
    expected = [
        (
            section,
            [replace(row, name=DIFFERENT_ROWS.get((title, row.name), row.name)) for row in rows],
        )
        for section, rows in _tables(theirs.operation(title))
    ]
    assert _tables(ours.operation(title)) == expected


def test_every_difference_is_still_one(ours: Page, theirs: Page):
    for (title, their_name), our_name in DIFFERENT_ROWS.items():
        for page, name in ((theirs, their_name), (ours, our_name)):
            rows = [row.name for _, rows in _tables(page.operation(title)) for row in rows]
            assert name in rows


def test_sample_of_theirs_is_without_the_row_that_differs(theirs: Page):
    for title, name in DIFFERENT_ROWS:
        operation = theirs.operation(title)
        assert operation.captions == ["Example Update a volume attachment (v2.85): JSON request"]
        assert f"/volumeAttachment/{name}" not in _sample_keys(operation)[0]


# ------------------------------------------------------------------ what is read


def test_page_of_the_corpus_is_read_whole(theirs: Page):
    """The comparison is worth nothing if the reader overlooks things on both sides."""
    kinds = Counter(block.kind for operation in theirs.operations for block in operation.blocks)
    assert kinds == {
        "paragraph": 9,
        "normal codes": 5,
        "error codes": 5,
        "note": 7,
        "important": 1,
        "section": 10,
        "table": 8,
        "caption": 11,
        "sample": 11,
    }
    rows = [row for op in theirs.operations for _, rows in _tables(op) for row in rows]
    assert len(rows) == 47
    assert sum(row.name.endswith("(Optional)") for row in rows) == 12
    assert Counter(line for row in rows for line in row.versions)["New in version 2.89"] == 4


# ------------------------------------------------------------------- own words


WORDS_IN_A_ROW = 12


def _phrases(text: str) -> Iterator[str]:
    """The runs of words inside each paragraph; a row `- name: key` or an address is no prose."""
    prose = re.sub(r"(?m)^\s*-\s+\S+:\s+\S+\s*$", "\n", text)
    prose = re.sub(r"https?://\S+", "\n\n", prose)
    for paragraph in re.split(r"\n\s*\n", prose):
        words = re.findall(r"[a-z][a-z'-]*", paragraph.lower())
        for start in range(len(words) - WORDS_IN_A_ROW + 1):
            yield " ".join(words[start : start + WORDS_IN_A_ROW])


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from (key, *_strings(inner))
    elif isinstance(value, list):
        for item in value:
            yield from _strings(item)
    elif isinstance(value, str):
        yield value


def test_prose_is_in_our_own_words(service: Path):
    source = service / "api-ref" / "source"
    published = {
        phrase
        for name in (f"{PAGE}.inc", "parameters.yaml")
        for phrase in _phrases((source / name).read_text(encoding="utf-8"))
    }
    assert len(published) > 10_000
    spec = yaml.load((REPOSITORY / "parameters.yaml").read_bytes(), yaml.BaseLoader)
    own = {phrase for text in _strings(spec) for phrase in _phrases(text)}
    assert len(own) > 400
    assert own & published == set()


def test_values_of_samples_are_our_own(service: Path):
    def values(folder: Path) -> set[str]:
        texts = (file.read_text(encoding="utf-8") for file in folder.rglob("*.json"))
        return {string for text in texts for string in _values(json.loads(text))}

    own = values(REPOSITORY / "api_samples" / "os-volumes")
    assert len(own) >= 10
    # A device name is one of few; the others are free to choose.
    shared = own & values(service / "doc" / "api_samples" / "os-volumes")
    assert {value for value in shared if not value.startswith("/dev/")} == set()


def _values(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for inner in value.values():
            yield from _values(inner)
    elif isinstance(value, list):
        for item in value:
            yield from _values(item)
    elif isinstance(value, str):
        yield value


# ---------------------------------------------------------------- the comparison


@pytest.mark.parametrize(
    ("change", "aspect"),
    [
        (lambda op: replace(op, blocks=op.blocks[1:]), "structure"),
        (lambda op: replace(op, blocks=op.blocks[::-1]), "structure"),
        (lambda op: replace(op, method="PATCH"), "method and URL"),
        (lambda op: _edited(op, "error codes", "(409)", "(410)"), "codes"),
        (lambda op: _edited(op, "important", "409", "403"), "facts of notes and warnings"),
        (lambda op: _edited(op, "caption", "v2.85", "v2.84"), "captions"),
        (lambda op: _edited(op, "sample", '"volumeId"', '"volume_id"'), "sample keys"),
    ],
)
def test_comparison_sees_a_change(
    change: Callable[[Operation], Operation], aspect: str, theirs: Page
):
    operation = theirs.operation(TITLES[3])
    assert ASPECTS[aspect](change(operation)) != ASPECTS[aspect](operation)


def _edited(operation: Operation, kind: str, old: str, new: str) -> Operation:
    def edit(block: Block) -> Block:
        return replace(block, text=block.text.replace(old, new)) if block.kind == kind else block

    return replace(operation, blocks=tuple(map(edit, operation.blocks)))
