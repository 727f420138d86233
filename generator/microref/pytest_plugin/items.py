"""Tests made of a spec: one for each sample, one for the rest. Knows no rule."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property
from itertools import groupby
from operator import attrgetter
from os import PathLike
from pathlib import Path
from typing import Any

import pytest

from microref import api
from microref.diagnostics import Diagnostic
from microref.report import Report
from microref.report.formats.text import Look, render
from microref.source import Span
from microref.testing.verdicts import standing

_QUOTED = Look(frames=True, summary=False)


class Contradiction(Exception):
    """What was found, as a failure of a test."""

    def __init__(self, found: tuple[Diagnostic, ...]) -> None:
        super().__init__("\n".join(map(str, found)))
        self.found = found


class SpecFile(pytest.File):
    """A spec with its samples."""

    @cached_property
    def project(self) -> api.Project:
        """The spec, read once in each process."""
        return api.load(self.path, self.config.rootpath)

    @cached_property
    def found(self) -> tuple[Diagnostic, ...]:
        """What `microref check` would fail for; looked for when the first test runs."""
        return standing(self.project)

    @cached_property
    def samples(self) -> tuple[api.SampleInfo, ...]:
        return api.samples(self.project)

    def collect(self) -> Iterator[pytest.Item | pytest.Collector]:
        """One test for the reference itself, and those of each operation."""
        yield ReferenceItem.from_parent(self, name="reference", spec=self)
        for operation, samples in groupby(self.samples, key=attrgetter("operation")):
            yield OperationSamples.from_parent(
                self, name=operation, spec=self, samples=tuple(samples)
            )

    def about(self, samples: Iterable[api.SampleInfo]) -> tuple[Diagnostic, ...]:
        """What was found of some samples."""
        entries = {sample.span for sample in samples}
        return tuple(one for one in self.found if entries & {one.entry, one.span})

    def quoted(self, found: tuple[Diagnostic, ...]) -> str:
        """Findings with the lines that they are about."""
        project = self.project
        report = Report(found, project.sources, {}, project.folders, project.config.fail_on)
        return render(report, _QUOTED).rstrip()


class OperationSamples(pytest.Collector):
    """The samples of one operation."""

    def __init__(self, *, spec: SpecFile, samples: tuple[api.SampleInfo, ...], **rest: Any) -> None:
        super().__init__(**rest)
        self._spec = spec
        self._samples = samples

    def collect(self) -> Iterator[SampleItem]:
        """A test for each sample, called by side, version and file."""
        seen: dict[str, int] = {}
        for sample in self._samples:
            version = "" if sample.microversion is None else f"{sample.microversion}-"
            what = f"{sample.side}[{version}{sample.file}"
            seen[what] = seen.get(what, 0) + 1
            again = f"-{seen[what]}" if seen[what] > 1 else ""
            name = f"{what}{again}]"
            # Given as text, the id is taken apart as those are that pytest remembers.
            identity = f"{self.nodeid}::{name}"
            yield SampleItem.from_parent(
                self, name=name, nodeid=identity, spec=self._spec, sample=sample
            )


class _Item(pytest.Item):
    """A test that fails for what was found."""

    def __init__(self, *, spec: SpecFile, **rest: Any) -> None:
        super().__init__(**rest)
        self.spec = spec

    def findings(self) -> tuple[Diagnostic, ...]:
        """What the test fails for."""
        raise NotImplementedError

    def place(self) -> Span | None:
        """Where the spec says what is tested."""
        return None

    def runtest(self) -> None:
        found = self.findings()
        if found:
            raise Contradiction(found)

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:
        error = excinfo.value
        if isinstance(error, Contradiction):
            return self.spec.quoted(error.found)
        if isinstance(error, api.CallError):
            return str(error)
        return super().repr_failure(excinfo, style)

    def reportinfo(self) -> tuple[PathLike[str] | str, int | None, str]:
        span = self.place()
        if span is None:
            return self.path, None, self.name
        names = [node.name for node in self.listchain() if isinstance(node, OperationSamples)]
        path = Path(self.config.rootpath, span.path)
        return path, span.line - 1, ".".join([*names, self.name])


class SampleItem(_Item):
    """A sample, judged at its version."""

    def __init__(self, *, sample: api.SampleInfo, **rest: Any) -> None:
        super().__init__(**rest)
        self.sample = sample

    def findings(self) -> tuple[Diagnostic, ...]:
        return self.spec.about([self.sample])

    def place(self) -> Span:
        return self.sample.span


class ReferenceItem(_Item):
    """All of a reference but its samples."""

    def findings(self) -> tuple[Diagnostic, ...]:
        of_samples = set(self.spec.about(self.spec.samples))
        return tuple(one for one in self.spec.found if one not in of_samples)
