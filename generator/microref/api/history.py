"""What each microversion brought: notes of the spec, and what its windows say. Prints nothing."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from microref.derive.changes import Change, OperationChanges, changes
from microref.microversion import Microversion
from microref.model import Release
from microref.project import Project

__all__ = ["ChangedOperation", "NoteLine", "VersionHistory", "history"]


class NoteLine(NamedTuple):
    """A line of RST that a note says, and its place in the spec."""

    text: str
    """The line, without its end."""
    file: str
    """The file of the spec, as findings name it."""
    line: int
    """The number of the line there, counted from 1."""


class ChangedOperation(NamedTuple):
    """An operation that a version changes."""

    id: str
    """Its id in the spec."""
    title: str
    """Its title: plain text, or RST where the spec has that."""
    method: str
    """The HTTP method."""
    path: str
    """The URL path."""
    changes: tuple[Change, ...]
    """What is different about it from this version on."""


class VersionHistory(NamedTuple):
    """What a version brought. Of texts and numbers only: it keeps nothing of the spec."""

    version: Microversion
    """The version."""
    releases: tuple[str, ...]
    """The names of the first release that serves the version; empty if none is known."""
    note: tuple[NoteLine, ...]
    """What the spec says of it, in RST."""
    operations: tuple[ChangedOperation, ...]
    """What changes, as it follows from the windows of the spec."""


def history(project: Project) -> tuple[VersionHistory, ...]:
    """The versions that have a note or change something, ascending; none without a spec."""
    spec = project.loaded.spec
    if spec is None:
        return ()
    from microref.emit.rst.history import history_notes

    notes = {
        version: tuple(NoteLine(line.text, line.place.path, line.place.line) for line in lines)
        for version, lines in history_notes(spec).items()
    }
    changed = {
        found.version: tuple(_changed(of) for of in found.operations)
        for found in changes(spec, project.messages)
    }
    return tuple(
        VersionHistory(
            version,
            _first_with(spec.api.microversions.releases, version),
            notes.get(version, ()),
            changed.get(version, ()),
        )
        for version in sorted({*notes, *changed})
    )


def _changed(found: OperationChanges) -> ChangedOperation:
    of = found.operation
    return ChangedOperation(of.id, of.title.text, of.method, of.path, found.changes)


def _first_with(releases: Iterable[Release], version: Microversion) -> tuple[str, ...]:
    """The names of the first release that serves a version: each is known by its highest."""
    serving = (release for release in releases if release.version >= version)
    first = min(serving, key=lambda release: release.version, default=None)
    return () if first is None else first.names
