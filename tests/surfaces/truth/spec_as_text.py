"""A spec as plain text: what PyYAML reads of its files, with every scalar a string.

The truth table is not computed by Microref, so nothing of Microref is used here.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any, TypeAlias

import yaml

Words: TypeAlias = "dict[str, Any]"
"""A mapping of a spec."""

# The same in C where PyYAML has it: 2.10 is "2.10", true is "true".
_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_SHARED = ("notices", "parameters", "pages")


def read_spec(path: Path) -> Words:
    """The spec in a file and in those that it includes, as one mapping."""
    spec: Words = {"api": {}, **{name: {} for name in _SHARED}}
    _gather(path, spec)
    return spec


def _gather(path: Path, spec: Words) -> None:
    found = _merged(yaml.load(path.read_text("utf-8"), Loader=_LOADER))
    spec["api"] |= found.get("api", {})
    for name in _SHARED:
        spec[name] |= found.get(name) or {}
    for pattern in found.get("include", ()):
        for included in sorted(path.parent.glob(pattern)):
            _gather(included, spec)


def _merged(value: Any) -> Any:
    """The same with each `<<` put into its mapping: without types PyYAML leaves it a key."""
    if isinstance(value, list):
        return [_merged(one) for one in value]
    if not isinstance(value, dict):
        return value
    own = {key: _merged(one) for key, one in value.items() if key != "<<"}
    others: Any = _merged(value.get("<<", []))
    merged: Words = {}
    for other in reversed(others if isinstance(others, list) else [others]):
        merged |= other
    return merged | own


def is_true(word: str | None, otherwise: bool = False) -> bool:
    """A truth value as YAML 1.1 writes it."""
    return otherwise if word is None else word.lower() in ("true", "yes", "on")


def listed(value: Any) -> list[Any]:
    """One or several, as a list."""
    if value is None or value == "":
        return []
    return value if isinstance(value, list) else [value]


def only(pair: Words) -> tuple[str, Any]:
    """The name and the value of a mapping that has one key."""
    ((name, value),) = pair.items()
    return name, value


def letters(text: str) -> str:
    """Letters and digits alone: what is left of a text whatever its markup and its lines."""
    return "".join(filter(str.isalnum, text))


def joined(parts: Iterable[str]) -> str:
    """Names as they stand in the ids of the page."""
    return ".".join(
        "".join(c if c.isascii() and (c.isalnum() or c in "_:.-") else "-" for c in part)
        for part in parts
    )
