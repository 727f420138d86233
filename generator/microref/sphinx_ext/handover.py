"""Takes the place of os-api-ref, with its names and settings.

A project may name that extension too. Named after ours it is not set up any more; named
before, it is let go of.
"""

from __future__ import annotations

from types import ModuleType
from typing import TYPE_CHECKING

from sphinx.extension import Extension

from microref import __version__
from microref.sphinx_ext.anchors import AnchorsRecorded
from microref.sphinx_ext.directives import DIRECTIVES
from microref.sphinx_ext.elsewhere import (
    AliasesLeft,
    SubstitutionsFound,
    SubstitutionsLeft,
    TargetsLeft,
)
from microref.sphinx_ext.html import VISITORS
from microref.sphinx_ext.nodes import NODES
from microref.sphinx_ext.operations import ClosedOperations, OperationsRead

if TYPE_CHECKING:
    from sphinx.application import Sphinx

__all__ = ["take_over"]

_NAME = "os_api_ref"
_TRANSFORMS = (
    AnchorsRecorded,
    OperationsRead,
    SubstitutionsLeft,
    AliasesLeft,
    TargetsLeft,
)
_POST_TRANSFORMS = (SubstitutionsFound, ClosedOperations)


def take_over(app: Sphinx) -> None:
    """Register our directives, nodes and transforms, and let go of those of os-api-ref."""
    if _NAME in app.extensions:
        _disconnect(app, _NAME)
    else:
        _stand_in(app)
    for name, directive in DIRECTIVES.items():
        app.add_directive(name, directive, override=True)
    for node in NODES:
        # Without visitors of its own a node is written as what it is a kind of.
        if node in VISITORS:
            app.add_node(node, html=(VISITORS[node], None))
        else:
            app.add_node(node)
    for transform in _TRANSFORMS:
        app.add_transform(transform)
    for post_transform in _POST_TRANSFORMS:
        app.add_post_transform(post_transform)


def _stand_in(app: Sphinx) -> None:
    """Have the settings of os-api-ref, and be known by its name, so that it is not set up."""
    for setting in ("os_api_ref_min_microversion", "os_api_ref_max_microversion"):
        app.add_config_value(setting, "", "env", types=str)
    # Its own default, an empty text, gets a warning as soon as anything is set.
    app.add_config_value("os_api_ref_release_microversions", {}, "env", types=dict)
    app.extensions[_NAME] = Extension(
        _NAME,
        ModuleType(_NAME),
        version=__version__,
        parallel_read_safe=True,
        parallel_write_safe=True,
    )


def _disconnect(app: Sphinx, package: str) -> None:
    """Let go of what a package listens to."""
    for listeners in app.events.listeners.values():
        for listener in list(listeners):
            module = getattr(listener.handler, "__module__", "")
            if module.partition(".")[0] == package:
                app.disconnect(listener.id)
