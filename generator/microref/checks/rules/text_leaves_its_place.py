"""Text holds what acts beyond it: a section title, a `rest_*` directive, a class for what follows.

Sections, methods, parameter lists and response codes are structure in the spec;
in text they would escape every check, also within directives such as `only`. Use
a `section` block, or the key that is made for it.

A text may stand before anything. A class, a target or column widths at its end
would go to what happens to follow, and `role`, `default-role`, `highlight`,
`default-domain`, `currentmodule` and the like would change the rest of the page.

Wrong::

    description: |
      Limits
      ======

      .. highlight:: json

      .. _limits:

Right::

    description:
      - section:
          title: Limits
          text: |
            .. _limits:

            There are some.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from microref.checks.rst import takes_too_long
from microref.checks.rule import Rule, each_rst
from microref.checks.subject import Subject
from microref.diagnostics import Diagnostic, Kind, Related, Severity
from microref.model import Rst

_IN_CONF = "define roles for all pages, by `rst_prolog` in conf.py"
_IN_ROLES = "write it out in each role"
_IN_CODE = "name the language in each `code-block`"
_LEAVE_OUT = "leave it out, or write it into a page of your own"
_PAGE_WIDE = {
    "role": _IN_CONF,
    "default-role": "name the role where it is used",
    "default-domain": _IN_ROLES,
    "currentmodule": _IN_ROLES,
    "module": _IN_ROLES,
    "namespace": _IN_ROLES,
    "namespace-push": _IN_ROLES,
    "program": _IN_ROLES,
    "highlight": _IN_CODE,
    "highlightlang": _IN_CODE,
    "footer": _LEAVE_OUT,
    "header": _LEAVE_OUT,
    "section-numbering": _LEAVE_OUT,
    "sectnum": _LEAVE_OUT,
    "target-notes": _LEAVE_OUT,
    "title": _LEAVE_OUT,
}
"""Directives that act on the rest of a page, without the domain, and what to do instead."""

_LONG_ENOUGH = 4
"""An adornment of fewer signs must be as long as its title, or docutils takes it for text."""

# Only texts that look like it are parsed: docutils is slow, and most texts are plain. Each
# pattern is only tried on texts that hold its signs, which is quicker than one for all.
_ACTS = re.compile(
    rf"\brest_\w+[ \t]?::|\b(?:class|tabularcolumns|{'|'.join(_PAGE_WIDE)})[ \t]?::",
    re.IGNORECASE,
)
# A target that says where it leads names nothing that follows.
_TARGET = re.compile(r"\.\.[ \t]+_(?!(?:`[^`\n]+`|[^`:\n]+):[ \t]+[^\s_]\S*$)", re.MULTILINE)
# A line of the same signs is an adornment, also in the cells of a grid.
_ADORNMENT = re.compile(r"^[^\S\n]*(?P<adornment>([!-/:-@\[-`{-~])\2*)[^\S\n]*$", re.MULTILINE)
_CELL = re.compile(r"\|[^\S\n]*([!-/:-@\[-`{}~])\1*[^\S\n]*(?=\|)")
# Lines that do not end as others do hide a title.
_ODD_END = re.compile(r"[\v\f\r\x1c-\x1e\x85\u2028\u2029]")


def _is_suspect(source: str) -> bool:
    return (
        ("::" in source and _ACTS.search(source) is not None)
        or (".." in source and _TARGET.search(source) is not None)
        or ("|" in source and _CELL.search(source) is not None)
        or _ODD_END.search(source) is not None
        or any(not _is_no_adornment(match, source) for match in _ADORNMENT.finditer(source))
    )


def _is_no_adornment(match: re.Match[str], source: str) -> bool:
    """Whether a line of a few signs is too short for the lines beside it to be titles."""
    length = len(match["adornment"] or "")
    if not 0 < length < _LONG_ENOUGH:
        return False
    # Not by cutting the text in two: one of many such lines would be copied for each.
    start, end = match.start() - 1, match.end() + 1
    before = source[source.rfind("\n", 0, max(0, start)) + 1 : max(0, start)].strip()
    after = source.find("\n", end)
    behind = source[end : after if after >= 0 else len(source)].strip()
    return all(not line or len(line) > length for line in (before, behind))


def _find(text: Rst, subject: Subject) -> Iterator[Diagnostic]:
    if not _is_suspect(text.source) and not takes_too_long(text.source):
        return
    parsed = subject.parsed(text.source)
    if parsed.is_too_deep:
        yield RULE.kind.at(text.span, "text nests too deeply, or is too long, to be read")
    for line in parsed.title_lines:
        yield _at(text, line, "text must not hold a section title", "use a `section` block")
    for line, name in parsed.directives:
        hint = _hint_against(name.lower())
        if hint is not None:
            yield _at(text, line, f"text must not hold the directive {name!r}", hint)
    for line, name in parsed.open_directives:
        message = f"the directive {name!r} has nothing to act on in this text"
        yield _at(text, line, message, "it would act on what follows the text: leave it out")
    for line, name in parsed.open_targets:
        what = f"the target {name!r}" if name else "the target"
        message = f"{what} has nothing to name in this text"
        yield _at(text, line, message, "it would name what follows the text: put it before a block")


def _hint_against(directive: str) -> str | None:
    """What to do instead of a directive that no text may hold; None for any other."""
    if directive.startswith("rest_"):
        return "say it with the keys of the operation"
    return _PAGE_WIDE.get(directive.rpartition(":")[2])


def _at(text: Rst, line: int, message: str, hint: str) -> Diagnostic:
    span = text.span_of_line(line)
    # A text holds no comments: a finding in it is suppressed where it begins.
    related = [Related("text begins", text.span)] if span.line != text.span.line else []
    return RULE.kind.at(span, message, hint=hint, related=related)


RULE = Rule(Kind("S015", "text-leaves-its-place", Severity.ERROR, __doc__ or ""), each_rst, _find)
