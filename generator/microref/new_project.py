"""A new project on disk: its texts, and files copied into it. Decides no content.

Files are written one after the other, each whole or not at all. Nothing outside of
the folder is touched, also not by a link that leads out of it.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from microref.output import OutputFault, write_bytes
from microref.reading import real_path


@dataclass(frozen=True, slots=True)
class NewProject:
    """What a project folder shall hold, by paths below it, with slashes."""

    texts: Mapping[str, str]
    copies: Mapping[str, Path]
    """Files to copy byte for byte, with where they are."""
    owned: tuple[str, ...] = ()
    """Folders in which files of an earlier import are deleted when they are not in this one."""
    built: tuple[str, ...] = ()
    """Files that the build will make; what stands there from an earlier import is deleted."""


def demand_room(folder: Path, *, force: bool) -> None:
    """Raise OutputFault where a project cannot be written; with `force` it may have files."""
    nearest = next(place for place in (folder, *folder.parents) if os.path.lexists(place))
    if not nearest.is_dir():
        raise OutputFault(f"cannot write to {folder}: {nearest} is no folder")
    if nearest == folder and not force and any(folder.iterdir()):
        raise OutputFault(f"{folder} is not empty; --force writes into it all the same")


def write_project(folder: Path, project: NewProject) -> int:
    """Write the files of a project, and return how many; raises OutputFault at the first fault."""
    for path in _stale(folder, project):
        if not real_path(path.parent).is_relative_to(real_path(folder)):
            raise OutputFault(f"{path} lies outside of {folder}")
    for path in _stale(folder, project):
        try:
            path.unlink()
        except OSError as error:
            raise OutputFault(f"cannot delete {path}: {error.strerror}") from error
    count = 0
    safe: set[Path] = set()
    for name, text in project.texts.items():
        _write(folder, name, text.encode("utf-8", "replace"), safe)
        count += 1
    for name, source in project.copies.items():
        try:
            content = source.read_bytes()
        except OSError as error:
            raise OutputFault(f"cannot read {source}: {error.strerror}") from error
        _write(folder, name, content, safe)
        count += 1
    return count


def _write(folder: Path, path: str, content: bytes, safe: set[Path]) -> None:
    """Write one file; `safe` are the folders that are known to lie within."""
    target = folder / path
    if target.parent not in safe:
        if not real_path(target.parent).is_relative_to(real_path(folder)):
            raise OutputFault(f"{target} lies outside of {folder}")
        safe.add(target.parent)
    try:
        if target.is_symlink():
            target.unlink()
        write_bytes(target, content)
    except OSError as error:
        raise OutputFault(f"cannot write {target}: {error.strerror}") from error


def _stale(folder: Path, project: NewProject) -> Iterator[Path]:
    """Files of an earlier import that would be read as parts of this one."""
    wanted = {folder / path for path in (*project.texts, *project.copies)}
    for owned in project.owned:
        for file in sorted((folder / owned).rglob("*.yaml")):
            if file not in wanted:
                yield file
    for path in project.built:
        file = folder / path
        if file not in wanted and file.is_file():
            yield file
