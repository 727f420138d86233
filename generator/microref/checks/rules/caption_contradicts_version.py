"""A caption, a title or a heading names other versions than what it stands over.

Readers believe the words, and checks the `min_version`, the `max_version` and the
`microversion`; one of the two is wrong. A caption with one version, as in (v2.47), is
that of a sample for this version and later ones; one with a range fits any sample that is
judged inside it.

A placeholder such as (2.xx) that was never filled in is found, too.

Wrong::

    samples:
      - file: servers/v2.47/server-get-resp.json
        caption: Example Show Server (v2.47)
        min_version: "2.46"

Right::

    samples:
      - file: servers/v2.47/server-get-resp.json
        caption: Example Show Server (v2.47)
        min_version: "2.47"
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from microref.checks.rule import Rule, the_spec
from microref.checks.samples.versions import is_shown_in, version_shown
from microref.checks.subject import SampleNode, Subject
from microref.derive.resolve import ResolvedMessage
from microref.diagnostics import Diagnostic, Kind, Severity
from microref.microversion import Window
from microref.model import Label, Section, Spec, Text
from microref.model.walk import blocks, texts_of_operation

_PLACEHOLDER = re.compile(r"(?<![\w.])v?[0-9]{1,2}\.[xX]{2,3}(?!\w)")
_NUMBER = re.compile(r"[0-9]\.[0-9]")
_OF_ITS_OWN = re.compile(r"\b(?:deprecated|removed|obsolete)\b", re.IGNORECASE)
"""Words that a version may belong to in place of what the title is about."""


def _find(spec: Spec, subject: Subject) -> Iterator[Diagnostic]:
    for label in subject.written.labels:
        placeholder = _PLACEHOLDER.search(label.text)
        if placeholder is not None:
            yield RULE.kind.at(
                label.span,
                f"{placeholder[0]!r} is no version, but the place of one",
                hint="write the version",
            )
    for operation in spec.operations:
        yield from _of_title(operation.title, operation.window, "operation")
    for section in _sections(spec):
        yield from _of_title(section.title, section.window, "section")
    for message in subject.messages:
        yield from _of_heading(message)
    for node in subject.samples:
        yield from _of_sample(node, spec.api.samples_at)


def _sections(spec: Spec) -> Iterator[Section]:
    for page in spec.pages.values():
        texts: list[Text] = [page.description]
        for item in page.items:
            if isinstance(item, Section):
                texts.append((item,))
            else:
                texts += texts_of_operation(page, item)
        for text in texts:
            yield from (block for block in blocks(text) if isinstance(block, Section))


def _said(label: Label | None) -> Window | None:
    """The versions that a label names."""
    if label is None or _NUMBER.search(label.text) is None:
        return None
    # Most references name no version in words: start-up time.
    from microref.derive.version_labels import window_of_heading

    return None if _OF_ITS_OWN.search(label.text) else window_of_heading(label.text)


def _of_title(label: Label, window: Window, what: str) -> Iterator[Diagnostic]:
    said = None if window.is_unbounded else _said(label)
    if said is not None and _differ(said, window):
        yield _finding(label, "title", said, f"the {what} is for {window}")


def _of_heading(message: ResolvedMessage) -> Iterator[Diagnostic]:
    heading, own = message.message.heading, message.message.window
    said = _said(heading)
    if heading is None or said is None or message.window.is_empty:
        return
    # What is written nowhere, may still follow from the operation.
    if own.is_unbounded and message.window.min is None and (said.min or (0, 0)) <= (9, 1):
        said = said._replace(min=None)
    is_narrower = own.is_unbounded and not said.covers(message.window)
    if is_narrower or _differ(said, own):
        yield _finding(heading, "heading", said, f"the {message.side} is for {message.window}")


def _of_sample(node: SampleNode, samples_at: str) -> Iterator[Diagnostic]:
    sample = node.sample
    label = sample.caption or sample.title
    said = _said(label)
    if label is None or said is None:
        return
    own = sample.window
    is_range = said.min is not None and said.max is not None
    # "(v2.46)" may also be the last version of a sample.
    is_last = own.max is not None and said == Window(own.max)
    begins = own.min is None or said.min in (None, own.min) or is_range
    ends = own.max is None or said.max in (None, own.max)
    fits = is_last or (begins and ends and is_shown_in(node, said, samples_at))
    if not fits:
        version = version_shown(node, samples_at)
        at = "at its lowest version" if version is None else f"at {version}"
        is_for = f"for {own}" if not own.is_unbounded else f"judged {at}"
        yield _finding(label, "caption", said, f"the sample is {is_for}")


def _differ(said: Window, own: Window) -> bool:
    """Whether a bound that both give is not the same."""
    return any(
        None not in (words, bound) and words != bound
        for words, bound in zip(said, own, strict=True)
    )


def _finding(label: Label, what: str, said: Window, reason: str) -> Diagnostic:
    return RULE.kind.at(
        label.span,
        f"the {what} names {said}, and {reason}",
        hint="correct the words, or the versions",
    )


RULE = Rule(
    Kind("V007", "caption-contradicts-version", Severity.WARNING, __doc__ or ""), the_spec, _find
)
