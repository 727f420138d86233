"""The page shows a field under nearly the name that is sent: one of the two is misspelt.

A label is for names that the page writes in another way, as `events.event` for a field
of `events`. A label that differs from the name by a letter, a plural, its case or its
punctuation is none of these: readers copy it, and the API does not know it.

An import makes such labels where the list of a page and its samples disagree. Take the
label away if the name is right; else correct the name, and the sample.

Wrong::

    - hypervisors_links: {use: links, label: hypervisor_links}

Right::

    - hypervisors_links: {use: links}
"""

from __future__ import annotations

from collections.abc import Iterator

from microref.checks.rule import Rule, the_spec
from microref.checks.subject import Subject
from microref.diagnostics import Diagnostic, Kind, Severity
from microref.model import Spec
from microref.words import is_misspelling


def _find(_spec: Spec, subject: Subject) -> Iterator[Diagnostic]:
    for use in subject.uses:
        if use.label is None or use.label.markup or use.is_wildcard or not use.row:
            continue
        # Of `servers.links` the last part is the name; a name may have dots itself.
        shown = use.label.text
        if shown.rpartition(".")[2].strip("/") == use.name or shown.endswith(use.name):
            continue
        if is_misspelling(shown, use.name):
            yield RULE.kind.at(
                use.label.span,
                f"the page shows {shown!r}, and {use.name!r} is sent: one of them is misspelt",
                hint="correct the name and the samples, or leave the label out",
            )


RULE = Rule(
    Kind("S028", "name-differs-from-sample", Severity.WARNING, __doc__ or ""), the_spec, _find
)
