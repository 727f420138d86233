"""`rest_status_code`: a section with a table of response codes and their reasons."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from http.client import responses
from typing import TYPE_CHECKING

from docutils import nodes

from microref.sphinx_ext.directives.listing import ListingDirective
from microref.sphinx_ext.directives.tables import fill, parsed, row
from microref.sphinx_ext.messages import warn
from microref.sphinx_ext.nodes import status_code
from microref.sphinx_ext.yaml_files import Entry, Text

if TYPE_CHECKING:
    from docutils.nodes import Node

_COLUMNS = (("Code", 30), ("Reason", 70))
_KINDS = ("success", "error")
_DEFAULT = "default"
_NUMBERS = "microref_status_code_numbers"
"""For the document that is read: by the name of a section, the number of the last one."""


class StatusCodes(ListingDirective):
    """`.. rest_status_code:: success FILE` with a list of `- 200` or `- 200: reason` below it."""

    has_content = True
    required_arguments = 2
    final_argument_whitespace = True

    def run(self) -> list[Node]:
        """The section, with a row for each code."""
        kind, file = self.arguments
        if not self.content:
            return [self.fault("No parameters defined")]
        if kind not in _KINDS:
            return [self.fault(f"Type {kind} is not one of {_KINDS}")]
        reasons = self.entries(file) or {}
        table = fill(nodes.table(classes=["mr-codes"]), _COLUMNS, self._rows(reasons))
        self.set_source_info(table)
        title = nodes.title(kind.capitalize(), kind.capitalize())
        self.set_source_info(title)
        section = nodes.section("", title, table)
        self._give_id(section, kind.capitalize())
        return [section]

    def _give_id(self, section: nodes.section, wanted: str) -> None:
        """Give the section an id, without taking one of docutils' own numbers.

        Those are in links to what follows: `#id7` is to stay the seventh.
        """
        known = self.state.document.ids
        # Of a page with thousands of tables each would try the numbers of all before it.
        if _NUMBERS not in self.env.temp_data:
            self.env.temp_data[_NUMBERS] = {}
        last = self.env.temp_data[_NUMBERS]
        number = last.get(wanted, 0) + 1
        while (free := wanted if number == 1 else f"{wanted}-{number}") in known:
            number += 1
        last[wanted] = number
        known[free] = section
        section["ids"] = [free]

    def _rows(self, reasons: Mapping[str, Entry]) -> Iterator[nodes.row]:
        for item, written in self.items():
            pairs = item.items() if isinstance(item, dict) else [(item, _DEFAULT)]
            for code, reason in pairs:
                text = self._reason(reasons, code, reason, written)
                name = f"{code} - {_name(code)}"
                cell = status_code("", "", nodes.literal(name, name), translatable=False)
                cell.source, cell.line = written.file, written.line
                yield row([[cell], parsed(self.state, text)])

    def _reason(self, reasons: Mapping[str, Entry], code: str, reason: str, written: Text) -> Text:
        nothing = Text((), written.file, written.line)
        entry = reasons.get(code)
        if entry is None:
            if reasons:
                message = "The file %s has no reasons for code %s"
                warn("code", written.place, message, self.arguments[1], code)
            return nothing
        if entry.has_text(reason):
            return entry.text(reason)
        message = "Could not find %s for code %s"
        warn("code", written.place, message, reason, code)
        return entry.text(_DEFAULT)


def _name(code: str) -> str:
    """What HTTP calls a code."""
    return responses.get(int(code), "Unknown") if code.isdecimal() else "Unknown"
