"""The flat parameter file of a page, as os-api-ref reads it. Resolves no use, renders no block.

Each page has a file of its own, so that a change of one parameter concerns the
pages that show it and no other.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from microref.derive.resolve import Field
from microref.emit.rst.prose import cell_text
from microref.emit.rst.yaml_text import block, quoted, scalar
from microref.model import LOCATIONS, Definition, Prose, Style, Text

ANY_TYPE = "any"
"""Shown for a parameter without a type; os-api-ref stops at a row that has none."""


class Entry(NamedTuple):
    """What a page shows of a parameter."""

    location: str
    required: bool
    type: str
    description: str
    min_version: str | None
    max_version: str | None

    @property
    def digest(self) -> str:
        content = repr(tuple(self)).encode("utf-8", "replace")
        return hashlib.sha256(content).hexdigest()[:8]

    def lines(self, key: str) -> str:
        """The entry as YAML."""
        versions = ""
        if self.min_version is not None:
            versions += f"  min_version: {quoted(self.min_version)}\n"
        if self.max_version is not None:
            versions += f"  max_version: {quoted(self.max_version)}\n"
        return (
            f"{scalar(key)}:\n"
            f"  description: {block(self.description, '    ')}\n"
            f"  in: {self.location}\n"
            f"  required: {'true' if self.required else 'false'}\n"
            f"  type: {scalar(self.type)}\n"
            f"{versions}"
        )


@dataclass(frozen=True, slots=True)
class Entries:
    """Makes entries of definitions, each text rendered once for all pages of a spec."""

    parameters: Mapping[str, Definition]
    style: Style
    render: Callable[[Text], str]
    _library: dict[str, Entry] = field(default_factory=dict)
    # By identity: equal texts are as good as one, and the spec outlives this.
    _texts: dict[int, str] = field(default_factory=dict)

    def of(self, parameter: Field) -> tuple[str, Entry]:
        """The key and the entry of a parameter.

        What equals its definition in the library has the definition's key; what
        overrides it a key that follows from its content, and from nothing else.
        """
        key = parameter.use.key
        known = None if key is None else self._known(key)
        if known is not None and key is not None:
            if parameter.definition is self.parameters[key]:
                return key, known
            entry = self._entry(parameter.definition)
            if entry == known:
                return key, entry
        else:
            entry = self._entry(parameter.definition)
        return f"{key or parameter.name}-{entry.digest}", entry

    def _known(self, key: str) -> Entry | None:
        definition = self.parameters.get(key)
        if definition is None:
            return None
        if key not in self._library:
            self._library[key] = self._entry(definition)
        return self._library[key]

    def _entry(self, definition: Definition) -> Entry:
        window = definition.window
        shown = (definition.versions or self.style.versions) != "hidden"
        low = window.min if window is not None and shown else None
        high = window.max if window is not None and shown else None
        return Entry(
            location=definition.location or "body",
            required=definition.required is True and not definition.when,
            type=definition.type or ANY_TYPE,
            description=self._text(definition.description or ()),
            min_version=None if low is None else str(low),
            max_version=None if high is None else str(high),
        )

    def _text(self, text: Text) -> str:
        known = self._texts.get(id(text))
        if known is None:
            known = self._texts[id(text)] = self._rendered(text)
        return known

    def _rendered(self, text: Text) -> str:
        if len(text) == 1 and isinstance(text[0], Prose) and text[0].window.is_unbounded:
            return cell_text(text[0].text.source)
        return self.render(text)


def file_text(entries: Mapping[str, Entry]) -> str:
    """The file, without its marker, in the order that os-api-ref wants."""
    order = sorted(
        entries.items(),
        key=lambda item: (LOCATIONS.index(item[1].location), item[0].lower(), item[0]),
    )
    return "\n".join(entry.lines(key) for key, entry in order)
