"""Real references, written by hand for os-api-ref: with our extension nothing of them is lost."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from microref.load.project import load
from microref.model import LOCATIONS, Operation
from microref.model.operation import slug
from tests.publishing.lamp_project import headings, moved_anchors_of
from tests.publishing.sphinx_runs import EXTENSION, OS_API_REF, with_class, words
from tests.publishing.test_same_pages import lines
from tests.roundtrip.published import compare, normal
from tests.roundtrip.published.compare import Published
from tests.roundtrip.published.services import Service

pytestmark = [pytest.mark.corpus, pytest.mark.slow]

BY_OURS = compare.CONF.replace(OS_API_REF, EXTENSION)
BY_PAGES = f'{BY_OURS}microref_documents = "page"\n'


@dataclass(frozen=True)
class Outputs:
    """What was made of a tree, by os-api-ref alone and by our extension alone."""

    theirs: Path
    old: Published
    """The same, read."""
    ours: Path

    @property
    def documents(self) -> list[str]:
        """The names of the documents."""
        return [
            str(name) for name in json.loads((self.ours / "made.json").read_text())["documents"]
        ]


@pytest.fixture
def outputs(service: Service) -> Outputs:
    """The tree as os-api-ref publishes it, which the round trips read too, and as we do."""

    def by_ours() -> Path:
        return compare.publish(service.source, service.folder / "by-ours", conf=BY_OURS)

    return Outputs(service.original_out, service.original, service.once("by-ours", by_ours))


def test_a_tree_gives_the_same_pages_and_no_new_message(outputs: Outputs) -> None:
    assert outputs.documents
    for name in outputs.documents:
        theirs, ours = (
            (folder / "html" / f"{name}.html").read_text("utf-8")
            for folder in (outputs.theirs, outputs.ours)
        )
        assert lines(ours) == lines(theirs)
        ids = re.findall(r'\bid="(op\.[^"]*)"', ours)
        assert len(set(ids)) == len(ids) >= ours.count("operation-grp")
    old, new = outputs.old, compare.read(outputs.ours)
    assert set(new.messages) <= set(old.messages)
    assert [line for line in old.inventory if not _is_made_up(line)] == list(new.inventory)
    for name in outputs.documents:
        assert new.documents[name].sidebar == old.documents[name].sidebar


def _is_made_up(line: str) -> bool:
    """Whether an entry is one of os-api-ref's own, whose name is a digest."""
    return re.match(r"\S+-[0-9a-f]{40}-selector ", line) is not None


def test_as_text_it_says_what_its_pages_say(outputs: Outputs) -> None:
    for name in outputs.documents:
        page = normal.main_part(_page(outputs.ours / "html" / f"{name}.html"))
        for element in page.walk():
            if element.name == "button" or "headerlink" in element.classes:
                element.children = []
        text = (outputs.ours / "text" / f"{name}.txt").read_text("utf-8")
        missing = _words(" ".join(_texts(page))) - _words(text)
        # An address may be longer than a line, and goes on in the next one.
        joined = re.sub(r"\n\s*", "", text)
        assert [word for word in missing if joined.count(word) <= text.count(word)] == []


def _texts(element: normal.Element) -> Iterator[str]:
    """The texts that stand apart; the words of a sample are coloured in parts."""
    for child in element.children:
        if isinstance(child, str):
            yield child
        elif child.name == "pre":
            yield child.text()
        else:
            yield from _texts(child)


def _words(text: str) -> Counter[str]:
    """The words, each as often as it is there; a table is read line by line, so in no order."""
    return Counter(re.findall(r"[^\W_]+", text))


def test_no_anchor_of_an_imported_reference_is_lost_when_pages_are_documents(
    service: Service, tmp_path: Path
) -> None:
    assert service.done.code in (0, 1), service.done.said
    # Untouched by other tests, which import and publish the same project.
    one, many = (
        compare.publish(
            service.imported_source, tmp_path / name, conf=conf, like=None, builders=("html",)
        )
        for name, conf in (("one", BY_OURS), ("many", BY_PAGES))
    )
    pages = {path: headings(_page(path)) for path in sorted((many / "html").rglob("*.html"))}
    seen = 0
    for path in sorted((one / "html").rglob("*.html")):
        former = headings(_page(path)) if "detail-control" in path.read_text("utf-8") else {}
        now = many / "html" / path.relative_to(one / "html")
        moved = moved_anchors_of(now.read_text("utf-8"))
        for anchor, heading in former.items():
            if anchor in pages[now]:
                continue
            if heading in ("Success", "Error"):
                continue  # of the tables of codes only the first ever had an anchor
            page, anchor_now = moved[anchor]
            assert pages[(now.parent / page).resolve()][anchor_now] == heading
            seen += 1
    assert seen > len(service.original.operations)


def test_everything_of_an_imported_reference_has_an_id_of_its_own(service: Service) -> None:
    assert service.done.code in (0, 1), service.done.said

    def published() -> Path:
        folder = service.folder / "imported-by-ours"
        return compare.publish(
            service.imported_source, folder, conf=BY_OURS, like=None, builders=("html",)
        )

    out = service.once("imported-by-ours", published)
    spec = load(service.project / "parameters.yaml", service.project).spec
    assert spec is not None
    operations = {slug(operation.id): operation for operation in spec.operations}
    seen: Counter[str] = Counter()
    for path in sorted((out / "html").rglob("*.html")):
        page = _page(path)
        ids = Counter(filter(None, (element.get("id") for element in page.walk())))
        assert [id_ for id_, times in ids.items() if times > 1] == []
        stated = Counter(re.sub("@.*", "", id_) for id_ in ids if id_.startswith("op."))
        for head in with_class(page, "operation-grp"):
            name = head.get("id").removeprefix("op.")
            seen[name] += 1
            for code, times in Counter(_codes_of(operations[name])).items():
                assert stated[f"op.{name}.{code}"] == times
        for detail in with_class(page, "api-detail"):
            for row in (inner for inner in detail.walk() if inner.name == "tr"):
                has_id = row.get("id").startswith("op.")
                assert has_id or not _is_of_parameters(row)
    # A page that no document includes is not published.
    assert set(seen.values()) == {1}
    assert len(seen) >= len(operations) - 1


def _codes_of(operation: Operation) -> list[int]:
    stated = (operation.status, *(m.status for m in (*operation.request, *operation.response)))
    return [code.code for status in stated if status is not None for code in status.codes]


def _is_of_parameters(row: normal.Element) -> bool:
    cells = [cell for cell in row.children if isinstance(cell, normal.Element)]
    return len(cells) == 4 and words(cells[1]) in LOCATIONS


def _page(path: Path) -> normal.Element:
    return normal.parse(path.read_text("utf-8"))
