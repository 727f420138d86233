"""A description says in its words that other versions have the thing than its keys say.

"New in version 2.79" beside `min_version: "2.70"`: readers of the text and readers of the
window are told different things, and samples are held to one of the two.

Only whole sentences about the parameter or the operation itself count, as "New in version
2.79", "Available until microversion 2.35" and "This parameter was added in 2.79". What a
text says of values, of behaviour or of other fields is no contradiction.

Wrong::

    delete_on_termination:
      description: |
        Whether the volume is deleted with the server.

        New in version 2.79.
      type: boolean
      min_version: "2.70"

Right::

    delete_on_termination:
      description: |
        Whether the volume is deleted with the server.

        New in version 2.79.
      type: boolean
      min_version: "2.79"
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from microref.checks.rule import Rule, the_spec
from microref.checks.subject import Subject
from microref.diagnostics import Diagnostic, Kind, Related, Severity
from microref.microversion import Window
from microref.model import Admonition, Operation, Prose, Rst, Spec, Text, Use
from microref.model.walk import uses
from microref.source import Span

_NUMBER = re.compile(r"[0-9]\.[0-9]")


def _find(spec: Spec, _subject: Subject) -> Iterator[Diagnostic]:
    for definition in spec.parameters.values():
        yield from _of_definition(definition.description, definition.window)
    for use in uses(spec):
        description, window = use.override.description, use.override.window
        if description is None and window is None:
            continue  # it says what its definition says
        base = spec.parameters.get(use.key) if use.key is not None else None
        if base is not None:
            description = base.description if description is None else description
            window = base.window if window is None else window
        yield from _of_definition(description, window, use)
    for operation in spec.operations:
        if not operation.window.is_unbounded:
            yield from _of_operation(operation)


def _of_definition(
    description: Text | None, window: Window | None, use: Use | None = None
) -> Iterator[Diagnostic]:
    if window is None or window.is_unbounded:
        return
    for text in _candidates(description or ()):
        # Most descriptions name no version: start-up time.
        from microref.derive.version_texts import window_of_description

        said = window_of_description(text.source)
        if said is not None:
            place = text.span if use is None else use.span
            yield from _judged(text, said, window, place)


def _of_operation(operation: Operation) -> Iterator[Diagnostic]:
    for text in _candidates(operation.description):
        from microref.derive.version_texts import window_of_operation

        said = window_of_operation(text.source)
        if said is not None:
            yield from _judged(text, said, operation.window, text.span)


def _candidates(text: Text) -> Iterator[Rst]:
    """The texts that may name a version."""
    for block in text:
        # A block with versions of its own tells of those.
        if isinstance(block, (Prose, Admonition)) and block.window.is_unbounded:
            yield from [block.text] if _NUMBER.search(block.text.source) else []


def _judged(text: Rst, said: Window, window: Window, place: Span) -> Iterator[Diagnostic]:
    for key, words, bound in zip(("min_version", "max_version"), said, window, strict=True):
        if words is not None and bound is not None and words != bound:
            yield RULE.kind.at(
                place,
                f"the text says {said}, and the {key} is {bound}",
                hint="correct one of the two",
                related=[] if place == text.span else [Related("text", text.span)],
            )


RULE = Rule(
    Kind("V011", "text-contradicts-window", Severity.WARNING, __doc__ or ""), the_spec, _find
)
