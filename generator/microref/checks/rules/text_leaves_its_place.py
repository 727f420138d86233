"""Text holds what would end its own block: a section title or a `rest_*` directive.

Sections, methods, parameter lists and response codes are structure in the spec;
in text they would escape every check. Use a `section` block, or the key that is
made for it.

Wrong::

    description: |
      Limits
      ======

Right::

    description:
      - section: {title: Limits, text: ...}
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from microref.checks.rst import parse
from microref.checks.rule import Rule, each_text, the_spec
from microref.checks.subject import Subject
from microref.diagnostics import Diagnostic, Kind, Related, Severity
from microref.model import Admonition, Prose, Rst, Spec, VersionNote
from microref.model.walk import blocks

# Only texts that look like it are parsed: docutils is slow, and most texts are plain.
_SUSPECT = re.compile(
    r"rest_\w+[ ]?::|^[ \t]*([!-/:-@\[-`{-~])\1*[ \t]*$", re.MULTILINE | re.IGNORECASE
)


def _find(spec: Spec, subject: Subject) -> Iterator[Diagnostic]:
    for text in each_text(subject):
        for block in blocks(text):
            if isinstance(block, (Prose, Admonition, VersionNote)) and block.text is not None:
                yield from _judge(block.text)
    for notice in spec.notices.values():
        yield from _judge(notice.text)


def _judge(text: Rst) -> Iterator[Diagnostic]:
    if not _SUSPECT.search(text.source):
        return
    parsed = parse(text.source)
    if parsed.is_too_deep:
        yield RULE.kind.at(text.span, "text nests too deeply to be read")
    for line in parsed.title_lines:
        yield _at(text, line, "text must not hold a section title", "use a `section` block")
    for line, name in parsed.directives:
        if name.lower().startswith("rest_"):
            message = f"text must not hold the directive {name!r}"
            yield _at(text, line, message, "say it with the keys of the operation")


def _at(text: Rst, line: int, message: str, hint: str) -> Diagnostic:
    span = text.span_of_line(line)
    # A text holds no comments: a finding in it is suppressed where it begins.
    related = [Related("text begins", text.span)] if span.line != text.span.line else []
    return RULE.kind.at(span, message, hint=hint, related=related)


RULE = Rule(Kind("S015", "text-leaves-its-place", Severity.ERROR, __doc__ or ""), the_spec, _find)
