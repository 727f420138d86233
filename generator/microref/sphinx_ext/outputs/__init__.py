"""What makes a reference fit to read in the outputs that are not HTML. Changes no HTML page.

Each output has a module of its own here; a transform runs for the format that it names.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from microref.sphinx_ext.outputs.latex import PrintedOperations, PrintedTables, PrintedTogether
from microref.sphinx_ext.outputs.latex_settings import set_latex_defaults
from microref.sphinx_ext.outputs.man import ManualLinks, ManualLists, ManualSections
from microref.sphinx_ext.outputs.nested import NestedTables
from microref.sphinx_ext.outputs.text import VISITORS, TextTable, TextTables

if TYPE_CHECKING:
    from sphinx.application import Sphinx

__all__ = ["fit_outputs"]

_TRANSFORMS = (
    NestedTables,
    PrintedOperations,
    PrintedTogether,
    PrintedTables,
    ManualLinks,
    ManualLists,
    ManualSections,
    TextTables,
)


def fit_outputs(app: Sphinx) -> None:
    """Register what the outputs need: transforms of the resolved doctree, a node, settings."""
    app.add_node(TextTable, text=VISITORS)
    for transform in _TRANSFORMS:
        app.add_post_transform(transform)
    app.connect("config-inited", set_latex_defaults)
