"""Where settings stand in the text of pyproject.toml, as TOML readers do not tell. Reads none."""

from __future__ import annotations

import re

from microref.source import SourceFile, Span


class SettingPlaces:
    """Finds where `[tool.microref]`, its keys and its texts stand."""

    def __init__(self, source: SourceFile) -> None:
        self._source = source
        header = re.search(
            r"^[ \t]*\[[ \t]*tool[ \t]*\.[ \t]*[\"']?microref[\"']?[ \t]*\]",
            source.text,
            re.MULTILINE,
        )
        self._start = header.end() if header else 0
        following = re.compile(r"^[ \t]*\[[ \t]*[\w\"'[]", re.MULTILINE).search(
            source.text, self._start
        )
        self._end = following.start() if header and following else len(source.text)
        self._header = source.span_at(header.start(), len(header[0])) if header else source.start()

    @property
    def table(self) -> Span:
        """The place of the table itself."""
        return self._header

    def key(self, name: str) -> Span:
        """The place of a key; that of the table when it cannot be found."""
        found = self._key(name) or self._table_of(name)
        return self._source.span_at(found.start(1), len(found[1])) if found else self._header

    def text(self, key: str, text: str) -> Span:
        """The place of a text in the value of a key."""
        found = self._key(key)
        if found is not None:
            quoted = re.compile(rf"([\"']){re.escape(text)}\1")
            match = quoted.search(self._source.text, found.end(), self._end)
            if match is not None:
                return self._source.span_at(match.start(), len(match[0]))
        return self.key(key)

    def _key(self, name: str) -> re.Match[str] | None:
        pattern = re.compile(rf"^[ \t]*([\"']?{re.escape(name)}[\"']?)[ \t]*=", re.MULTILINE)
        return pattern.search(self._source.text, self._start, self._end)

    def _table_of(self, name: str) -> re.Match[str] | None:
        """The header of the table that is the value of a key, or of the first in it."""
        pattern = rf"^[ \t]*\[[ \t]*tool[ \t]*\.[ \t]*microref[ \t]*\.[ \t]*({re.escape(name)})\b"
        return re.compile(pattern, re.MULTILINE).search(self._source.text)
