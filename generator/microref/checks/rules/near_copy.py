"""Definitions say the same in every respect, and differ only in their keys.

Copies drift apart: an edit reaches one of them, and the pages that use the other go on
saying what was true before. White space in the description makes no difference.

Wrong::

    parameters:
      bike_id: {description: Which bike it is about., in: path, required: true, type: string}
      bike_id_1: {description: Which bike it is about., in: path, required: true, type: string}

Right::

    parameters:
      bike_id: {description: Which bike it is about., in: path, required: true, type: string}
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace

from microref.checks.rule import Rule, the_spec
from microref.checks.subject import Subject
from microref.diagnostics import Diagnostic, Kind, Related, Severity
from microref.model import Definition, Prose, Spec


def _find(spec: Spec, _subject: Subject) -> Iterator[Diagnostic]:
    alike: dict[str, list[str]] = defaultdict(list)
    for key, definition in spec.parameters.items():
        words = _words(definition)
        if words:
            alike[words].append(key)
    for keys in alike.values():
        if len(keys) > 1:
            for first, *others in _in_all_else(spec, keys):
                if others:
                    yield _finding(spec, first, others)


def _words(definition: Definition) -> str:
    """What a description says, whatever its white space; empty where it says too little."""
    return "\n".join(
        f"{block.window} {' '.join(block.text.source.split())}"
        if isinstance(block, Prose)
        else repr(block)
        for block in definition.description or ()
    )


def _in_all_else(spec: Spec, keys: list[str]) -> Iterator[list[str]]:
    """Keys with the same description, in groups that are equal in every other respect."""
    alike: dict[str, list[str]] = defaultdict(list)
    for key in keys:
        # As text, since 1, 1.0 and True are equal and a schema means each of them differently.
        alike[repr(replace(spec.parameters[key], description=None))].append(key)
    yield from alike.values()


def _finding(spec: Spec, first: str, others: list[str]) -> Diagnostic:
    names = " and ".join(map(repr, others))
    say = "says" if len(others) == 1 else "say"
    spans = [(key, spec.parameters[key].span) for key in (first, *others[1:])]
    return RULE.kind.at(
        spec.parameters[others[0]].span,
        f"{names} {say} the same as {first!r}",
        hint="keep one of them, or say in the descriptions how they differ",
        related=[Related(repr(key), span) for key, span in spans],
    )


RULE = Rule(Kind("S026", "near-copy", Severity.INFO, __doc__ or ""), the_spec, _find)
