"""Text holds markup that is written wrongly, so that readers see it as words, or do not see it.

docutils says nothing of it. A directive with one colon is a comment: all that it holds is
missing on the page. A role with a blank before its text, a directive without the blank behind
its dots, a link or a block of code as Markdown has it are shown as they are written.

Only the names of directives and roles of docutils and Sphinx count. A comment that begins with
other words is one, and words in single backquotes are left as they are.

Wrong::

    description: |
      See :ref: `limits` and [the guide](https://example.com/).

      .. warning:
         The server stops.

Right::

    description: |
      See :ref:`limits` and `the guide <https://example.com/>`__.

      .. warning::
         The server stops.
"""

from __future__ import annotations

from collections.abc import Iterator

from microref.checks.rst_slips import may_slip
from microref.checks.rule import Rule, the_spec
from microref.checks.subject import Subject
from microref.diagnostics import Diagnostic, Kind, Severity
from microref.model import Spec


def _find(_spec: Spec, subject: Subject) -> Iterator[Diagnostic]:
    for text in subject.marked:
        if may_slip(text.source):
            for slip in subject.parsed(text.source).slips:
                yield RULE.kind.at(text.span_of_line(slip.line), slip.words, hint=slip.hint)


RULE = Rule(Kind("R105", "dropped-markup", Severity.ERROR, __doc__ or ""), the_spec, _find)
