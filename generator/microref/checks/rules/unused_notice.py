"""No text shows this notice, and no guard names it.

What it warns of reaches no reader. Often the place that showed it was lost in an edit.

Wrong, when nothing says `notice: swap`::

    notices:
      swap: {kind: important, text: Never do this by hand.}

Right::

    notices:
      swap: {kind: important, text: Never do this by hand.}
    pages:
      volumes:
        title: Volumes
        description: [{notice: swap}]
"""

from __future__ import annotations

from collections.abc import Iterator

from microref.checks.rule import Rule, the_spec, when_complete
from microref.checks.subject import Subject
from microref.diagnostics import Diagnostic, Kind, Severity
from microref.model import Guard, NoticeUse, Spec
from microref.model.walk import blocks, definitions, texts


def _find(spec: Spec, _subject: Subject) -> Iterator[Diagnostic]:
    if not spec.notices:
        return
    used = {guard.notice for guard in _guards(spec)}
    used |= {
        block.notice
        for text in texts(spec)
        for block in blocks(text)
        if isinstance(block, NoticeUse)
    }
    for key, notice in spec.notices.items():
        if key not in used:
            yield RULE.kind.at(
                notice.span,
                f"nothing shows the notice {key!r}",
                hint=f"show it with `notice: {key}` in a text, or remove it",
            )


def _guards(spec: Spec) -> Iterator[Guard]:
    for operation in spec.operations:
        yield from operation.guards
    for definition in definitions(spec):
        if definition.guard is not None:
            yield definition.guard


RULE = Rule(
    Kind("S025", "unused-notice", Severity.WARNING, __doc__ or ""), when_complete(the_spec), _find
)
