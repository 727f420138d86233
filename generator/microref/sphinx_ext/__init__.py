"""The Sphinx extension: `sphinx-build` alone publishes a spec. Decides nothing about the spec.

    extensions = ["microref.sphinx_ext"]

The pages are generated before Sphinx looks for its sources, so that an edit of the
spec changes files, and Sphinx rebuilds the documents that hold them.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from microref import __version__
from microref.sphinx_ext.dependencies import forget_parameter_files, note_parameter_files
from microref.sphinx_ext.pages import generate_pages

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

__all__ = ["setup"]

BEFORE_OTHERS = 100
"""Extensions may look at the sources when the builder starts; the pages are there by then."""


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register with Sphinx; called by it."""
    app.setup_extension("os_api_ref")
    app.add_config_value("microref_spec", None, "", types=(str, type(None)))
    app.connect("builder-inited", _start, priority=BEFORE_OTHERS)
    app.connect("include-read", note_parameter_files)
    return {
        "version": __version__,
        "parallel_read_safe": True,
        "parallel_write_safe": True,
    }


def _start(app: Sphinx) -> None:
    forget_parameter_files()
    spec = app.config.microref_spec
    generate_pages(
        spec=None if spec is None else Path(app.confdir, spec).resolve(),
        configured_in=Path(app.confdir),
        sources=Path(app.srcdir),
    )
