"""What the directives have in common that list, in YAML, keys of a YAML file."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from docutils import nodes
from sphinx.util import logging
from sphinx.util.docutils import SphinxDirective

from microref.sphinx_ext.domain import domain_of
from microref.sphinx_ext.yaml_files import Entry, Text, UnreadableError, listed

logger = logging.getLogger(__name__)


class ListingDirective(SphinxDirective):
    """A directive whose content is a list of keys of a file that it names."""

    def fault(self, words: str) -> nodes.system_message:
        """An error of the directive as a whole, to be shown in its place."""
        block = nodes.literal_block(self.block_text, self.block_text)
        return self.state_machine.reporter.error(words, block, line=self.lineno)

    def entries(
        self, argument: str, inspect: Callable[[Mapping[str, Entry]], None] | None = None
    ) -> Mapping[str, Entry] | None:
        """The keys of a file, on which the document then depends; None, and a warning, without."""
        _relative, path = self.env.relfn2path(argument)
        self.env.note_dependency(path)
        try:
            found = domain_of(self.env).yaml_files.entries(Path(path), inspect)
        except UnreadableError as error:
            place = f"{path}:{error.line}" if error.line else self.get_location()
            _warn("The file %s %s", argument, error, place=place)
            return None
        if not found:
            _warn("The file %s is empty", argument, place=self.get_location())
            return None
        return found

    def items(self) -> list[tuple[str | dict[str, str], Text]]:
        """The items of the content, with the text from which each was read.

        An item is text, as it is written, or a mapping of text to text.
        """
        try:
            return [(item, self._written(line)) for item, line in listed("\n".join(self.content))]
        except UnreadableError as error:
            place = location(self._written(error.line or 1))
            _warn("The list of %s %s", self.name, error, place=place)
            return []

    def _written(self, line: int) -> Text:
        at = min(line, len(self.content)) - 1
        source, offset = self.content.info(at)
        return Text((self.content[at],), source or self.state.document["source"], (offset or 0) + 1)


def location(text: Text) -> str:
    """Where a text stands, as a location of Sphinx."""
    return f"{text.file}:{text.line}"


def _warn(message: str, *words: object, place: str) -> None:
    logger.warning(message, *words, location=place, type="microref", subtype="file")
