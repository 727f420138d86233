"""A spec with the settings that hold for it: how it is found, read and shown. Checks nothing."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from microref.calls import CallError
from microref.config import OUTPUT, SPEC, Config, Configured, find_config
from microref.derive.resolve import ResolvedMessage, resolve
from microref.diagnostics import Diagnostic, Severity, in_order
from microref.garbage import few_collections
from microref.load.files import read_file
from microref.load.kinds import HARMLESS
from microref.load.project import Loaded, load
from microref.reading import read_text, real_path
from microref.report import Folders
from microref.source import SourceFile

if TYPE_CHECKING:
    from microref.model import Spec


_BUILDS = ("build", "_build")


class Sources(Mapping[str, SourceFile]):
    """The files that findings point into: those of the spec, and any other when it is asked for."""

    def __init__(self, known: Mapping[str, SourceFile], base: Path) -> None:
        self._known = known
        self._base = base
        self._read: dict[str, SourceFile | None] = {}

    def __getitem__(self, path: str) -> SourceFile:
        source = self._known.get(path)
        if source is None:
            if path not in self._read:
                found = read_file(absolute(Path(path), self._base), path)
                self._read[path] = found if isinstance(found, SourceFile) else None
            source = self._read[path]
        if source is None:
            raise KeyError(path)
        return source

    def __iter__(self) -> Iterator[str]:
        return iter(self._known)

    def __len__(self) -> int:
        return len(self._known)


class Texts(Mapping[str, str]):
    """The texts below a folder, by their paths in it; found and read when they are asked for.

    Hidden folders and those that Sphinx builds into are left out, and what cannot be read.
    """

    def __init__(self, folder: Path, suffixes: tuple[str, ...]) -> None:
        self._folder = folder
        self._suffixes = suffixes
        self._read: dict[str, str] = {}

    @cached_property
    def _paths(self) -> dict[str, None]:
        found: list[str] = []
        for folder, folders, names in os.walk(self._folder):
            folders[:] = sorted(n for n in folders if not n.startswith(".") and n not in _BUILDS)
            below = Path(folder).relative_to(self._folder)
            found += [(below / n).as_posix() for n in sorted(names) if n.endswith(self._suffixes)]
        return dict.fromkeys(found)

    def __getitem__(self, path: str) -> str:
        if path not in self._paths:
            raise KeyError(path)
        if path not in self._read:
            text = read_text(self._folder / path)
            self._read[path] = text if isinstance(text, str) else ""
        return self._read[path]

    def __iter__(self) -> Iterator[str]:
        return iter(self._paths)

    def __len__(self) -> int:
        return len(self._paths)


@dataclass(frozen=True, slots=True)
class Project:
    """A spec with the settings that hold for it, as far as both could be read."""

    config: Config
    loaded: Loaded
    messages: tuple[ResolvedMessage, ...]
    start: Path
    """The folder from which it was opened; paths that are given later begin there."""
    base: Path
    """The folder to which the paths of findings are relative."""
    is_readable: bool
    """Whether there is a spec and the settings hold; if not, nothing found is the whole truth."""
    diagnostics: tuple[Diagnostic, ...]
    """What is wrong with the settings, and with the spec as it stands in its files."""

    @property
    def folders(self) -> Folders:
        """Where the paths of findings begin, and where the project does."""
        return Folders(self.base.as_posix(), self.config.folder.as_posix())

    @property
    def sources(self) -> Sources:
        """The files that findings of this project point into."""
        return Sources(self.loaded.sources, self.base)

    @property
    def lost(self) -> tuple[Diagnostic, ...]:
        """The faults for which something that the spec says has not been read."""
        return tuple(
            fault
            for fault in self.diagnostics
            if fault.severity is Severity.ERROR and fault.code not in HARMLESS
        )

    @property
    def source(self) -> str:
        """The root file of the spec, as the marks of generated files name it."""
        return relative(self.loaded.root, self.config.folder)

    def samples_folder(self, spec: Spec) -> Path:
        """The folder of the samples, absolute."""
        return absolute(Path(spec.api.samples), self.loaded.root.parent)

    def is_inside(self, folder: Path) -> bool:
        """Whether a folder is the project's own when all links are followed."""
        real = real_path(folder)
        tops = (self.config.folder, self.loaded.root.parent)
        return any(real.is_relative_to(real_path(top)) for top in tops)


@few_collections()
def open_project(spec: Path | None, start: Path, base: Path | None = None) -> Project:
    """Read a spec and its settings, found from the folder `start` on.

    Without a `spec` the settings name it, or it is the nearest `parameters.yaml`;
    raises CallError when there is neither. Paths in findings are relative to
    `base`, by default to `start`.
    """
    start = start.absolute()
    base = (base or start).absolute()
    if spec is None:
        configured = find_config(start, base)
    else:
        configured = _settings_of(absolute(spec, start), base)
    config = configured.config
    if config.spec is None:
        raise CallError(
            f"there is no {SPEC} in {start} or above; name the root file of the spec,"
            " or make a project with `microref init`"
        )
    loaded = load(config.spec, base)
    return Project(
        config=config,
        loaded=loaded,
        messages=() if loaded.spec is None else resolve(loaded.spec),
        start=start,
        base=base,
        is_readable=loaded.spec is not None and not configured.diagnostics,
        diagnostics=in_order([*configured.diagnostics, *loaded.diagnostics]),
    )


def _settings_of(spec: Path, base: Path) -> Configured:
    """The settings for a spec that was named: those of its project, if it is the project's spec.

    What a project says (which operations it guards, where its pages go) does not
    hold for another spec that lies somewhere below its folder.
    """
    found = find_config(spec.parent, base)
    own = found.config.spec
    if own is not None and own.resolve() == spec.resolve():
        return found
    return Configured(Config(folder=spec.parent, spec=spec, output=spec.parent / OUTPUT))


def absolute(path: Path, start: Path) -> Path:
    """The path from the root on, without `..`, and with the links that the user named."""
    return Path(os.path.abspath(start / path))  # noqa: PTH100  resolve() would follow links


def relative(path: Path, start: Path) -> str:
    """The path from a folder on, with slashes."""
    return Path(os.path.relpath(path, start)).as_posix()
