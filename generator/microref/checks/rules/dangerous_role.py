"""Text holds a role that reads a file, runs code, or writes into the page as it is.

`:download:` copies the file that it names into what is published, and its path may lead
anywhere. Roles called `raw` or `raw-html` put their words on the page as HTML; a
text cannot define one, but conf.py can. A formula must not hold commands of TeX that
read files or make links.

As with directives, ``allow_directives = ["download"]`` under `[tool.microref]` allows one
by its name, and a comment in the spec does not.

Wrong::

    description: See :download:`the list </../../list.csv>`.

Right::

    description: See `the list <https://example.com/list.csv>`__.
"""

from __future__ import annotations

from collections.abc import Iterator

from microref.checks.rule import Rule, the_spec
from microref.checks.subject import Subject
from microref.diagnostics import Diagnostic, Kind, Severity
from microref.model import Spec

_HINT = "leave it out, or name it in `allow_directives` under [tool.microref]"


def _find(_spec: Spec, subject: Subject) -> Iterator[Diagnostic]:
    for text, danger in subject.forbidden("role"):
        message = f"text must not hold the role {danger.name!r}: it {danger.does}"
        yield RULE.kind.at(text.span_of_line(danger.line), message, hint=_HINT)


RULE = Rule(Kind("R102", "dangerous-role", Severity.ERROR, __doc__ or ""), the_spec, _find)
