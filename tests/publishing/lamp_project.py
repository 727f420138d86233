"""A project of three pages, two of them with a title, that is published by the extension."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from tests.publishing.sphinx_runs import EXTENSION, Run, Tree, ask, words
from tests.roundtrip.published import normal
from tests.roundtrip.published.normal import Element

SOURCE = Path(__file__).with_name("lamps")
PAGES = 'microref_documents = "page"\n'


def lamps(conf: str = "", **edits: tuple[str, str]) -> Tree:
    """The project; each edit is a replacement in the file that it names, `index_rst=(old, new)`."""
    tree = tree_of(SOURCE, conf)
    for name, (old, new) in edits.items():
        tree = edited(tree, name.replace("_", "."), old, new)
    return tree


def tree_of(folder: Path, conf: str = "") -> Tree:
    """The files of a folder."""
    files = {
        path.relative_to(folder).as_posix(): path.read_text("utf-8")
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
    return Tree(files, conf)


def edited(tree: Tree, name: str, old: str, new: str) -> Tree:
    """The tree with a text replaced that stands once in a file."""
    text = tree.files[name]
    assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {name}"
    return replace(tree, files={**tree.files, name: text.replace(old, new)})


@dataclass
class Site:
    """A project that is built, edited and built again, each time by a new process."""

    folder: Path
    tree: Tree

    def __post_init__(self) -> None:
        self.tree.put(self.folder, EXTENSION)

    def build(self, *options: str, builder: str = "html") -> Run:
        build = ["build", "-b", builder, "-d", "out/doctrees", *options, ".", f"out/{builder}"]
        code = ask(EXTENSION, self.folder, [build])
        stdout, stderr = ((self.folder / name).read_text("utf-8") for name in ("stdout", "stderr"))
        return Run(self.folder, builder, code, stdout, stderr)

    def edit(self, name: str, old: str, new: str) -> None:
        self.tree = edited(self.tree, name, old, new)
        (self.folder / name).write_text(self.tree.files[name], encoding="utf-8")


def read(run: Run) -> list[str]:
    """The documents that a build has read, in the order of their names."""
    found = re.findall(r"reading sources\.\.\. \[ *\d+%\] (?:\x1b\[\d+m)?([\w./-]+)", run.stdout)
    return sorted(set(found))


def headings(page: Element) -> dict[str, str]:
    """What stands at each id of a page: the words of a heading, and the URL for an operation."""
    found: dict[str, str] = {}
    for element in normal.main_part(page).walk():
        if element.name == "section":
            text = _heading(element)
            # What a head opens has its id from that of the head.
            own = [] if "api-detail" in element.classes else [element]
            for inner in (*own, *_labels(element)):
                found[inner.get("id")] = text
    return found


def _heading(section: Element) -> str:
    kinds = ("url-subtitle", "endpoint-url")
    head = [words(one) for kind in kinds for one in section.walk() if kind in one.classes]
    if "detail-control" in section.classes:
        return " ".join(head)
    return next((words(one) for one in section.walk() if re.fullmatch("h[1-6]", one.name)), "")


def _labels(section: Element) -> Iterator[Element]:
    """The places of further ids at the beginning of a section."""
    for child in section.children:
        if isinstance(child, Element):
            if child.name != "span" or child.children:
                return
            yield child


def moved(run: Run, page: str = "index.html") -> dict[str, tuple[str, str]]:
    """The anchors that a page says have moved, each with the page and the id there."""
    return moved_anchors_of(run.text(page))


def moved_anchors_of(html: str) -> dict[str, tuple[str, str]]:
    """The same, of the text of a page."""
    found = re.search(r'id="microref-moved"[^>]*>(.*?)</script>', html)
    if found is None:
        return {}
    listed = json.loads(found[1])
    return {
        former: (listed["pages"][to], former)
        if isinstance(to, int)
        else (listed["pages"][to[0]], to[1])
        for former, to in listed["anchors"].items()
    }
