"""No document of the Sphinx project includes this page, so no reader sees it.

The page is built and checked, and nobody misses it before a reader does. Documents are
the `.rst` files of the folder that the pages are built into; what they include counts
as well. Where that cannot be told, there is no finding: where no document includes any
page, where one includes files of other folders, and where each page is a document.

Wrong, when `index.rst` only says this::

    .. include:: servers.inc

Right::

    .. include:: servers.inc
    .. include:: flavors.inc
"""

from __future__ import annotations

from collections.abc import Iterator

from microref.checks.rule import Rule, the_spec
from microref.checks.subject import Subject
from microref.diagnostics import Diagnostic, Kind, Severity
from microref.model import Spec


def _find(spec: Spec, subject: Subject) -> Iterator[Diagnostic]:
    if subject.published.is_known:
        for page in spec.pages.values():
            if page.key not in subject.published.inclusions:
                yield RULE.kind.at(
                    page.span,
                    f"no document of {subject.sphinx.name or 'the Sphinx project'} includes"
                    f" the page {page.key!r}",
                    hint=f"include {page.key}.inc in one, or remove the page",
                )


RULE = Rule(Kind("C110", "page-not-published", Severity.WARNING, __doc__ or ""), the_spec, _find)
