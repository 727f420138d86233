"""What a script finds on a page: ids and classes of operations, rows, codes and samples.

A case is a file in `marks`. It has the `operations` of a spec, or the `files` of a tree that
was written by hand, and what is to be found on each page: a line for each element with an id
or a class of ours, in the order of the page.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.publishing.sphinx_runs import EXTENSION, Publisher, Tree, with_class, words
from tests.roundtrip.published import normal
from tests.roundtrip.published.normal import Element

CASES = sorted(Path(__file__).with_name("marks").glob("*.yaml"))

SUFFIXES = (".xml", ".txt", ".tex")
# Of tables and controls, and of the identity in RST, of which the ids are made.
OF_OTHERS = ("mr-parameters", "mr-codes", "mr-controls", "mr-list-", "mr-operation-", "mr-code-")


def tree_of(case: Mapping[str, Any]) -> Tree:
    conf = str(case.get("conf", ""))
    if "files" in case:
        return Tree(case["files"], conf)
    spec = {
        "microref": 1,
        "api": {
            "title": "Lamps",
            "service_type": "lamp",
            "microversions": {"minimum": "2.1", "maximum": "2.90"},
            **case.get("api", {}),
        },
        "parameters": case.get("parameters", {}),
        "pages": {"lamps": {"title": "Lamps", "operations": case["operations"]}},
    }
    files = {
        "pyproject.toml": '[tool.microref]\noutput = "."\n',
        "parameters.yaml": json.dumps(spec, indent=2),
        "index.rst": "=====\nLamps\n=====\n\n.. include:: lamps.inc\n",
        **{f"api_samples/{name}": "{}\n" for name in case.get("samples", ())},
        **case.get("beside", {}),
    }
    return Tree(files, conf)


def marks(page: Element) -> Iterator[str]:
    """Each element that has an id or a class of ours."""
    for element in page.walk():
        id_ = element.get("id") if element.get("id").startswith("op.") else ""
        ours = [name for name in element.classes if name.startswith("mr-")]
        ours = [name for name in ours if not name.startswith(OF_OTHERS)]
        if id_ or ours:
            yield " ".join(filter(None, (element.name, id_, *ours)))


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_a_page_has_the_marks_of_its_case(publish: Publisher, path: Path) -> None:
    case = yaml.safe_load(path.read_text("utf-8"))
    builder = case.get("builder", "html")
    run = publish(tree_of(case), EXTENSION, builder, *case.get("options", ()))
    assert not run.crashed
    assert run.stderr == "" or not case.get("silent", True)
    for name, expected in case["pages"].items():
        page = normal.parse(run.text(name), keep="mr-")
        found = list(marks(normal.main_part(page)))
        assert found == [" ".join(line.split()) for line in expected.splitlines()]
        if "texts" in case:
            codes = with_class(page, "mr-code")
            assert [words(code) for code in codes] == case["texts"]
        ids = Counter(element.get("id") for element in page.walk())
        assert [id_ for id_, times in ids.items() if id_.startswith("op.") and times > 1] == []


def test_a_book_has_no_marks(publish: Publisher) -> None:
    case = yaml.safe_load(Path(__file__).with_name("marks").joinpath("by-hand.yaml").read_text())
    run = publish(tree_of(case), EXTENSION, "epub")
    page = normal.parse(run.text("index.xhtml"), keep="mr-")
    assert list(marks(page)) == []
    assert "microref-site" not in run.text("index.xhtml")


@pytest.mark.parametrize("builder", ["xml", "text", "latex"])
def test_other_outputs_know_nothing_of_marks(publish: Publisher, builder: str) -> None:
    case = yaml.safe_load(Path(__file__).with_name("marks").joinpath("windows.yaml").read_text())
    run = publish(tree_of(case), EXTENSION, builder)
    assert not run.crashed
    made = [path.read_text("utf-8") for path in run.out.rglob("*.*") if path.suffix in SUFFIXES]
    assert made
    assert not any("op.show-lamp" in text for text in made)
