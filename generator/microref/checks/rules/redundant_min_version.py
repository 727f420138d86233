"""A `min_version` that is the lowest version of the API.

It says nothing, and readers of the page would take the parameter for one that came later.

Wrong, where the API begins at 2.1::

    tag: {in: body, type: string, min_version: "2.1"}

Right::

    tag: {in: body, type: string}
"""

from __future__ import annotations

from collections.abc import Iterator

from microref.checks.rule import Rule, each_definition
from microref.checks.subject import Subject
from microref.diagnostics import Diagnostic, Kind, Severity
from microref.model import Definition


def _find(definition: Definition, subject: Subject) -> Iterator[Diagnostic]:
    lowest = subject.spec.api.microversions.minimum
    window = definition.window
    if lowest is not None and window is not None and window.min == lowest:
        yield RULE.kind.at(
            definition.span, f"`min_version` is {lowest}, the lowest version of the API"
        )


RULE = Rule(
    Kind("H106", "redundant-min-version", Severity.INFO, __doc__ or ""), each_definition, _find
)
