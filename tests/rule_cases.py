"""Cases of what the checks find: small specs with their samples, and the exact findings.

A file of cases is a mapping:

- `before`: what each spec of the file begins with, by default BEFORE; a case may have its own
- `indent`: by how much the specs of the file are indented below that
- `cases`: a list, each with a `name` and a `spec`, of which places are lines and columns
  - `samples`: contents of the files below api_samples/, by their paths there
  - `guarded`: ids of operations that must have a guard, as in [tool.microref]
  - `allow_directives`: names of directives and roles, as in [tool.microref]
  - `documents`: hand-written texts of the Sphinx project, by their paths in it
  - `findings`: all of them, each as `[PATH:]LINE:COLUMN CODE [part of the message]`;
    without a path the place is in the spec, above line 1 in what stands before it

What a reference should have beside (completeness, house rules), and a small spec has
not, only counts in the file of the rule that asks for it; so does what is spare in it,
as definitions that the cases of a file share and not each of them uses.
"""

from __future__ import annotations

import re
import textwrap
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from microref.checks.kinds import ALL_KINDS
from microref.diagnostics import OPTIONAL, Diagnostic
from microref.report.selection import Selection
from microref.source import Span
from tests.helpers import NOT_IN_SMALL_SPECS, check_project

BEFORE = """\
microref: 1
api:
  title: Example API
  service_type: example
  microversions: {minimum: "2.1", maximum: "2.100"}
"""
SPEC = "parameters.yaml"

_KEYS = {
    "name",
    "before",
    "spec",
    "samples",
    "guarded",
    "allow_directives",
    "documents",
    "findings",
}
_CODES = {kind.slug: kind.code for kind in ALL_KINDS}
_FINDING = re.compile(r"(?:\S+:)?-?[0-9]+:[0-9]+ (?P<code>[A-Z][0-9]{3})(?: .+)?")


@dataclass(frozen=True)
class Case:
    """One spec and what is found in it."""

    file: Path
    name: str
    before: str
    spec: str
    indent: int
    samples: dict[str, str]
    guarded: tuple[str, ...]
    allowed: tuple[str, ...]
    documents: dict[str, str]
    findings: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.file.stem}: {self.name}"

    @property
    def codes(self) -> set[str]:
        return {_FINDING.fullmatch(finding)["code"] for finding in self.findings}  # type: ignore[index]

    def found(self, folder: Path) -> list[str]:
        """What the checks find, written as the case would write it."""
        for path, content in self.samples.items():
            file = folder / "api_samples" / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content.encode())
        spec = folder / SPEC
        own = textwrap.indent(self.spec, " " * self.indent)
        spec.write_bytes((self.before + own).encode())
        demanded = Span("pyproject.toml", 1, 1, 1, 1)
        return [
            self._written(diagnostic)
            for diagnostic in check_project(
                spec,
                dict.fromkeys(self.guarded, demanded),
                self.allowed,
                self.documents,
                Selection(added=OPTIONAL),
            )
            if self._counts(diagnostic.code)
        ]

    def _counts(self, code: str) -> bool:
        return not code.startswith(NOT_IN_SMALL_SPECS) or code == _CODES.get(self.file.stem)

    def _written(self, diagnostic: Diagnostic) -> str:
        span = diagnostic.span
        if span.path == SPEC:
            line = span.line - self.before.count("\n")
            place = f"{line}:{span.column - self.indent}"
        else:
            place = str(span)
        return f"{place} {diagnostic.code} {diagnostic.message}"

    def check(self, folder: Path) -> None:
        """Assert that just the findings of the case are found."""
        found = self.found(folder)
        left = list(self.findings)
        unexpected = []
        for line in found:
            met = next((wanted for wanted in left if _meets(line, wanted)), None)
            if met is None:
                unexpected.append(line)
            else:
                left.remove(met)
        wrong = [f"found: {line}" for line in unexpected] + [f"missed: {line}" for line in left]
        assert not wrong, "\n".join([str(self), *wrong])


def _meets(found: str, wanted: str) -> bool:
    place, code, part = [*wanted.split(" ", 2), ""][:3]
    return found.startswith(f"{place} {code} ") and part in found


def cases_in(folder: Path) -> list[Case]:
    """All cases of the files of a folder."""
    return [case for path in sorted(folder.glob("*.yaml")) for case in cases_of(path)]


def cases_of(path: Path) -> list[Case]:
    """The cases of one file."""
    content: dict[str, Any] = yaml.safe_load(path.read_text())
    unknown = set(content) - {"before", "indent", "cases"}
    assert not unknown, f"{path.name}: {unknown}"
    cases = []
    for case in content["cases"]:
        unknown = set(case) - _KEYS
        assert not unknown, f"{path.name}: {case['name']}: {unknown}"
        findings = tuple(case["findings"])
        for finding in findings:
            assert _FINDING.fullmatch(finding), f"{path.name}: {finding}"
        cases.append(
            Case(
                file=path,
                name=case["name"],
                before=case.get("before", content.get("before", BEFORE)),
                spec=case.get("spec", ""),
                indent=content.get("indent", 0),
                samples=case.get("samples", {}),
                guarded=tuple(case.get("guarded", ())),
                allowed=tuple(case.get("allow_directives", ())),
                documents=case.get("documents", {}),
                findings=findings,
            )
        )
    return cases
