"""Generates the pages at the start of a Sphinx build, and reports findings as Sphinx does."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from sphinx.util import logging

from microref import api
from microref.diagnostics import Diagnostic, Severity
from microref.output import OutputFault

logger = logging.getLogger(__name__)


class BuildRefused(SystemExit):
    """The spec has errors: publishing its pages would say less than it, or something else.

    Not an exception of Sphinx's: for those it prints a traceback and asks for a bug
    report, and a fault in a spec is neither its bug nor ours.
    """

    def __init__(self, reason: str) -> None:
        super().__init__(2)
        self.reason = reason


def generate_pages(spec: Path | None, configured_in: Path, sources: Path) -> None:
    """Bring the generated pages up to date; raises BuildRefused when the spec has errors.

    They stand where the project says, if that is a folder of Sphinx's `sources`, else
    right there. Findings are named by their place in the spec, relative to the
    current folder. Pages of a project without a spec are published as they are.
    """
    if spec is None and not api.has_spec(configured_in):
        logger.info("Microref: there is no spec here; the pages are published as they are")
        return
    try:
        project = api.open_project(spec, configured_in, base=Path.cwd())
        configured = project.config.output
        output = configured if configured.is_relative_to(sources) else sources
        plan = api.plan_build(project, output)
        _report(plan.diagnostics)
        if plan.refused:
            errors = sum(found.severity is Severity.ERROR for found in plan.diagnostics)
            plural = "" if errors == 1 else "s"
            raise _refused(f"the reference has {errors} error{plural}; no page was written")
        api.apply(plan)
    except (api.CallError, OutputFault) as fault:
        raise _refused(str(fault)) from None


def _refused(reason: str) -> BuildRefused:
    logger.error("Microref: %s", reason, type="microref")
    return BuildRefused(reason)


def _report(diagnostics: Iterable[Diagnostic]) -> None:
    for found in diagnostics:
        notes = "".join(f" ({note})" for note in found.related)
        hint = f"; {found.hint}" if found.hint else ""
        log = logger.error if found.severity is Severity.ERROR else logger.warning
        if found.severity is Severity.INFO:
            log = logger.info
        log(
            "%s %s%s%s",
            found.code,
            found.message,
            notes,
            hint,
            location=found.span.place,
            type="microref",
            subtype=found.code,
        )
