"""The history has an entry for a version at which nothing in the reference changes.

No window begins or ends there, no note such as `versionadded` names the version, and no
text names it or the one before: either the change is not documented, or it is one that
readers cannot see.

The lowest version of the API changes nothing and needs no reason.

Wrong::

    microversions:
      history:
        "2.85": Whether a volume is deleted with the server can be changed.

    parameters:
      - delete_on_termination: {type: boolean}

Right::

    microversions:
      history:
        "2.85": Whether a volume is deleted with the server can be changed.

    parameters:
      - delete_on_termination: {type: boolean, min_version: "2.85"}
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from microref.checks.rule import Rule, the_spec
from microref.checks.subject import Subject
from microref.diagnostics import Diagnostic, Kind, Severity
from microref.model import Admonition, Prose, Spec, VersionNote
from microref.model.walk import blocks

_NUMBER = re.compile(r"(?<![\w.])v?([0-9]+\.[0-9]+)(?![\w]|\.[0-9])")


def _find(spec: Spec, subject: Subject) -> Iterator[Diagnostic]:
    microversions = spec.api.microversions
    # Without an operation nothing can change: the reference has yet to be written.
    if not microversions.history or not subject.is_complete or not subject.operations:
        return
    changes = {named.change for named in subject.named_versions} | {microversions.minimum}
    left = [entry for entry in microversions.history if entry.version not in changes]
    if not left:
        return
    mentioned = _mentioned(spec, subject)
    for entry in left:
        # "Until 2.84" tells of 2.85, too. One beyond the API is another finding.
        words = {str(entry.version), str(entry.version.previous)}
        if mentioned.isdisjoint(words) and entry.version in microversions.window:
            yield RULE.kind.at(
                entry.span,
                f"nothing in the reference changes at {entry.version}",
                hint="give what it brought a min_version, a max_version or a note",
            )


def _mentioned(spec: Spec, subject: Subject) -> set[str]:
    """The versions that texts name, those of the history apart."""
    of_history = {
        id(block.text)
        for entry in spec.api.microversions.history
        for note in entry.notes
        for block in blocks(note)
        if isinstance(block, (Prose, Admonition, VersionNote))
    }
    texts = [text.source for text in subject.written.rst if id(text) not in of_history]
    texts += [label.text for label in subject.written.labels]
    return {number for text in texts for number in _NUMBER.findall(text)}


RULE = Rule(Kind("V010", "note-without-change", Severity.INFO, __doc__ or ""), the_spec, _find)
