"""Which facts of a definition nobody says, neither it nor each of its uses. Judges nothing."""

from __future__ import annotations

from collections.abc import Iterable

from microref.model import Definition, Use


def is_unsaid(definition: Definition, fact: str, named: Iterable[Use]) -> bool:
    """Whether a definition does not say a fact, and not each of its uses says it itself."""
    if getattr(definition, fact) is not None:
        return False
    said = [getattr(use.override, fact) is not None for use in named]
    return not said or not all(said)
