"""What the directives have in common that list, in YAML, keys of a YAML file."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from docutils import nodes
from sphinx.util.docutils import SphinxDirective

from microref.sphinx_ext.directives.written import written
from microref.sphinx_ext.domain import domain_of
from microref.sphinx_ext.messages import warn
from microref.sphinx_ext.yaml_files import Entry, Text, UnreadableError, listed


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
            warn("file", place, "The file %s %s", argument, error)
            return None
        if not found:
            warn("file", self.get_location(), "The file %s is empty", argument)
            return None
        return found

    def items(self) -> list[tuple[str | dict[str, str], Text]]:
        """The items of the content, with the text from which each was read.

        An item is text, as it is written, or a mapping of text to text.
        """
        try:
            return [(item, written(self, line)) for item, line in listed("\n".join(self.content))]
        except UnreadableError as error:
            place = written(self, error.line or 1).place
            warn("file", place, "The list of %s %s", self.name, error)
            return []
