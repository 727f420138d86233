"""Text holds a directive that reads a file, runs code, or writes into the page as it is.

A spec may come from elsewhere, and what a text says is published. `include`,
`literalinclude` or a table `csv-table` with `:file:` would publish any file of the machine that
builds; `raw` would put scripts on the page; `ifconfig`, `program-output` or
`autoclass` would run code. An image must be a file below the sources: one at another
site is fetched by every reader. What is found is also what stands within other
directives, in cells, captions and substitutions, and in titles and labels with markup.

Where a project needs one, pyproject.toml says so: ``allow_directives = ["raw"]`` under
`[tool.microref]`. That is the word of the project and not of the text, so a comment in
the spec does not silence this, and nothing is built while it stands. Code that runs only in
tests (`doctest`, `testcode`) is fine, and so is a table or a diagram whose content
stands in the text.

Wrong::

    description: |
      .. csv-table:: Codes
         :file: /srv/codes.csv

Right::

    description: |
      .. csv-table:: Codes

         404, No such server
"""

from __future__ import annotations

from collections.abc import Iterator

from microref.checks.rule import Rule, the_spec
from microref.checks.subject import Subject
from microref.diagnostics import Diagnostic, Kind, Severity
from microref.model import Spec

_HINT = "leave it out, or name it in `allow_directives` under [tool.microref]"


def _find(_spec: Spec, subject: Subject) -> Iterator[Diagnostic]:
    for text, danger in subject.forbidden("directive"):
        span = text.span_of_line(danger.line)
        if danger.name:
            message = f"text must not hold the directive {danger.name!r}: it {danger.does}"
            yield RULE.kind.at(span, message, hint=_HINT)
        else:
            yield RULE.kind.at(text.span, f"text {danger.does}")


RULE = Rule(Kind("R101", "dangerous-directive", Severity.ERROR, __doc__ or ""), the_spec, _find)
