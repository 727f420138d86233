"""The sample files that pages show: where they are, what they are called, what they hold.

In the project they keep their names below the folder that all of them share, so that
a built project is imported under the same names.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from microref.diagnostics import Diagnostic
from microref.importer import kinds
from microref.load.json_text import JsonFault, parse_json
from microref.model import JsonValue
from microref.reading import Unread, read_text, real_path
from microref.source import SourceFile, Span

_NO_SAMPLES = (".inc", ".rst", ".yaml", ".yml", ".py", ".pyc", ".j2", ".tpl")
"""What may lie beside samples and is none."""


@dataclass(slots=True)
class Samples:
    """The sample files of one tree. Paths are those below the source folder, with `..`."""

    root: Path
    """The source folder."""
    checkout: Path
    """The folder from which files are taken; what lies outside of it is not the reference's."""
    diagnostics: list[Diagnostic] = field(default_factory=list)
    _used: dict[str, Span] = field(default_factory=dict)
    _absent: set[str] = field(default_factory=set)
    _top: Path | None = None
    _values: dict[str, JsonValue | None] = field(default_factory=dict)

    def use(self, path: str, span: Span) -> None:
        """Note that a page shows a file; a finding where there is none."""
        if path in self._used:
            return
        self._used[path] = span
        self._top = None
        file = self._file(path)
        if not file.is_file():
            self._miss(path, f"there is no sample {path}")
        elif not leads_within(file, self.checkout):
            self._miss(path, f"the sample {path} lies outside of the checkout, and is not taken")

    def _miss(self, path: str, message: str) -> None:
        self.diagnostics.append(kinds.MISSING_FILE.at(self._used[path], message))
        self._absent.add(path)
        self._values[path] = None

    def value(self, path: str) -> JsonValue | None:
        """The JSON value of a file; None where it is no JSON."""
        if path not in self._values:
            self._values[path] = self._parsed(path)
        return self._values[path]

    def _parsed(self, path: str) -> JsonValue | None:
        if not path.endswith(".json"):
            return None
        text = read_text(self.root / path)
        if isinstance(text, Unread):
            self._fault(path, f"cannot read {path}: {text.reason}", self._used[path])
            return None
        try:
            value: JsonValue = parse_json(text).value
        except JsonFault as fault:
            place = SourceFile(path, text).span_at(fault.offset)
            self._fault(path, f"{path} is not JSON: {fault.message} in line {place.line}", None)
            return None
        return value

    def _fault(self, path: str, message: str, span: Span | None) -> None:
        self.diagnostics.append(kinds.NOT_JSON.at(span or self._used[path], message))

    def name(self, path: str) -> str:
        """The name of a file below the samples of the project."""
        file = self._file(path)
        top = self._shared_folder()
        return file.relative_to(top).as_posix() if file.is_relative_to(top) else file.name

    def files(self, more: Iterable[Path] = ()) -> Iterator[tuple[Path, str]]:
        """Every file to copy with its name: those shown, and those that lie with them.

        `more` are further folders of samples, such as the one that only tests use.
        """
        top = self._shared_folder()
        seen: set[str] = set()
        found = [(file, self.name(path)) for path, file in self._shown()]
        for folder in self._folders():
            found += [(file, file.relative_to(top).as_posix()) for file in _sample_files(folder)]
        for folder in more:
            within = top if folder.is_relative_to(top) else folder.parent
            found += [(file, file.relative_to(within).as_posix()) for file in _sample_files(folder)]
        for file, name in sorted(found, key=lambda each: each[1]):
            if name not in seen:
                seen.add(name)
                yield file, name

    def _file(self, path: str) -> Path:
        return Path(os.path.normpath(self.root / path))

    def _shown(self) -> list[tuple[str, Path]]:
        """The files that pages show and that are there to be taken."""
        return [(path, self._file(path)) for path in self._used if path not in self._absent]

    def _shared_folder(self) -> Path:
        """The folder that all shown files share."""
        if self._top is None:
            parents = [file.parent for _, file in self._shown()]
            self._top = Path(os.path.commonpath(parents)) if parents else self.root
        return self._top

    def _folders(self) -> Iterable[Path]:
        """The folders that hold samples and nothing else: no pages, nor the whole checkout."""
        top = self._shared_folder()
        if self._is_of_samples(top):
            return (top,)
        return {file.parent for _, file in self._shown() if self._is_of_samples(file.parent)}

    def _is_of_samples(self, folder: Path) -> bool:
        return not self.root.is_relative_to(folder) and folder.is_relative_to(self.checkout)


def _sample_files(folder: Path) -> Iterator[Path]:
    """The sample files of a folder and of those in it; a link out of it is none."""
    for parent, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            file = Path(parent, name)
            is_sample = not name.startswith(".") and not name.endswith(_NO_SAMPLES)
            if is_sample and (not file.is_symlink() or leads_within(file, folder)):
                yield file


def leads_within(link: Path, folder: Path) -> bool:
    """Whether a path stays in a folder when all links are followed."""
    return real_path(link).is_relative_to(real_path(folder))
