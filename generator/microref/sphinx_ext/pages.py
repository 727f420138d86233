"""Generates the pages at the start of a Sphinx build, and reports findings as Sphinx does."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import Path

from sphinx.util import logging

from microref import api
from microref.diagnostics import Diagnostic, Severity
from microref.output import OutputFault
from microref.sphinx_ext.history import History, history_of

logger = logging.getLogger(__name__)


class BuildRefused(SystemExit):
    """The spec has errors: publishing its pages would say less than it, or something else.

    Not an exception of Sphinx's: for those it prints a traceback and asks for a bug
    report, and a fault in a spec is neither its bug nor ours.
    """

    def __init__(self, reason: str) -> None:
        super().__init__(2)
        self.reason = reason


@dataclass(frozen=True)
class Generated:
    """The pages as they stand below the sources of Sphinx, and where they come from."""

    titled: tuple[str, ...] = ()
    """The pages that have a title, by their paths below the sources."""
    folder: Path | None = None
    """The output folder; None if there is no spec."""
    reopen: Callable[[], api.Project] | None = None
    facts: api.PageFacts | None = None
    """What the spec knows of the pages besides."""
    history: History | None = None
    """What each version brought; None if there is no spec."""

    @cached_property
    def _project(self) -> api.Project | None:
        # Only a message asks for it. Until then a spec in memory would slow down Sphinx,
        # whose garbage collector looks at all that there is.
        return None if self.reopen is None else self.reopen()

    def origin(self, file: Path, line: int) -> str | None:
        """The place in the spec that a line of a page is made of; None for other files."""
        path = Path.cwd() / file
        if self.folder is None or not path.is_relative_to(self.folder) or self._project is None:
            return None
        name = path.relative_to(self.folder).as_posix()
        lines = path.read_text("utf-8").splitlines() if path.is_file() else []
        span = api.origin(self._project, name, lines, line)
        return None if span is None else span.place


def generate_pages(spec: Path | None, configured_in: Path, sources: Path) -> Generated:
    """Bring the generated pages up to date; raises BuildRefused when the spec has errors.

    They stand where the project says, if that is a folder of Sphinx's `sources`, else
    right there. Findings are named by their place in the spec, relative to the
    current folder. Pages of a project without a spec are published as they are.
    """
    if spec is None and not api.has_spec(configured_in):
        logger.info("Microref: there is no spec here; the pages are published as they are")
        return Generated()
    try:
        reopen = partial(api.load, spec, configured_in, base=Path.cwd())
        project = reopen()
        configured = project.config.output
        output = configured if configured.is_relative_to(sources) else sources
        plan = api.plan_build(project, output)
        _report(plan.diagnostics)
        if plan.refused:
            errors = sum(found.severity is Severity.ERROR for found in plan.diagnostics)
            plural = "" if errors == 1 else "s"
            raise _refused(f"the reference has {errors} error{plural}; no page was written")
        api.apply(plan)
        facts, history = api.page_facts(project, plan), history_of(project)
    except (api.CallError, OutputFault) as fault:
        raise _refused(str(fault)) from None
    below = output.relative_to(sources)
    titled = tuple((below / name).as_posix() for name in api.titled_pages(project))
    return Generated(titled, output, reopen, facts, history)


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
