"""What the code says of itself, for the documentation.

`microref-rules`: a section for each kind of finding.
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


class RulesDirective(Directive):
    """Everything that Microref can find, in the order of its codes."""

    def run(self) -> list[nodes.Node]:
        lines: list[str] = []
        group = ""
        for kind in kinds().values():
            if GROUPS[kind.code[0]] != group:
                group = GROUPS[kind.code[0]]
                lines += ["", group, "=" * len(group), ""]
                # What the examples are written in: templates are no YAML.
                lines.append(f".. highlight:: {'jinja' if kind.code[0] == 'R' else 'yaml'}")
            title = f"{kind.code} {kind.slug}"
            lines += ["", f".. _{kind.code}:", "", title, "-" * len(title), ""]
            lines += [
                f"*{str(kind.severity).capitalize()}.* " + line if at == 0 else line
                for at, line in enumerate(inspect.cleandoc(kind.doc).splitlines())
            ]
        return parsed(self, StringList(lines, source="microref.checks"))


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
    app.add_directive("microref-code-letters", LettersDirective)
    return {"parallel_read_safe": True}
