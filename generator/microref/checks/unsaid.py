"""Which facts of a definition some use relies on, and nobody says. Judges nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from microref.model import Definition, Spec, Use
from microref.model.walk import uses


def uses_by_key(spec: Spec) -> Mapping[str, tuple[Use, ...]]:
    """The uses of each definition, at any depth."""
    found: dict[str, list[Use]] = {}
    for use in uses(spec):
        if use.key is not None:
            found.setdefault(use.key, []).append(use)
    return {key: tuple(named) for key, named in found.items()}


def is_unsaid(definition: Definition, fact: str, named: Iterable[Use]) -> bool:
    """Whether a definition does not say a fact, and not each of its uses says it itself."""
    if getattr(definition, fact) is not None:
        return False
    said = [getattr(use.override, fact) is not None for use in named]
    return not said or not all(said)
