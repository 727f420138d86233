"""Text holds a directive that neither docutils nor Sphinx has: an error is shown in its place.

What it holds is missing on the page. Known are the directives of docutils and of Sphinx with the
extensions that come with it, and names that the project's conf.py has as texts. Where conf.py
loads other extensions, only a name that is nearly a known one is reported. Names of domains
that Sphinx does not have are not judged.

A directive that is defined otherwise is named in pyproject.toml:
``allow_directives = ["mermaid"]`` under `[tool.microref]`.

Wrong::

    description: |
      .. warnung:: The server stops.

Right::

    description: |
      .. warning:: The server stops.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from microref.checks.dangers import dangers
from microref.checks.known_markup import KnownMarkup
from microref.checks.rst_names import DIRECTIVES
from microref.checks.rule import Rule, the_spec
from microref.checks.subject import Subject
from microref.diagnostics import Diagnostic, Kind, Severity
from microref.model import Spec
from microref.words import did_you_mean

_NAMED = re.compile(r"\.\.[ \t]+(?:\|[^|\n]+\|[ \t]+)?([^\W_][\w.+:-]*?)[ \t]?::(?=\s|\Z)")


def _find(_spec: Spec, subject: Subject) -> Iterator[Diagnostic]:
    known = KnownMarkup.of(subject, DIRECTIVES, "directive")
    for text in subject.marked:
        if "::" not in text.source or not any(map(known.lacks, _NAMED.findall(text.source))):
            continue
        parsed = subject.parsed(text.source)
        told = {(danger.line, danger.name) for danger in dangers(parsed)}
        for head in parsed.heads:
            # Those of os-api-ref, spelt in any way, are not for texts at all.
            is_structure = head.name.lower().startswith("rest_")
            if known.lacks(head.name) and (head.line, head.name) not in told and not is_structure:
                span = text.span_of_line(head.line)
                hint = did_you_mean(head.name, DIRECTIVES) or known.hint
                yield RULE.kind.at(span, f"there is no directive {head.name!r}", hint=hint)


RULE = Rule(Kind("R107", "unknown-directive", Severity.ERROR, __doc__ or ""), the_spec, _find)
