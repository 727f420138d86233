"""`rest_microversion_history`: what each version of the API brought, as the spec says."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from docutils.statemachine import StringList
from sphinx import addnodes
from sphinx.util.docutils import SphinxDirective, switch_source_input

from microref.emit.rst.classes import operation_class
from microref.sphinx_ext.change_words import phrases
from microref.sphinx_ext.domain import domain_of
from microref.sphinx_ext.elsewhere import DOMAIN, OPERATION
from microref.sphinx_ext.messages import warn

if TYPE_CHECKING:
    from docutils.nodes import Node

    from microref.api import ChangedOperation, NoteLine, VersionHistory

NEWEST, OLDEST = "newest", "oldest"

_IN_A_NOTE = "microref_in_a_note"
"""Whether a note of the history is being read."""


def _order(argument: str) -> str:
    return directives.choice(argument, (NEWEST, OLDEST))


class MicroversionHistory(SphinxDirective):
    """`.. rest_microversion_history::`, where sections can stand."""

    option_spec: ClassVar[dict[str, Any]] = {"order": _order}

    def run(self) -> list[Node]:
        """A section for each version that has something to tell."""
        if not isinstance(self.state.parent, (nodes.document, nodes.section, addnodes.only)):
            raise self.error(f"{self.name} makes sections, and there can be none here")
        if self.env.temp_data.get(_IN_A_NOTE):
            raise self.error("the history cannot stand in itself")
        history = domain_of(self.env).shown_history(self.env.docname)
        if history is None:
            message = "%s shows what a spec says, and there is none here"
            warn("history", self.get_location(), message, self.name)
            return []
        is_newest_first = self.options.get("order", NEWEST) == NEWEST
        versions = history.versions[::-1] if is_newest_first else history.versions
        return [self._section(found) for found in versions]

    def _section(self, found: VersionHistory) -> nodes.section:
        releases = f" ({', '.join(found.releases)})" if found.releases else ""
        words = f"{found.version}{releases}"
        title = nodes.title(words, words, translatable=False)
        number = f"{found.version.major}-{found.version.minor}"
        section = nodes.section("", title, classes=[f"mr-version-{number}"])
        self.set_source_info(section)
        self.set_source_info(title)
        self._give_id(section, f"microversion-{number}")
        self._read(found.note, section)
        if found.operations:
            titles = Counter(operation.title for operation in found.operations)
            changes = nodes.bullet_list(classes=["mr-changes"])
            changes += [
                self._item(operation, is_one_of_several=titles[operation.title] > 1)
                for operation in found.operations
            ]
            section += changes
        return section

    def _give_id(self, section: nodes.section, wanted: str) -> None:
        known = self.state.document.ids
        free, number = wanted, 1
        while free in known:
            number += 1
            free = f"{wanted}-{number}"
        known[free] = section
        section["ids"] = [free]

    def _read(self, note: tuple[NoteLine, ...], section: nodes.section) -> None:
        """Read a note as RST; what is wrong with it is reported where it stands in the spec."""
        content = StringList(
            [line.text for line in note], items=[(line.file, line.line - 1) for line in note]
        )
        self.env.temp_data[_IN_A_NOTE] = True
        with switch_source_input(self.state, content):
            self.state.nested_parse(content, 0, section)
        self.env.temp_data[_IN_A_NOTE] = False

    def _item(self, operation: ChangedOperation, *, is_one_of_several: bool) -> nodes.list_item:
        """What changes in an operation; of several with one title the method and path are told."""
        link = addnodes.pending_xref(
            "",
            nodes.inline("", operation.title),
            refdomain=DOMAIN,
            reftype=OPERATION,
            reftarget=operation_class(operation.id),
            refdoc=self.env.docname,
        )
        line = nodes.paragraph("", "", link, translatable=False)
        if is_one_of_several:
            url = f"{operation.method} {operation.path}"
            line += [nodes.Text(" ("), nodes.literal(url, url), nodes.Text(")")]
        line += _words(operation)
        self.set_source_info(line)
        return nodes.list_item("", line)


def _words(operation: ChangedOperation) -> Iterator[Node]:
    """What happens to an operation, behind its title."""
    mark = ": "
    for phrase in phrases(operation.changes):
        yield nodes.Text(mark)
        for piece in phrase:
            literal = nodes.literal(piece.text, piece.text)
            yield literal if piece.is_name else nodes.Text(piece.text)
        mark = "; "
