"""Publishes small trees by Sphinx, with os-api-ref alone or with our extension alone."""

from __future__ import annotations

import atexit
import json
import os
import re
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from textwrap import dedent
from typing import Any

from tests.roundtrip.published import normal
from tests.roundtrip.published.normal import Element

WORKER = Path(__file__).with_name("sphinx_worker.py")
GENERATOR = Path(__file__).parents[2] / "generator"

OS_API_REF = "os_api_ref"
EXTENSION = "microref.sphinx_ext"

CONF = """\
extensions = ["{extension}"]
project = "Lamps"
copyright = "us"
version = "1"
html_theme = "basic"
exclude_patterns = ["*.inc", "out"]
epub_show_urls = "no"
"""


@dataclass(frozen=True)
class Run:
    """What came of a build of a tree."""

    folder: Path
    builder: str
    code: int
    stdout: str
    stderr: str

    @property
    def out(self) -> Path:
        return self.folder / "out" / self.builder

    def text(self, name: str) -> str:
        return (self.out / name).read_text(encoding="utf-8")

    @cached_property
    def page(self) -> Element:
        """The page of the root document."""
        return normal.parse(self.text("index.html"))

    @property
    def main(self) -> Element:
        return normal.main_part(self.page)

    @property
    def crashed(self) -> bool:
        """Whether Sphinx ended by something other than its findings."""
        return self.code not in (0, 1) or bool(
            re.search(r"Traceback|Extension error|[Ee]xception occurred", self.stderr)
        )

    @property
    def warnings(self) -> list[str]:
        """What was said of the sources, each message with the lines that belong to it."""
        found: list[str] = []
        for line in re.sub(r"\x1b\[[0-9;]*m", "", self.stderr).splitlines():
            if re.match(r"(\S+: )?(WARNING|ERROR|CRITICAL|SEVERE):", line) or not found:
                found.append(line.replace(f"{self.folder}/", ""))
            elif line.strip():
                found[-1] += f"\n{line}"
        return [message for message in found if re.search("WARNING|ERROR|CRITICAL|SEVERE", message)]

    @property
    def places(self) -> list[tuple[str, int]]:
        """The file and the line of each warning; line 0 where it names none."""
        return [_place(message) for message in self.warnings]

    def site(self, name: str = "index.html") -> dict[str, Any]:
        """What a page knows of the whole site."""
        found = re.search(r'<script id="microref-site"[^>]*>(.*?)</script>', self.text(name))
        assert found is not None, f"{name} has no data of the site"
        data: dict[str, Any] = json.loads(found[1])
        return data

    def rows(self, name: str = "index.html") -> list[list[str]]:
        """The rows of the tables of parameters and codes, each as the words of its cells."""
        main = normal.main_part(normal.parse(self.text(name)))
        rows = [element for element in main.walk() if element.name == "tr"]
        return [
            [words(cell) for cell in row.children if isinstance(cell, Element)]
            for row in rows
            if any(isinstance(cell, Element) and cell.name == "td" for cell in row.children)
        ]

    def names(self, name: str = "index.html") -> list[str]:
        """The first cell of each row."""
        return [row[0].removesuffix(" (Optional)") for row in self.rows(name)]


def _place(message: str) -> tuple[str, int]:
    found = re.match(r"(?P<file>[^\s:]+):(?:(?P<line>\d+):)?(?:\d+:)? ", message)
    if found is None or found["file"] in ("WARNING", "ERROR", "CRITICAL", "SEVERE"):
        return "", 0
    return found["file"], int(found["line"] or 0)


def words(element: Element) -> str:
    """The text of an element on one line, without the mark that links to a heading."""
    return " ".join(element.text().replace("¶", " ").split())


def with_class(element: Element, name: str) -> list[Element]:
    return [inner for inner in element.walk() if name in inner.classes]


# ------------------------------------------------------------------------ trees


@dataclass(frozen=True)
class Tree:
    """The files of a tree, without its conf.py; `conf` is what that has beside the extension."""

    files: Mapping[str, str]
    conf: str = ""

    def line(self, name: str, text: str) -> int:
        """The line of a file on which a text stands that stands just once."""
        (found,) = [
            number for number, line in enumerate(self.files[name].splitlines(), 1) if text in line
        ]
        return found

    def put(self, folder: Path, extension: str) -> None:
        folder.mkdir(parents=True)
        (folder / "conf.py").write_text(CONF.format(extension=extension) + self.conf)
        for name, text in self.files.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")


def tree(index: str, parameters: str | None = None, *, conf: str = "", **others: str) -> Tree:
    """A tree of an index.rst, a parameters.yaml, and others: `status_yaml="..."`."""
    files = {"index.rst": dedent(index).lstrip("\n")}
    if parameters is not None:
        files["parameters.yaml"] = dedent(parameters).lstrip("\n")
    for name, text in others.items():
        files[name.replace("_", ".")] = dedent(text).lstrip("\n")
    return Tree(files, conf)


# ------------------------------------------------------------------------- runs


@dataclass(frozen=True)
class Publisher:
    """Publishes trees below a folder of a test's own."""

    folder: Path

    def __call__(
        self,
        what: Tree,
        extension: str,
        builder: str = "html",
        *options: str,
        edits: Mapping[str, str] | None = None,
        one_process: bool = False,
    ) -> Run:
        """Build a tree; if there are edits, build, edit and build again.

        With `one_process` the second build is made by the process of the first, and reads
        everything again.
        """
        folder = self.folder / f"{len(list(self.folder.iterdir()))}-{extension}"
        what.put(folder, extension)
        build = ["build", "-b", builder, "-d", "out/doctrees", *options, ".", f"out/{builder}"]
        code = 0
        steps: list[list[list[str]]] = [[build]]
        if edits is not None:
            writing = [["write", name, text] for name, text in edits.items()]
            again = ["build", "-E", "-a", *build[1:]] if one_process else build
            steps = [[build, *writing, again]] if one_process else [[build], [*writing, again]]
        for part in steps:
            code = ask(extension, folder, part)
        return Run(
            folder,
            builder,
            code,
            (folder / "stdout").read_text(encoding="utf-8"),
            (folder / "stderr").read_text(encoding="utf-8"),
        )

    def both(self, what: Tree, builder: str = "html", *options: str, **how: Any) -> tuple[Run, Run]:
        """The same tree with os-api-ref alone, and with our extension alone."""
        theirs = self(what, OS_API_REF, builder, *options, **how)
        return theirs, self(what, EXTENSION, builder, *options, **how)


class _Workers(threading.local):
    """One process for each extension: started when needed, ended with this one."""

    def __init__(self) -> None:
        self.of: dict[str, subprocess.Popen[str]] = {}

    def get(self, extension: str) -> subprocess.Popen[str]:
        if extension not in self.of:
            process = subprocess.Popen(
                [sys.executable, "-B", str(WORKER), extension],
                env={**os.environ, "NO_COLOR": "1", "PYTHONPATH": str(GENERATOR)},
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                text=True,
            )
            atexit.register(process.communicate)
            self.of[extension] = process
        return self.of[extension]


_workers = _Workers()


def ask(extension: str, folder: Path, steps: list[list[str]]) -> int:
    """Take the steps in a process that has loaded the extension; gives the last exit code."""
    process = _workers.get(extension)
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write(json.dumps([str(folder), steps]) + "\n")
    process.stdin.flush()
    return int(process.stdout.readline())


# ----------------------------------------------------------------- local links


def broken_links(out: Path) -> Iterator[str]:
    """Each link of an HTML file to a file that is not there, or to an id that it does not have."""
    pages = {path: normal.parse(path.read_text("utf-8")) for path in sorted(out.rglob("*html"))}
    ids = {
        path: {value for element in page.walk() for value in (element.get("id"),) if value}
        | {element.get("name") for element in page.walk() if element.name == "a"}
        for path, page in pages.items()
    }
    for path, page in pages.items():
        for element in page.walk():
            for attribute in ("href", "src"):
                link = element.get(attribute)
                if not link or re.match(r"[a-z]+:|//", link):
                    continue
                file, _, fragment = link.partition("#")
                target = path.parent / file.partition("?")[0] if file else path
                if target.is_dir():
                    target /= "index.html"
                if not target.is_file():
                    yield f"{path.relative_to(out)}: {link} is not there"
                elif fragment and target in ids and fragment not in ids[target]:
                    yield f"{path.relative_to(out)}: {link}: no such id"


def unquoted(html: str) -> list[str]:
    """The tags of a page that have an attribute without quotes, or a quote too much."""
    tags = re.findall(r"""<[a-zA-Z](?:"[^"]*"|'[^']*'|[^<>"'])*[<>"]""", html)
    rest = {tag: re.sub(r"""=("[^"]*"|'[^']*')(?=[\s/>])""", "", tag) for tag in tags}
    return [tag for tag, left in rest.items() if re.search(r"""[="']|[^>]$""", left)]
