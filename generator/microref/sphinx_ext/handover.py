"""Takes over from os-api-ref: loads it, for its settings, and puts ours in place of the rest.

It is loaded in any case, so that a project may name it too, before or after.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import os_api_ref

from microref.sphinx_ext.directives import DIRECTIVES
from microref.sphinx_ext.html import VISITORS, VISITORS_WITHOUT_SCRIPTS
from microref.sphinx_ext.nodes import NODES
from microref.sphinx_ext.operations import ClosedOperations, LineBelowTitle, PathParameters

if TYPE_CHECKING:
    from sphinx.application import Sphinx

__all__ = ["take_over"]


def take_over(app: Sphinx) -> None:
    """Register our directives, nodes and transforms, and let go of those of os-api-ref."""
    app.setup_extension("os_api_ref")
    _disconnect(app, os_api_ref.__name__)
    for name, directive in DIRECTIVES.items():
        app.add_directive(name, directive, override=True)
    for node in NODES:
        # Without visitors of its own a node is written as what it is a kind of.
        if node in VISITORS:
            app.add_node(
                node,
                html=(VISITORS[node], None),
                epub=(VISITORS_WITHOUT_SCRIPTS[node], None),
            )
        else:
            app.add_node(node)
    app.add_transform(LineBelowTitle)
    app.add_transform(PathParameters)
    app.add_post_transform(ClosedOperations)


def _disconnect(app: Sphinx, package: str) -> None:
    """Let go of what a package listens to."""
    for listeners in app.events.listeners.values():
        for listener in list(listeners):
            module = getattr(listener.handler, "__module__", "")
            if module.partition(".")[0] == package:
                app.disconnect(listener.id)
