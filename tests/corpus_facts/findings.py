"""What `microref check` finds in the references of the corpus, once they are imported."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from microref import api
from microref.diagnostics import Diagnostic, Severity
from microref.report import Report
from tests.roundtrip.published.services import Service

SEED = "2026"


@dataclass(frozen=True, order=True)
class Found:
    """One finding in one service, apart from the lines that it is on."""

    code: str
    service: str
    fingerprint: str
    """As in reports; stays when lines move."""
    severity: str
    place: str
    message: str

    @property
    def lot(self) -> str:
        """Its number in the draw: the lowest are drawn, whatever else is found."""
        return hashlib.sha256(f"{SEED} {self.service} {self.fingerprint}".encode()).hexdigest()


@dataclass(frozen=True)
class Checked:
    """A service with all that is found in it."""

    service: str
    entries: int
    """The rows of its lists: how large the reference is."""
    found: tuple[Found, ...]

    def of(self, code: str) -> tuple[Found, ...]:
        return tuple(one for one in self.found if one.code == code)


def check(service: Service) -> Checked:
    """Import a service, or take the import that is there, and check it."""
    assert service.done.code in (0, 1), service.done.said
    return check_project(service.name, service.project)


def check_project(name: str, folder: Path) -> Checked:
    """Check an imported service; house rules are looked for, too."""
    project = api.load(start=folder)
    wanted = api.selection(project.config, added=["H"])
    result = api.check(project, wanted)
    report = Report(result.diagnostics, folders=result.folders)
    rows = sum(len(message.rows) for message in project.messages)
    return Checked(name, rows, tuple(_found(name, report)))


def _found(service: str, report: Report) -> Iterator[Found]:
    for diagnostic, fingerprint in zip(report.diagnostics, report.fingerprints, strict=True):
        yield Found(
            diagnostic.code,
            service,
            fingerprint,
            str(diagnostic.severity),
            str(diagnostic.span),
            _told(diagnostic),
        )


def _told(diagnostic: Diagnostic) -> str:
    notes = "".join(f" ({note})" for note in diagnostic.related)
    return f"{diagnostic.message}{notes}"


def is_judged(found: Found) -> bool:
    """Whether findings of its severity have to be right nine times out of ten."""
    return Severity.parse(found.severity) >= Severity.WARNING
