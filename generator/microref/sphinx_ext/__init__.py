"""The Sphinx extension: `sphinx-build` alone publishes a spec. Decides nothing about the spec.

    extensions = ["microref.sphinx_ext"]

The pages are generated before Sphinx looks for its sources, so that an edit of the
spec changes files, and Sphinx rebuilds the documents that hold them.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from microref import __version__
from microref.sphinx_ext.assets import add_assets
from microref.sphinx_ext.domain import MicrorefDomain
from microref.sphinx_ext.handover import take_over
from microref.sphinx_ext.pages import generate_pages

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

__all__ = ["setup"]

BEFORE_OTHERS = 100
"""Extensions may look at the sources when the builder starts; the pages are there by then."""


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register with Sphinx; called by it."""
    app.add_config_value("microref_spec", None, "", types=(str, type(None)))
    app.add_domain(MicrorefDomain)
    take_over(app)
    app.connect("config-inited", add_assets)
    app.connect("builder-inited", _generate, priority=BEFORE_OTHERS)
    return {
        "version": __version__,
        "env_version": MicrorefDomain.data_version,
        "parallel_read_safe": True,
        "parallel_write_safe": True,
    }


def _generate(app: Sphinx) -> None:
    spec = app.config.microref_spec
    generate_pages(
        spec=None if spec is None else Path(app.confdir, spec).resolve(),
        configured_in=Path(app.confdir),
        sources=Path(app.srcdir),
    )
