"""Messages of Sphinx about generated pages name the place in the spec. Says nothing itself."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable
from pathlib import Path

from sphinx.util.logging import NAMESPACE

__all__ = ["name_places"]

_PLACE = re.compile(r"(?P<file>.*?):(?P<line>[0-9]+)(?::.*)?")

Origin = Callable[[Path, int], "str | None"]
"""The place that a line of a generated file is made of; None for other files."""


def name_places(origin: Origin) -> None:
    """From now on let messages name what their places are made of.

    Sphinx makes its handlers anew for each application, so this lasts as long as one.
    """
    for handler in logging.getLogger(NAMESPACE).handlers:
        handler.addFilter(_InSpec(origin))


class _InSpec(logging.Filter):
    """Comes after the filter of Sphinx that makes places texts.

    What is used ten times is wrong once: a message that says the same of the same place
    in the spec is not shown again. Sphinx has counted it all the same.
    """

    def __init__(self, origin: Origin) -> None:
        super().__init__()
        self._origin = origin
        self._said: set[tuple[str, str]] = set()

    def filter(self, record: logging.LogRecord) -> bool:
        location = getattr(record, "location", None)
        found = _PLACE.fullmatch(location) if isinstance(location, str) else None
        place = found and self._origin(Path(found["file"]), int(found["line"]))
        if not place:
            return True
        record.location = place
        said = (place, record.getMessage())
        is_new = said not in self._said
        self._said.add(said)
        return is_new
