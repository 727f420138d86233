"""The services of a corpus, each imported and published once for all tests."""

from __future__ import annotations

import fcntl
import hashlib
import os
import pickle
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TypeVar

from tests.corpus import VARIABLE
from tests.roundtrip.published.compare import Published, Score, publish, read, score

T = TypeVar("T")


def found(corpus: str | None) -> dict[str, Path]:
    """The source folder of each service of a corpus; the largest first, for it takes longest."""
    sources = list(Path(corpus).glob("*/api-ref/source")) if corpus else []
    sources.sort(key=lambda source: (-_size(source), source))
    return {source.parents[1].name: source.resolve() for source in sources}


def _size(source: Path) -> int:
    return sum(path.stat().st_size for path in source.rglob("*.inc"))


NAMES = tuple(found(os.environ.get(VARIABLE)))


@dataclass(frozen=True)
class Done:
    """A command that has ended."""

    code: int
    said: str
    seconds: float


@dataclass
class Service:
    """A service of a corpus and, below a folder of its own, what is made of it.

    What takes long is made once: the folder may be shared with other processes.
    """

    name: str
    source: Path
    folder: Path

    def __post_init__(self) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)

    @property
    def project(self) -> Path:
        return self.folder / "project"

    @property
    def imported_source(self) -> Path:
        return self.project / "api-ref" / "source"

    @cached_property
    def done(self) -> Done:
        """The import of the service."""
        return self.once("import", self._import)

    def _import(self) -> Done:
        return microref("import", self.source, "--output", self.project)

    @cached_property
    def original(self) -> Published:
        return self.once("original", lambda: self._published(self.source))

    @cached_property
    def imported(self) -> Published:
        assert self.done.code in (0, 1), self.done.said
        return self.once("imported", lambda: self._published(self.imported_source))

    def _published(self, source: Path) -> Published:
        return read(publish(source, self._published_at(source), like=self.source))

    def _published_at(self, source: Path) -> Path:
        return self.folder / f"published-{source.parts[-3]}"

    @property
    def original_out(self) -> Path:
        """The outputs that `original` was read from."""
        assert self.original.documents
        return self._published_at(self.source) / "out"

    @property
    def imported_out(self) -> Path:
        """The outputs that `imported` was read from."""
        assert self.imported.documents
        return self._published_at(self.imported_source) / "out"

    @property
    def score(self) -> Score:
        return score(self.original, self.imported)

    def prepare(self) -> None:
        """Import and publish, two things at a time."""
        assert self.done.code in (0, 1), self.done.said
        with ThreadPoolExecutor(2) as pool:
            list(pool.map(lambda name: getattr(self, name), ("original", "imported")))

    def once(self, name: str, make: Callable[[], T]) -> T:
        """What is made of the service under a name: by the first process that asks for it."""
        stored = self.folder / f"{name}.pickle"
        with _lock(self.folder / f"{name}.lock"):
            if not stored.exists():
                made = make()
                stored.write_bytes(pickle.dumps(made))
                return made
        read_again: T = pickle.loads(stored.read_bytes())  # our own, of a moment ago
        return read_again


@contextmanager
def _lock(path: Path) -> Iterator[None]:
    with path.open("w") as stream:
        fcntl.flock(stream, fcntl.LOCK_EX)
        yield


def microref(*arguments: str | Path, cwd: Path | None = None) -> Done:
    """Run a command of Microref."""
    started = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-m", "microref", *map(str, arguments)],
        cwd=cwd,
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "NO_COLOR": "1"},
    )
    return Done(done.returncode, done.stdout + done.stderr, time.perf_counter() - started)


def digests(folder: Path) -> dict[str, str]:
    """What stands in a folder: each file with a digest of its bytes."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
