"""Publishes a reference by Sphinx and reads what a reader of the page sees, as values to compare.

What is read comes from the HTML. The doctree gives what the HTML loses: which
file a sample was.
"""

from __future__ import annotations

import json
import os
import pickle
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bs4 import BeautifulSoup, Tag
from docutils import nodes

REPOSITORY = Path(__file__).parents[2]
PAGE = "os-volume-attachments"

OS_API_REF = "os_api_ref"
EXTENSION = "microref.sphinx_ext"

_CONF = """\
extensions = ["{extension}"]
html_theme = "basic"
exclude_patterns = ["*.inc"]
"""
_INDEX = f"""\
=========
Reference
=========

.. include:: {PAGE}.inc
"""


# ------------------------------------------------------------------- publishing


@dataclass(frozen=True)
class Published:
    """What Sphinx has made of a reference."""

    html: str
    doctree: nodes.document


def corpus_sources(service: Path, folder: Path) -> Path:
    """A copy of the page that a service publishes, with what it reads; gives the source folder."""
    source = folder / "api-ref" / "source"
    source.mkdir(parents=True)
    for name in (f"{PAGE}.inc", "parameters.yaml"):
        shutil.copy(service / "api-ref" / "source" / name, source)
    samples = Path("doc", "api_samples", "os-volumes")
    shutil.copytree(service / samples, folder / samples)
    return source


def publish_own(folder: Path, extension: str) -> Published:
    """This repository's page: from its spec by the extension, or by the command alone."""
    for name in ("parameters.yaml", "pyproject.toml"):
        shutil.copy(REPOSITORY / name, folder)
    shutil.copytree(REPOSITORY / "api_samples", folder / "api_samples")
    source = folder / "api-ref" / "source"
    source.mkdir(parents=True)
    if extension == OS_API_REF:
        _run(["-m", "microref", "build", "--output", str(source)], folder)
    return publish(source, extension)


def publish(source: Path, extension: str = OS_API_REF) -> Published:
    """Build a folder that holds the page by Sphinx with one extension; a warning is an error."""
    (source / "conf.py").write_text(_CONF.format(extension=extension), encoding="utf-8")
    (source / "index.rst").write_text(_INDEX, encoding="utf-8")
    html, doctrees = source.parent / "html", source.parent / "doctrees"
    options = ["-q", "-W", "--keep-going", "-b", "html", "-d", str(doctrees)]
    _run(["-m", "sphinx", *options, str(source), str(html)], source)
    # The file is our own: Sphinx has just written it.
    doctree = pickle.loads((doctrees / "index.doctree").read_bytes())
    assert isinstance(doctree, nodes.document)
    return Published((html / "index.html").read_text(encoding="utf-8"), doctree)


def _run(arguments: list[str], folder: Path) -> None:
    environment = {**os.environ, "PYTHONPATH": str(REPOSITORY / "generator")}
    done = subprocess.run(
        [sys.executable, *arguments],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, f"{' '.join(arguments)}\n{done.stdout}{done.stderr}"


# ---------------------------------------------------------------------- reading


@dataclass(frozen=True)
class Row:
    """One row of a table of parameters."""

    name: str
    """As the reader sees it, `device (Optional)`."""
    place: str
    type: str
    versions: tuple[str, ...]
    """The lines `New in version 2.79` and `Available until version 2.88`."""
    admonitions: tuple[str, ...]
    """The kinds of the admonitions in the description."""


@dataclass(frozen=True)
class Block:
    """A part of an operation: what it is, and what it says."""

    kind: str
    """`paragraph`, `normal codes`, `section`, `table`, `caption`, `sample`, `note`."""
    text: str
    rows: tuple[Row, ...] = ()
    links: tuple[str, ...] = ()

    @property
    def shape(self) -> str:
        return f"{self.kind} {self.text}" if self.kind == "section" else self.kind


@dataclass(frozen=True)
class Operation:
    """One operation of the page."""

    title: str
    method: str
    url: str
    blocks: tuple[Block, ...]
    sample_files: tuple[str, ...]

    def of_kind(self, kind: str) -> tuple[Block, ...]:
        return tuple(block for block in self.blocks if block.kind == kind)

    @property
    def structure(self) -> list[str]:
        """The kinds of the blocks in their order; sections with their titles."""
        return [block.shape for block in self.blocks]

    @property
    def codes(self) -> dict[str, list[str]]:
        """The response codes with their names, `badRequest(400)`, as they are printed."""
        kinds = ("normal codes", "error codes")
        return {
            kind: [code.strip() for code in block.text.split(":", 1)[1].split(",")]
            for kind in kinds
            for block in self.of_kind(kind)
        }

    @property
    def tables(self) -> list[tuple[str, list[Row]]]:
        """The tables of parameters, each with the section it stands in."""
        found, section = [], ""
        for block in self.blocks:
            section = block.text if block.kind == "section" else section
            if block.kind == "table":
                found.append((section, list(block.rows)))
        return found

    @property
    def captions(self) -> list[str]:
        return [block.text for block in self.of_kind("caption")]

    @property
    def samples(self) -> list[Any]:
        """The JSON of the samples as the page shows it."""
        return [json.loads(block.text) for block in self.of_kind("sample")]


@dataclass(frozen=True)
class Page:
    """The page: its title, the kinds of its blocks before the first operation, its operations."""

    title: str
    structure: tuple[str, ...]
    operations: tuple[Operation, ...]

    def operation(self, title: str) -> Operation:
        return next(operation for operation in self.operations if operation.title == title)


def read_page(published: Published) -> Page:
    """Read what Sphinx has published."""
    soup = BeautifulSoup(published.html, "html.parser")
    heads = soup.select("section.detail-control")
    page = heads[0].parent
    assert page is not None
    title, *others = _children(page)
    assert re.fullmatch("h[1-6]", title.name), f"the page begins with {title!r}"
    own = [child for child in others if child.name != "section"]
    files = iter(_sample_files(published.doctree))
    return Page(
        title=_text(title),
        structure=tuple(block.shape for block in _blocks(own)),
        operations=tuple(_operation(head, files) for head in heads),
    )


def _operation(head: Tag, files: Iterator[str]) -> Operation:
    body = head.find_next_sibling("section")
    assert body is not None
    assert "api-detail" in body["class"]
    blocks = tuple(_blocks(_children(body)))
    return Operation(
        title=_text(head.select_one(".endpoint-title")),
        method=_text(head.select_one(".operation .badge")),
        url=re.sub(r"\s", "", _text(head.select_one(".endpoint-url"))),
        blocks=blocks,
        sample_files=tuple(next(files) for block in blocks if block.kind == "sample"),
    )


def _sample_files(doctree: nodes.document) -> list[str]:
    """The files of the samples in the order of the page, below the folder of all samples."""
    sources = [node["source"] for node in doctree.findall(nodes.literal_block) if "source" in node]
    return [source.replace(os.sep, "/").rpartition("api_samples/")[2] for source in sources]


def _blocks(elements: list[Tag]) -> Iterator[Block]:
    for element in elements:
        if element.name == "section":
            yield from _blocks(_children(element))
        elif re.fullmatch("h[1-6]", element.name):
            yield Block("section", _text(element))
        elif element.name == "table":
            yield Block("table", "", rows=tuple(_rows(element)))
        elif not _is_target(element):
            links = tuple(str(link["href"]) for link in element.select("a.reference"))
            yield Block(_kind(element), _content(element), links=links)


def _is_target(element: Tag) -> bool:
    return element.name in ("span", "a") and not _text(element)


def _kind(element: Tag) -> str:
    classes = [str(name) for name in element.get_attribute_list("class")]
    if element.name == "div" and "admonition" in classes:
        return next(name for name in classes if name != "admonition" and not name.startswith("mr-"))
    if element.name == "div" and any(name.startswith("highlight-") for name in classes):
        return "sample"
    if element.name == "p":
        codes = re.match("(Normal|Error) response codes?:", _text(element))
        if codes:
            return f"{codes[1].lower()} codes"
        strong = element.find("strong")
        return "caption" if strong and _text(strong) == _text(element) else "paragraph"
    assert element.name in ("ul", "ol", "dl", "blockquote", "pre"), f"what is {element!r}?"
    return element.name


def _content(element: Tag) -> str:
    if _kind(element) == "sample":
        return element.get_text()
    title = element.select_one(".admonition-title")
    if title is None:
        return _text(element)
    return _text(element).removeprefix(_text(title)).strip()


def _rows(table: Tag) -> Iterator[Row]:
    assert [_text(cell) for cell in table.select("thead th")] == [
        "Name",
        "In",
        "Type",
        "Description",
    ]
    for row in table.select("tbody tr"):
        name, place, kind, description = row.find_all("td", recursive=False)
        strong = [_text(element) for element in description.find_all("strong")]
        yield Row(
            name=_text(name),
            place=_text(place),
            type=_text(kind),
            versions=tuple(
                line for line in strong if re.match("New in|Available until|Deprecated", line)
            ),
            admonitions=tuple(_kind(element) for element in description.select(".admonition")),
        )


def _children(element: Tag) -> list[Tag]:
    return [child for child in element.children if isinstance(child, Tag)]


def _text(element: Tag | None) -> str:
    """The text of an element on one line, without the mark that links to a heading."""
    assert element is not None
    words = " ".join(element.get_text().split())
    return words.removesuffix("¶").strip()
