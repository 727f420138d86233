"""Text holds a role that neither docutils nor Sphinx has: its words become an error on the page.

Known are the roles of docutils and of Sphinx with the extensions that come with it, and what
the project's conf.py names: keys of `extlinks`, roles in `rst_prolog`, and the projects of
openstackdocstheme, such as `nova` for `:nova-doc:`. Where conf.py loads other extensions, only
a name that is nearly a known one is reported. Names of domains that Sphinx does not have,
such as `:oslo.config:option:`, are not judged.

A role that is defined otherwise is named in pyproject.toml: ``allow_directives = ["spelling"]``
under `[tool.microref]`.

Wrong::

    description: The :reff:`limits`.

Right::

    description: The :ref:`limits`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from microref.checks.dangers import dangers
from microref.checks.known_markup import KnownMarkup
from microref.checks.rst_names import ROLES
from microref.checks.rule import Rule, the_spec
from microref.checks.subject import Subject
from microref.diagnostics import Diagnostic, Kind, Severity
from microref.model import Spec
from microref.words import did_you_mean

_NAMED = re.compile(r":([^\W_][\w.+:-]*?):`|`:([^\W_][\w.+:-]*?):")


def _find(_spec: Spec, subject: Subject) -> Iterator[Diagnostic]:
    known = KnownMarkup.of(subject, ROLES, "role")
    for text in subject.marked:
        if ":`" not in text.source and "`:" not in text.source:
            continue
        names = (before or behind for before, behind in _NAMED.findall(text.source))
        if not any(known.lacks(name) for name in names):
            continue
        parsed = subject.parsed(text.source)
        told = {(danger.line, danger.name) for danger in dangers(parsed)}
        for role in dict.fromkeys(parsed.roles):
            if known.lacks(role.name) and (role.line, role.name) not in told:
                span = text.span_of_line(role.line)
                hint = did_you_mean(role.name, ROLES) or known.hint
                yield RULE.kind.at(span, f"there is no role {role.name!r}", hint=hint)


RULE = Rule(Kind("R106", "unknown-role", Severity.ERROR, __doc__ or ""), the_spec, _find)
