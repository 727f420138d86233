"""Includes: which files a pattern names, within the project. Reads no file."""

from __future__ import annotations

import os
from pathlib import Path
from typing import NamedTuple

from microref.diagnostics import Diagnostic
from microref.load import kinds
from microref.load.grammar.document import Include
from microref.reading import real_path
from microref.source import Span

MAX_FOLDERS = 50


class Included(NamedTuple):
    """A file that an include names."""

    file: Path
    name: str
    """The file in the words of the include, the same wherever the project lies."""
    asked_at: Span


def matches(
    include: Include, folder: Path, project: Path
) -> tuple[list[Included], list[Diagnostic]]:
    """The files that an include of a file in `folder` names, in order, and what is wrong with it.

    `project` is the folder, without links, that all of them must lie in.
    """
    reason = _no_pattern(include.pattern)
    if reason is not None:
        message = f"{include.pattern!r} is no file or pattern of files: {reason}"
        return [], [kinds.INCLUDE.at(include.span, message)]
    faults = []
    inside = []
    found = [folder / include.pattern]
    fixed, wild = _split(include.pattern)
    if wild and real_path(folder / fixed).is_relative_to(project):
        try:
            found = sorted((folder / fixed).glob(wild))
        except OSError as error:
            message = f"cannot look for {include.pattern!r}: {error.strerror}"
            return [], [kinds.UNREADABLE.at(include.span, message)]
    for file in found:
        one_of_many = wild and file != folder / include.pattern
        name = Path(os.path.relpath(file, folder)).as_posix() if one_of_many else include.pattern
        if real_path(file).is_relative_to(project):
            inside.append(Included(file, name, include.span))
        else:
            message = f"{name!r} lies outside of the project"
            faults.append(kinds.INCLUDE.at(include.span, message))
    if not found:
        faults.append(kinds.UNREADABLE.at(include.span, f"no file matches {include.pattern!r}"))
    return inside, faults


def _no_pattern(pattern: str) -> str | None:
    """Why a pattern cannot be followed, or would keep us looking for ever."""
    parts = pattern.split("/")
    if "\0" in pattern:
        return "it contains a NUL character"
    if len(parts) > MAX_FOLDERS:
        return f"it names more than {MAX_FOLDERS} folders"
    if parts.count("**") > 1:
        return "** stands in it more than once"
    if any("**" in part for part in parts if part != "**"):
        return "** stands for whole folders only, as in pages/**/*.yaml"
    if ".." in _split(pattern)[1].split("/"):
        return ".. stands behind a *"
    return None


def _split(pattern: str) -> tuple[str, str]:
    """The folders before the first wildcard, and the rest; for a plain path the rest is empty."""
    parts = pattern.split("/")
    first = next((n for n, part in enumerate(parts) if "*" in part), len(parts))
    return "/".join([*parts[:first], ""]), "/".join(parts[first:])
