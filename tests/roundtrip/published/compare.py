"""Publishes a reference with os-api-ref alone, and says how two that are published differ.

    assert published(source) == published(project / "api-ref" / "source")

Nothing of Microref is used here. What two that are equal may differ in is written
in `normal`.
"""

from __future__ import annotations

import atexit
import difflib
import json
import os
import shutil
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from tests.roundtrip.published import normal
from tests.roundtrip.published.normal import Element, Operation

WORKER = Path(__file__).with_name("sphinx_worker.py")

# For a reference that has no conf.py: nothing of the page is loaded from elsewhere.
CONF = """\
extensions = ["os_api_ref", "openstackdocstheme"]
html_theme = "openstackdocs"
html_theme_options = {
    "analytics_tracking_code": "",
    "display_badge": False,
    "sidebar_mode": "toc",
}
html_copy_source = False
html_last_updated_fmt = None
openstackdocs_auto_name = False
openstackdocs_auto_version = False
project = "Reference"
"""
# What a checkout holds that no reference reads, and that is large.
_NOT_READ = shutil.ignore_patterns(
    ".git", ".hg", ".tox", ".nox", ".venv", ".stestr", "__pycache__", "node_modules"
)


# ------------------------------------------------------------------ publishing


class NotPublished(Exception):
    """Sphinx, or os-api-ref, has failed at a source; the words tell how."""


@dataclass(frozen=True)
class Document:
    """One document: what it says, its contents beside it, and the same as text."""

    main: tuple[str, ...]
    sidebar: tuple[str, ...]
    text: tuple[str, ...]
    operations: tuple[Operation, ...] = field(compare=False, default=())
    """Parts of `main`."""


@dataclass(frozen=True)
class Published:
    """All that Sphinx has made of a source folder."""

    documents: dict[str, Document]
    inventory: tuple[str, ...]
    messages: tuple[str, ...]

    @property
    def operations(self) -> dict[tuple[str, str], Operation]:
        """All operations, by the document and the id in it."""
        return {
            (name, operation.name): operation
            for name, document in self.documents.items()
            for operation in document.operations
        }


def published(source: Path, *, like: Path | None = None) -> Published:
    """Publish a source folder and read what came out.

    `like` is another source folder, whose configuration is used.
    """
    with tempfile.TemporaryDirectory(prefix="microref-published-") as folder:
        return read(publish(source, Path(folder), like=like))


def publish(
    source: Path,
    folder: Path,
    *,
    like: Path | None = None,
    builders: tuple[str, ...] = (),
    conf: str = CONF,
) -> Path:
    """Publish a copy of a source folder with all that lies around it; gives the outputs.

    `conf` is the configuration of a folder that has none.
    """
    top = _top(source)
    copy = folder / "copy"
    shutil.copytree(top, copy, ignore=_NOT_READ, copy_function=_copied)
    copied_source = copy / source.resolve().relative_to(top)
    _configure(copied_source, copy, like, conf)
    out = folder / "out"
    code = _worker.ask(copied_source, out, builders or ("html", "text"))
    log = out / "log"
    if code:
        raise NotPublished(f"Sphinx cannot publish {source}\n{log.read_text('utf-8')}")
    (out / "top").write_text(f"{copied_source.resolve()}", encoding="utf-8")
    return out


def _configure(source: Path, top: Path, like: Path | None, otherwise: str) -> None:
    """Give a copy the configuration of another folder, or one for those that have none."""
    conf = source / "conf.py"
    if like is not None:
        conf.unlink(missing_ok=True)
        if (like / "conf.py").exists():
            _copied(str(like / "conf.py"), str(conf))
        # The theme takes the name of the project from it.
        setup = _top(like) / "setup.cfg"
        if setup.exists():
            _copied(str(setup), str(top / "setup.cfg"))
    if not conf.exists():
        conf.write_text(otherwise, encoding="utf-8")


class _Worker(threading.local):
    """The process that publishes, one for each thread: started when needed, ended with this one."""

    process: subprocess.Popen[str] | None = None

    def ask(self, source: Path, out: Path, builders: tuple[str, ...]) -> int:
        process = self._started()
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(json.dumps([str(source), str(out), builders]) + "\n")
        process.stdin.flush()
        return int(process.stdout.readline())

    def _started(self) -> subprocess.Popen[str]:
        if self.process is None:
            self.process = subprocess.Popen(
                [sys.executable, "-I", "-B", str(WORKER)],
                env={**os.environ, "NO_COLOR": "1"},
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                text=True,
            )
            atexit.register(self._end, self.process)
        return self.process

    @staticmethod
    def _end(process: subprocess.Popen[str]) -> None:
        process.communicate()


_worker = _Worker()


def _top(source: Path) -> Path:
    """The folder that a source may read from: the checkout, if it is one of a service."""
    source = source.resolve()
    assert source.is_dir(), f"{source} is no folder"
    return source.parent.parent if source.parent.name == "api-ref" else source.parent


def _copied(source: str, target: str) -> None:
    """Copy the bytes alone: the source may be read-only, its copy has to take a conf.py."""
    shutil.copyfile(source, target)


def read(out: Path, *, keep: str = "") -> Published:
    """Read the outputs of a build. `keep` is a pattern of `mr-*` classes that are to count."""
    made = json.loads((out / "made.json").read_text("utf-8"))
    return Published(
        documents={name: _document(out, name, keep) for name in made["documents"]},
        inventory=tuple(normal.inventory((out / "html" / "objects.inv").read_bytes())),
        messages=tuple(
            normal.messages(made["messages"], (out / "top").read_text(encoding="utf-8"))
        ),
    )


def _document(out: Path, name: str, keep: str) -> Document:
    page = tree(out, name, keep)
    main = normal.main_part(page)
    text = out / "text" / f"{name}.txt"
    return Document(
        main=tuple(normal.blocks(main)),
        sidebar=tuple(normal.blocks(normal.sidebar(page))),
        text=tuple(normal.paragraphs(text.read_text("utf-8"))) if text.exists() else (),
        operations=tuple(normal.operations(main)),
    )


def tree(out: Path, name: str, keep: str = "") -> Element:
    """The page of a document."""
    return normal.parse((out / "html" / f"{name}.html").read_text("utf-8"), keep)


# ------------------------------------------------------------------- comparing


@dataclass(frozen=True)
class Score:
    """How much of one is found in the other."""

    operations: int
    equal_operations: int
    documents: int
    equal_documents: int
    difference: str
    """What differs, for people; empty if nothing does."""

    @property
    def equal(self) -> bool:
        return not self.difference

    def __str__(self) -> str:
        return (
            f"{self.equal_operations} of {self.operations} operations and "
            f"{self.equal_documents} of {self.documents} documents equal"
        )


def score(old: Published, new: Published) -> Score:
    """Compare what was published of a reference with what is published of its copy."""
    return Score(
        operations=len(old.operations),
        equal_operations=sum(
            new.operations.get(key) == operation for key, operation in old.operations.items()
        ),
        documents=len(old.documents),
        equal_documents=sum(
            new.documents.get(key) == document for key, document in old.documents.items()
        ),
        difference="\n".join(_differences(old, new)),
    )


def difference(old: Published, new: Published) -> str:
    """What differs, by document and operation; empty if they are equal."""
    return score(old, new).difference


def _differences(old: Published, new: Published) -> Iterator[str]:
    for name in sorted({*old.documents, *new.documents}):
        yield from _of_document(name, old.documents.get(name), new.documents.get(name))
    yield from _of_lines("objects.inv", old.inventory, new.inventory)
    yield from _of_lines("messages", old.messages, new.messages)


def _of_document(name: str, old: Document | None, new: Document | None) -> Iterator[str]:
    if old is None or new is None:
        yield f"== document {name}: " + ("not there before" if old is None else "missing")
        return
    if old == new:
        return
    theirs = {operation.name: operation for operation in new.operations}
    seen = False
    for operation in old.operations:
        other = theirs.pop(operation.name, None)
        where = f"document {name}, operation {operation.name} {operation.title!r}"
        if other is None:
            yield f"== {where}: missing"
        else:
            yield from _of_lines(where, operation.blocks, other.blocks)
        seen = seen or other != operation
    for operation in theirs.values():
        yield f"== document {name}, operation {operation.name}: not there before"
    if not seen and not theirs:
        yield from _of_lines(f"document {name}, outside operations", old.main, new.main)
    yield from _of_lines(f"document {name}, contents", old.sidebar, new.sidebar)
    yield from _of_lines(f"document {name}, as text", old.text, new.text)


def _of_lines(
    where: str, old: tuple[str, ...], new: tuple[str, ...], limit: int = 6
) -> Iterator[str]:
    if old == new:
        return
    yield f"== {where}"
    matcher = difflib.SequenceMatcher(None, old, new, autojunk=len(old) > 2000)
    changes = [change for change in matcher.get_opcodes() if change[0] != "equal"]
    for _, start, end, start_new, end_new in changes[:limit]:
        before, after = old[start:end][:3], new[start_new:end_new][:3]
        if len(before) == len(after) == 1:
            before, after = ((text,) for text in _near(before[0], after[0]))
        if start:
            yield f"     {_short(old[start - 1])}"
        yield from (f"   - {_short(block)}" for block in before)
        yield from (f"   + {_short(block)}" for block in after)
    if len(changes) > limit:
        yield f"   and {len(changes) - limit} more places"


def _near(before: str, after: str, room: int = 60) -> tuple[str, str]:
    """Two long blocks from shortly before the place where they begin to differ."""
    pairs = enumerate(zip(before, after, strict=False))
    at = next((at for at, (old, new) in pairs if old != new), min(len(before), len(after)))
    if at <= room:
        return before, after
    return f"...{before[at - room :]}", f"...{after[at - room :]}"


def _short(block: str, room: int = 240) -> str:
    line = block.replace("\n", "\\n")
    return line if len(line) <= room else f"{line[:room]}..."
