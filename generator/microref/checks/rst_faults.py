"""What docutils rejects in a text, in words that help. Knows no rule, and no spec."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from microref.checks.rst_names import FORMS, Form
from microref.words import did_you_mean

if TYPE_CHECKING:
    from microref.checks.rst_reader import Head


class Fault(NamedTuple):
    """A fault of a text, with the line in it."""

    line: int
    words: str
    hint: str | None = None


_BLANK_LINE = "leave a blank line before it, or indent it as the line above"
_IN_WORDS = (
    (
        re.compile(r"Inline (?P<what>.+) start-string without end-string"),
        "inline {what} begins here and does not end",
        "end it, or put what is meant as it is between double backquotes",
    ),
    (
        re.compile(r"Unexpected indentation"),
        "this line is indented although no blank line is before it",
        _BLANK_LINE,
    ),
    (
        re.compile(r"(?P<what>.+) ends without a blank line; unexpected unindent"),
        "the {what} above ends without a blank line",
        _BLANK_LINE,
    ),
    (
        re.compile(r"(?P<what>.+) ends without a blank line"),
        "the {what} above ends without a blank line",
        _BLANK_LINE,
    ),
    (
        re.compile(r"Literal block expected; none found"),
        "`::` is before this, and no literal block follows",
        "indent the block below the text, or write a single colon",
    ),
    (
        re.compile(r"malformed hyperlink target"),
        "this is no target",
        "write `.. _name:`, with a colon at the end",
    ),
)
_NEED_BODY = frozenset(
    """admonition attention caution code compound container csv-table danger epigraph error
    highlights hint important line-block list-table note parsed-literal pull-quote replace seealso
    sidebar table tip todo topic warning""".split()  # noqa: SIM905 - easier to read as text
)
_ONE_WORD = frozenset({"code", "code-block", "highlight", "sourcecode"})
"""Directives whose only argument is one word."""
# What a text must not do at all is said by the rules about that.
_SAID_ELSEWHERE = re.compile(r"deactivated|disabled|^$")


def fault(line: int, message: str) -> Fault | None:
    """A message of docutils in words that help; None where others say it."""
    # A table follows its message, for example.
    message = " ".join(re.split(r"\n\s*\n", message)[0].split())
    for pattern, words, hint in _IN_WORDS:
        match = pattern.match(message)
        if match is not None:
            what = match.groupdict().get("what", "").replace("_", " ")
            return Fault(line, words.format(what=what[:1].lower() + what[1:]), hint)
    if _SAID_ELSEWHERE.search(message):
        return None
    return Fault(line, message[:1].lower() + message[1:].rstrip("."))


def faults_of(head: Head) -> Iterator[Fault]:
    """What is wrong with the form of a directive for which docutils would not take it."""
    name = head.name.lower()
    form = FORMS.get(name)
    # What a table of CSV lacks is said by the reader, as docutils makes it.
    if form is None or name == "csv-table":
        return
    whose = f"the directive {head.name!r}"
    argument, content = head.argument, head.content
    if form.options:
        unknown = [option for option in head.options if option not in form.options]
        for option in unknown:
            hint = did_you_mean(option, form.options) or _options_of(form)
            yield Fault(head.line, f"{whose} has no option {option!r}", hint)
        if head.is_broken and not unknown:
            message = f"something stands among the options of {whose} that is none"
            yield Fault(head.line, message, "leave a blank line behind the options")
    if not form.required and not form.optional:
        argument, content = "", f"{argument}\n{content}"
    words = argument.split()
    has_body = bool(content.strip())
    if len(words) < form.required:
        yield Fault(head.line, f"{whose} has no argument", f"write it behind `{name}::`")
    elif name in _ONE_WORD and len(words) > 1:
        message = f"{whose} takes one word, and {argument.strip()!r} are {len(words)}"
        yield Fault(head.line, message, "leave a blank line before its content")
    elif has_body and not form.has_body:
        yield Fault(head.line, f"{whose} has no content, and here is some", "unindent what follows")
    elif not has_body and name in _NEED_BODY:
        yield Fault(head.line, f"{whose} has no content", "indent what belongs to it")


def _options_of(form: Form) -> str:
    return f"its options are {', '.join(sorted(form.options))}"
