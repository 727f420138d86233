"""`rest_parameters`: a table of parameters, made of the definitions in a YAML file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, ClassVar

from docutils import nodes
from docutils.parsers.rst import directives

from microref.sphinx_ext.directives.listing import ListingDirective
from microref.sphinx_ext.directives.plain import strong
from microref.sphinx_ext.directives.tables import fill, parsed, row
from microref.sphinx_ext.domain import domain_of
from microref.sphinx_ext.messages import warn
from microref.sphinx_ext.nodes import parameters_table
from microref.sphinx_ext.site import Bounds
from microref.sphinx_ext.yaml_files import Entry, Text

if TYPE_CHECKING:
    from docutils.nodes import Node

_COLUMNS = (("Name", 20), ("In", 10), ("Type", 10), ("Description", 60))
_PLACES = ("header", "path", "query", "body")
"""In the order in which a file is to have them."""


class Parameters(ListingDirective):
    """`.. rest_parameters:: FILE` with a list of `- name: key` below it."""

    has_content = True
    optional_arguments = 1
    final_argument_whitespace = True
    option_spec: ClassVar[dict[str, Any]] = {
        "name": directives.unchanged,
        # A table of docutils has them; they change nothing in one of parameters.
        "align": directives.unchanged,
        "class": directives.unchanged,
        "width": directives.unchanged,
        "widths": directives.unchanged,
    }

    def run(self) -> list[Node]:
        """The table, without the rows for which there is no definition; each gets a warning."""
        if not self.content:
            return [self.fault("No parameters defined")]
        if not self.arguments:
            return [self.fault("No reference file defined")]
        file = self.arguments[0]
        uses = list(self._uses())
        table = parameters_table(
            classes=["mr-parameters"], parameters=[name.lines[0] for name, _key in uses]
        )
        self.set_source_info(table)
        definitions = self.entries(file, _warn_of_order)
        if definitions is None:
            fill(table, _COLUMNS, [_no_definitions(file)])
        else:
            fill(table, _COLUMNS, self._rows(uses, definitions))
        self.add_name(table)
        return [table]

    def _uses(self) -> Iterator[tuple[Text, str]]:
        """The names to show, and the keys of their definitions."""
        for item, written in self.items():
            if not isinstance(item, dict):
                warn(
                    "definition",
                    written.place,
                    "Invalid parameter definition ``%s``. Expected format: "
                    "``name: reference``. Skipping.",
                    item,
                )
                continue
            for name, key in item.items():
                yield Text((name,), written.file, written.line), key

    def _rows(
        self, uses: list[tuple[Text, str]], definitions: Mapping[str, Entry]
    ) -> Iterator[nodes.row]:
        for name, key in uses:
            definition = definitions.get(key)
            if definition is None or definition.values is None:
                message = "No field definition for ``%s`` found in ``%s``. Skipping."
                warn("definition", name.place, message, key, self.arguments[0])
            else:
                yield self._row(name, definition)

    def _row(self, name: Text, definition: Entry) -> nodes.row:
        for wanted in ("in", "type", "description"):
            # A missing description is seen; a missing place or type looks like a fault of ours.
            is_told = wanted != "description" or definition.has(wanted)
            if is_told and not definition.has_text(wanted):
                message = "``%s`` has no text as its ``%s``"
                warn("definition", definition.place, message, definition.key, wanted)
        versions, classes = [], []
        bounds: dict[str, str] = {}
        for side, words in (("min", "New in"), ("max", "Available until")):
            version = definition.words(f"{side}_version")
            if version and not definition.says_no(f"{side}_version"):
                bounds[side] = version
                versions.append(Text((f"{words} version {version}",), *definition.at))
                classes.append(f"rp_{side}_ver_{version}".replace(".", "_"))
        if bounds:
            found = Bounds(bounds.get("min"), bounds.get("max"))
            domain_of(self.env).note_bounds(self.env.docname, found)
        # Required is what is not said to be `false`: also null, and a text that spells it.
        if "required" not in (definition.values or {}) or definition.says_no("required"):
            name = Text((f"{name.lines[0]} (Optional)",), name.file, name.line)
        texts = (name, definition.text("in"), definition.text("type"))
        cells = [parsed(self.state, text) for text in texts]
        description = parsed(self.state, definition.text("description"))
        return row([*cells, [*description, *map(strong, versions)]], classes=classes)


def _no_definitions(file: str) -> nodes.row:
    words = f"No yaml found {file}"
    return row([[nodes.paragraph(words, words)], [], [], []], classes=["no_yaml"])


def _warn_of_order(definitions: Mapping[str, Entry]) -> None:
    """Warn of definitions that do not stand where they should: by place, then by name."""
    last: Entry | None = None
    for entry in definitions.values():
        if entry.values is None:
            warn("definition", entry.place, "``%s`` is not a mapping", entry.key)
            continue
        place = entry.words("in")
        if place in _PLACES:
            if last is not None:
                _compare(last, entry)
            last = entry
        elif entry.has_text("in"):
            warn(
                "definition",
                entry.place,
                "``%s`` is not a valid value for 'in' (must be one of: %s). (see ``%s``)",
                place,
                ", ".join(sorted(_PLACES)),
                entry.key,
            )


def _compare(last: Entry, entry: Entry) -> None:
    before, place = last.words("in"), entry.words("in")
    if _PLACES.index(place) < _PLACES.index(before):
        warn(
            "order",
            entry.place,
            "Section out of order. All parameters in section ``%s`` should be after section "
            "``%s``. (see ``%s``)",
            before,
            place,
            last.key,
        )
    elif place == before and entry.key.lower() < last.key.lower():
        message = "Parameters out of order ``%s`` should be after ``%s``"
        warn("order", entry.place, message, last.key, entry.key)
