"""Text holds a link that is code or data, such as `javascript:`, in place of an address.

A click on it would run code on the page, with what the reader may do there. Browsers
take such an address also with blanks, in capitals, and escaped; so it is judged as
docutils reads it: in links, targets, the `:target:` of images, and in words that
docutils makes a link of. No option allows one, and no comment silences this. A word that is
only meant to be seen stands in double backquotes.

Wrong::

    description: Try `this <javascript:alert(1)>`__, or `that <data:text/html,x>`__.

Right::

    description: Try `this <https://example.com/>`__, or write ``data:text/html,x``.
"""

from __future__ import annotations

from collections.abc import Iterator

from microref.checks.rule import Rule, the_spec
from microref.checks.subject import Subject
from microref.diagnostics import Diagnostic, Kind, Severity
from microref.model import Spec

_HINT = "link to a page, or write it in double backquotes"
_LONGEST = 40


def _find(_spec: Spec, subject: Subject) -> Iterator[Diagnostic]:
    for text, danger in subject.forbidden("link"):
        address = danger.name
        shown = address if len(address) <= _LONGEST else f"{address[:_LONGEST]}..."
        message = f"the link to {shown!r} leads to no page: it is code or data"
        yield RULE.kind.at(text.span_of_line(danger.line), message, hint=_HINT)


RULE = Rule(Kind("R103", "dangerous-link", Severity.ERROR, __doc__ or ""), the_spec, _find)
