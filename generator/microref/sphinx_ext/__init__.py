"""The Sphinx extension: `sphinx-build` alone publishes a spec. Decides nothing about the spec.

    extensions = ["microref.sphinx_ext"]

The pages are generated before Sphinx looks for its sources, so that an edit of the
spec changes files, and Sphinx rebuilds the documents that hold them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx.config import ENUM

from microref import __version__
from microref.sphinx_ext.documents import INCLUDE, PAGE
from microref.sphinx_ext.domain import MicrorefDomain
from microref.sphinx_ext.events import Events
from microref.sphinx_ext.handover import take_over
from microref.sphinx_ext.outputs import fit_outputs

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

__all__ = ["setup"]


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register with Sphinx; called by it."""
    app.add_config_value("microref_spec", None, "", types=(str, type(None)))
    app.add_config_value("microref_documents", INCLUDE, "env", types=ENUM(INCLUDE, PAGE))
    app.add_domain(MicrorefDomain)
    take_over(app)
    fit_outputs(app)
    Events().connect(app)
    return {
        "version": __version__,
        "env_version": MicrorefDomain.data_version,
        "parallel_read_safe": True,
        "parallel_write_safe": True,
    }
