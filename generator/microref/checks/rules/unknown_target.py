"""Text refers to a name that nothing has: a title, a target, a footnote or a substitution.

On the page an error stands in its place, or words in the form of a link that leads nowhere.
Names are looked for in everything that may be one document with the text: in all texts of the
spec, titles and labels, and in the documents of the Sphinx project with its conf.py. So
what is reported is defined nowhere. Labels of ``:ref:`` are reported only where conf.py is
known and loads neither `intersphinx` nor `autosectionlabel`, which may define any.

Wrong::

    description: See `List serverz`_ for the states.

Right::

    description: See `List servers`_ for the states.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from microref.checks.rst import Reference
from microref.checks.rst_targets import Names, normal
from microref.checks.rule import Rule, the_spec, when_complete
from microref.checks.subject import Subject
from microref.diagnostics import Diagnostic, Kind, Severity
from microref.model import Rst, Spec
from microref.words import did_you_mean

# What may be a reference, and its name where that can be told.
_MAY_REFER = re.compile(
    r"""`(?P<phrase>[^`<>]+)`_(?!_) | <(?P<alias>[^`<>]+)_>`
      | (?<![\w`.:/])(?P<word>[^\W_](?:\w*[^\W_])?)_(?![\w`]) | \|(?P<substitution>[^|\s][^|\n]*)\|
      | (?P<other>\]_|(?<!>)`__|(?<=[^\W_])_{1,2}(?![\w`]))""",
    re.VERBOSE,
)
_QUICK = re.compile(r"_(?:\W|\Z)|\|[^\s|]")
_ADDRESS = re.compile(r"^[ \t]*(?:\.\.[ \t]+__:|__[ \t])", re.MULTILINE)
_LABEL = re.compile(r"(?:[^<]*<)?([^<>]+)>?", re.DOTALL)
_IS_LITERAL = re.compile(r"``[^`]+``")


def _find(_spec: Spec, subject: Subject) -> Iterator[Diagnostic]:
    # An address may stand in a text of the page behind the one that needs it.
    addressed = {t.span.path for t in subject.written.rst if _ADDRESS.search(t.source)}
    for text in subject.marked:
        if _may_refer(text.source, subject, is_addressed=text.span.path in addressed):
            yield from _unknown(text, subject, addressed)
        if not subject.conf.has_labels_elsewhere and ":ref:`" in text.source:
            yield from _unknown_labels(text, subject)


def _may_refer(source: str, subject: Subject, *, is_addressed: bool) -> bool:
    """Whether a text may refer to what the spec does not define; where not, it needs no parse."""
    if _QUICK.search(source) is None:
        return False
    for match in _MAY_REFER.finditer(_IS_LITERAL.sub("", source)):
        group = match.lastgroup or ""
        kind = "substitution" if group == "substitution" else "target"
        if match[0] == "`__" and is_addressed:
            continue
        if group == "other" or not subject.names.has(kind, normal(match[group])):
            return True
    return False


def _unknown(text: Rst, subject: Subject, addressed: Collection[str]) -> Iterator[Diagnostic]:
    # A link with a name in brackets is noted as a reference, and as a target.
    references = subject.parsed(text.source).references
    for found in {(found.line, found.name): found for found in references}.values():
        span = text.span_of_line(found.line)
        markup = " ".join(found.markup.split())
        if found.kind == "address" and text.span.path in addressed:
            continue
        if found.kind == "address":
            message = f"{markup!r} has no address in this text"
            yield RULE.kind.at(
                span, message, hint="write `.. __: https://...` behind its paragraph"
            )
        elif not _is_known(found, subject):
            message = f"{markup!r} leads nowhere: no {_WHAT[found.kind]} has this name"
            hint = did_you_mean(found.name, _names(subject.names, found))
            yield RULE.kind.at(span, message, hint=hint)


_WHAT = {
    "target": "title and no target",
    "substitution": "substitution",
    "footnote": "footnote",
    "citation": "citation",
}


def _is_known(found: Reference, subject: Subject) -> bool:
    return subject.names.has(found.kind, found.name) or subject.names_of_documents.has(
        found.kind, found.name
    )


def _names(names: Names, found: Reference) -> frozenset[str]:
    if found.kind == "substitution":
        return names.substitutions
    return names.targets if found.kind == "target" else names.notes


def _unknown_labels(text: Rst, subject: Subject) -> Iterator[Diagnostic]:
    for role in dict.fromkeys(subject.parsed(text.source).roles):
        if role.name.lower() in ("ref", "std:ref"):
            match = _LABEL.fullmatch(role.source.partition("`")[2].rpartition("`")[0])
            label = "" if match is None else match[1]
            found = Reference(role.line, "target", normal(label), role.source)
            if not label.startswith("!") and not _is_known(found, subject):
                message = f"no label is called {' '.join(label.split())!r}"
                hint = did_you_mean(found.name, subject.names.targets)
                yield RULE.kind.at(text.span_of_line(role.line), message, hint=hint)


RULE = Rule(
    Kind("R108", "unknown-target", Severity.ERROR, __doc__ or ""), when_complete(the_spec), _find
)
