"""Sample files: where they are, what they hold, where in them a fault stands. Judges no body."""

from __future__ import annotations

import os
import posixpath
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import Any

from microref.checks.samples import kinds
from microref.diagnostics import Diagnostic, Related
from microref.load.files import read_file
from microref.load.json_text import JsonFault, Places, Pointer, find_places, parse_json
from microref.model import Sample
from microref.reading import MAX_SAMPLE_BYTES, display_path
from microref.source import SourceFile, Span


class SampleFile:
    """One JSON sample that has been read: its value, and the places in it on demand."""

    def __init__(self, source: SourceFile, value: Any) -> None:
        self.source = source
        self.value = value

    @cached_property
    def places(self) -> Places:
        """The places of all parts; found when they are first needed."""
        return find_places(self.source)

    def key_at(self, pointer: Pointer) -> Span:
        """The key of a member, or the value when it is no member."""
        entry = self.places.of(pointer)
        return entry.key or entry.value

    def value_at(self, pointer: Pointer) -> Span:
        """The value itself."""
        return self.places.of(pointer).value


class SampleFolder:
    """The folder of a spec's samples; reads each file once."""

    def __init__(self, folder: Path, base: Path) -> None:
        self.folder = folder
        self._base = base
        self._inside = _real_path(folder)
        self._texts: dict[str, SourceFile | Diagnostic] = {}
        self._read: dict[str, tuple[SampleFile | None, tuple[Diagnostic, ...]]] = {}

    def find(self, sample: Sample) -> Diagnostic | None:
        """Why the file of a sample is not there; None when it is."""
        path = self.folder / sample.file
        real = _real_path(path)
        if real is None or self._inside is None:
            message = f"no sample can be named {sample.file!r}"
            return kinds.MISSING_FILE.at(sample.span, message)
        if not real.is_relative_to(self._inside):
            message = f"the sample {sample.file!r} lies outside of the samples folder"
            return kinds.OUTSIDE_FOLDER.at(sample.span, message)
        # Not by Path: it raises for names that are too long, and forgets a slash at the end.
        if not os.path.isfile(f"{self.folder}/{sample.file}"):  # noqa: PTH113
            reason = "is no regular file" if os.path.exists(real) else "is not there"  # noqa: PTH110
            message = f"the sample {sample.file!r} {reason}"
            return kinds.MISSING_FILE.at(sample.span, message)
        return None

    def display(self, file: str) -> str:
        """The path of a sample's file for findings."""
        return display_path(self.folder / file, self._base)

    def text(self, sample: Sample) -> SourceFile | Diagnostic:
        """The text of a sample that `find` has found, or why it cannot be read."""
        if sample.file not in self._texts:
            name = self.display(sample.file)
            path = self.folder / sample.file
            self._texts[sample.file] = read_file(path, name, most=MAX_SAMPLE_BYTES)
        return self._texts[sample.file]

    def read(self, sample: Sample) -> tuple[SampleFile | None, tuple[Diagnostic, ...]]:
        """The content of a sample that `find` has found, and what is wrong with it as JSON."""
        if sample.file not in self._read:
            self._read[sample.file] = self._load(sample)
        return self._read[sample.file]

    def _load(self, sample: Sample) -> tuple[SampleFile | None, tuple[Diagnostic, ...]]:
        source = self.text(sample)
        if isinstance(source, Diagnostic):
            return None, (kinds.MISSING_FILE.at(source.span, source.message, hint=source.hint),)
        try:
            parsed = parse_json(source.text)
        except JsonFault as fault:
            span = source.span_at(fault.offset)
            return None, (kinds.NOT_JSON.at(span, f"not JSON: {fault.message}"),)
        file = SampleFile(source, parsed.value)
        return file, tuple(_duplicates(file)) if parsed.has_duplicates else ()

    def unused(self, used: set[str]) -> Iterator[str]:
        """The files of the folder that are not among the used ones, without hidden ones.

        By their paths below the folder.
        """
        if self._inside is None:
            return
        for folder, folders, names in os.walk(self.folder):
            folders[:] = sorted(name for name in folders if not name.startswith("."))
            for name in sorted(names):
                path = Path(folder, name)
                below = path.relative_to(self.folder).as_posix()
                if below not in used and not name.startswith((".", "README")):
                    yield below


def normal(file: str) -> str:
    """One spelling of a sample's path: without `./`, `//` and such."""
    return posixpath.normpath(file)


def _real_path(path: Path) -> Path | None:
    """Where a path leads, links followed; None when no file can have it."""
    try:
        return path.resolve()
    except (OSError, RuntimeError, ValueError):  # too long, links in a circle, a NUL
        return None


def _duplicates(file: SampleFile) -> Iterator[Diagnostic]:
    for key, again, first in file.places.duplicates:
        yield kinds.DUPLICATE_KEY.at(
            again,
            f"the key {key!r} stands twice in this object; the last one counts",
            related=[Related("first", first)],
        )
