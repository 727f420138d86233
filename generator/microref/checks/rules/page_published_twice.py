"""Documents include a page more than once, so its operations are published more than once.

Readers find two places for one operation, and links lead to either. In one document all
anchors of the second place get numbers instead of names. Mostly a line was copied, and
its path was not changed.

Wrong::

    .. include:: servers.inc
    .. include:: servers.inc

Right::

    .. include:: servers.inc
    .. include:: flavors.inc
"""

from __future__ import annotations

from collections.abc import Iterator

from microref.checks.rule import Rule, the_spec
from microref.checks.subject import Subject
from microref.diagnostics import Diagnostic, Kind, Related, Severity
from microref.model import Spec


def _find(spec: Spec, subject: Subject) -> Iterator[Diagnostic]:
    for page in spec.pages.values():
        places = [
            inclusion
            for inclusion in subject.published.inclusions.get(page.key, ())
            if inclusion.is_whole
        ]
        if len(places) > 1:
            yield RULE.kind.at(
                page.span,
                f"the page {page.key!r} is included {len(places)} times;"
                " its operations are published as often",
                hint="keep one of the `include` lines",
                related=[Related("included", inclusion.span) for inclusion in places],
            )


RULE = Rule(Kind("C111", "page-published-twice", Severity.WARNING, __doc__ or ""), the_spec, _find)
