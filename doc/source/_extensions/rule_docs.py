"""What the code says of itself, for the documentation.

`microref-rules`: a section for each kind of finding of a group.
`microref-rules-list`: a table of all kinds.
`microref-code-letters`: the first letters of the codes that exist.
"""

from __future__ import annotations

import inspect
from typing import TYPE_CHECKING

from docutils.parsers.rst import Directive
from docutils.statemachine import StringList

from generated import parsed
from microref.api import kinds
from microref.diagnostics import GROUPS

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx

    from microref.diagnostics import Kind


class RulesDirective(Directive):
    """A section for each kind of finding of one group, in the order of the codes."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        lines: list[str] = []
        for kind in of_group(self.arguments[0]):
            title = f"{kind.code} {kind.slug}"
            # What the examples are written in: templates are no YAML.
            language = "jinja" if kind.code.startswith("R9") else "yaml"
            lines += ["", f".. highlight:: {language}"]
            lines += ["", f".. _{kind.code}:", "", title, "=" * len(title), ""]
            lines += [
                f"*{str(kind.severity).capitalize()}.* " + line if at == 0 else line
                for at, line in enumerate(inspect.cleandoc(kind.doc).splitlines())
            ]
        return parsed(self, StringList(lines, source="microref.checks"))


class RulesListDirective(Directive):
    """A table for each group, with a link to the section of each kind."""

    def run(self) -> list[nodes.Node]:
        lines: list[str] = []
        for letter, group in GROUPS.items():
            rows = [
                f"   * - :ref:`{kind.code} <{kind.code}>`\n     - {kind.severity}\n"
                f"     - {kind.summary}"
                for kind in of_group(letter)
            ]
            if rows:
                lines += ["", f".. rubric:: {group}", ""]
                lines += [".. list-table::", "   :widths: auto", "   :class: rules", ""]
                lines += "\n".join(rows).splitlines()
        return parsed(self, StringList(lines, source="microref.checks"))


def of_group(letter: str) -> list[Kind]:
    """The kinds whose codes begin with a letter."""
    return [kind for kind in kinds().values() if kind.code[0] == letter]


class LettersDirective(Directive):
    """The letters with which codes begin, as far as there are such codes."""

    def run(self) -> list[nodes.Node]:
        used = {kind.code[0] for kind in kinds().values()}
        lines = [".. list-table::", "   :widths: 10 90", ""]
        for letter, group in GROUPS.items():
            if letter in used:
                lines += [f"   * - {letter}", f"     - {group}"]
        return parsed(self, StringList(lines, source="microref.diagnostics"))


def setup(app: Sphinx) -> dict[str, bool]:
    """Register with Sphinx."""
    app.add_directive("microref-rules", RulesDirective)
    app.add_directive("microref-rules-list", RulesListDirective)
    app.add_directive("microref-code-letters", LettersDirective)
    return {"parallel_read_safe": True}
