"""A small project to begin with: its files, and whether a folder has room. Overwrites nothing.

The files are those of `assets/starter`, as they are there.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from microref.calls import CallError
from microref.config import OUTPUT, PYPROJECT, SPEC, find_config
from microref.new_project import NewProject, demand_room, write_project
from microref.output import OutputFault

_FILES = Path(__file__).with_name("assets") / "starter"
_OWN_FOLDERS = (OUTPUT, "api_samples")
"""What else stood in these would become a part of the reference."""


@dataclass(frozen=True, slots=True)
class Started:
    """A project that was made to begin with."""

    folder: Path
    files: tuple[str, ...]
    """The files that were written, by paths below the folder, with slashes."""
    left: tuple[str, ...]
    """Files of the starter that the folder has its own of; they are as they were."""


def start_project(folder: Path) -> Started:
    """Write the starter into a folder, which is made when it is absent.

    What the folder holds already stays as it is. Raises CallError where a file of the
    starter would replace one or would not be the whole truth, OutputFault where it cannot
    be written; nothing is written then.
    """
    texts = starter_texts()
    demand_room(folder, force=True)
    left = tuple(name for name in (PYPROJECT,) if os.path.lexists(folder / name))
    for name in left:
        del texts[name]
    _demand_nothing_lost(folder, texts)
    if left:
        _demand_settings(folder)
    try:
        write_project(folder, NewProject(texts, copies={}))
    except OutputFault:
        # None of these was there before; half a project would stand against the next try.
        for name in texts:
            (folder / name).unlink(missing_ok=True)
        raise
    return Started(folder, tuple(texts), left)


def starter_texts() -> dict[str, str]:
    """The files of the starter by their paths."""
    files = sorted(file for file in _FILES.rglob("*") if file.is_file() and file.suffix != ".pyc")
    return {file.relative_to(_FILES).as_posix(): file.read_text("utf-8") for file in files}


def _demand_nothing_lost(folder: Path, texts: dict[str, str]) -> None:
    if os.path.lexists(folder / SPEC):
        raise CallError(f"nothing was written: {folder / SPEC} exists already")
    for name in _OWN_FOLDERS:
        own = folder / name
        if any(not path.is_dir() for path in own.rglob("*")):
            raise CallError(
                f"nothing was written: {own} has files already;"
                " `microref import` makes a project of an existing reference"
            )
    for name in texts:
        if os.path.lexists(folder / name):
            raise CallError(f"nothing was written: {folder / name} exists already")
        for parent in (folder / part for part in Path(name).parents):
            if os.path.lexists(parent) and not parent.is_dir():
                raise CallError(f"nothing was written: {parent} is no folder")


def _demand_settings(folder: Path) -> None:
    """The folder has a pyproject.toml of its own: what holds there must be what the starter is."""
    config = find_config(folder).config
    if config.file is None:
        return
    own = folder / PYPROJECT
    if config.file != own:
        raise CallError(
            f"nothing was written: {config.file} would hold here too;"
            f" add an empty table [tool.microref] to {own} first"
        )
    if config.output != folder / OUTPUT or config.spec not in {None, folder / SPEC}:
        raise CallError(
            f"nothing was written: {own} names another spec or output than {SPEC} and {OUTPUT}"
        )
