"""Text holds markup that docutils rejects: it reports an error, and shows raw text or less.

Inline markup that does not end, a list or a block that stands at an indentation where none can
stand, a malformed table, a directive with an option that it does not have or without its
content. A page with such a text has a box of an error on it, or lacks what was meant, and a
build with ``-W`` fails, far from the file to mend. So it is told here, at the line of the text.

Wrong::

    description: |
      The state, which is *active or ``error``:
      - `active` runs

Right::

    description: |
      The state, which is *active* or ``error``:

      - ``active`` runs
"""

from __future__ import annotations

from collections.abc import Iterator

from microref.checks.rst_plain import is_plain
from microref.checks.rule import Rule, the_spec
from microref.checks.subject import Subject
from microref.diagnostics import Diagnostic, Kind, Severity
from microref.model import Spec


def _find(_spec: Spec, subject: Subject) -> Iterator[Diagnostic]:
    seen = set()
    plain = {source for source in {text.source for text in subject.marked} if is_plain(source)}
    for text in subject.marked:
        if text.source in plain:
            continue
        parsed = subject.parsed(text.source)
        # What others report of a line is the cause of more, as a fence is.
        told = {slip.line for slip in parsed.slips} | {*parsed.title_lines}
        told |= {line for line, _ in (*parsed.open_directives, *parsed.open_targets)}
        for fault in parsed.faults:
            span = text.span_of_line(fault.line)
            place = (span, fault.words)
            if fault.line not in told and place not in seen:
                seen.add(place)
                yield RULE.kind.at(span, fault.words, hint=fault.hint)


RULE = Rule(Kind("R104", "rst-error", Severity.ERROR, __doc__ or ""), the_spec, _find)
