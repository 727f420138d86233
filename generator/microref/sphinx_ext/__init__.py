"""The Sphinx extension: `sphinx-build` alone publishes a spec. Decides nothing about the spec.

    extensions = ["microref.sphinx_ext"]

The pages are generated before Sphinx looks for its sources, so that an edit of the
spec changes files, and Sphinx rebuilds the documents that hold them.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.config import ENUM

from microref import __version__
from microref.sphinx_ext.assets import add_assets, load_assets, load_script_early
from microref.sphinx_ext.attached import complete, find_attached
from microref.sphinx_ext.documents import INCLUDE, PAGE, make_documents, pages_are_documents
from microref.sphinx_ext.domain import MicrorefDomain, domain_of
from microref.sphinx_ext.handover import take_over
from microref.sphinx_ext.moved import LIST_ID, as_script, moved_anchors
from microref.sphinx_ext.outputs import fit_outputs
from microref.sphinx_ext.pages import generate_pages
from microref.sphinx_ext.places import name_places

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config
    from sphinx.util.typing import ExtensionMetadata

__all__ = ["setup"]

AFTER_SPHINX = 900
"""Sphinx brings the settings into form at 800; only then can they be added to."""
_WHOLE = ("singlehtml", "epub")
"""In these all documents are one again, or no script could follow a list."""


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register with Sphinx; called by it."""
    app.add_config_value("microref_spec", None, "", types=(str, type(None)))
    app.add_config_value("microref_documents", INCLUDE, "env", types=ENUM(INCLUDE, PAGE))
    app.add_domain(MicrorefDomain)
    take_over(app)
    fit_outputs(app)
    app.connect("config-inited", add_assets)
    app.connect("config-inited", _generate, priority=AFTER_SPHINX)
    app.connect("builder-inited", load_assets)
    app.connect("env-get-outdated", find_attached)
    app.connect("source-read", complete)
    app.connect("html-page-context", load_script_early)
    app.connect("html-page-context", _list_moved_anchors)
    return {
        "version": __version__,
        "env_version": MicrorefDomain.data_version,
        "parallel_read_safe": True,
        "parallel_write_safe": True,
    }


def _generate(app: Sphinx, config: Config) -> None:
    spec = config.microref_spec
    generated = generate_pages(
        spec=None if spec is None else Path(app.confdir, spec).resolve(),
        configured_in=Path(app.confdir),
        sources=Path(app.srcdir),
    )
    if pages_are_documents(config):
        make_documents(config, Path(app.srcdir), generated.titled)
    name_places(generated.origin)


def _list_moved_anchors(app: Sphinx, pagename: str, *_: object) -> None:
    if app.builder.name in _WHOLE:
        return
    moved = {
        former: (app.builder.get_relative_uri(pagename, document), now)
        for former, document, now in moved_anchors(domain_of(app.env).records, pagename)
    }
    if moved:
        # In the handler of this event it is for this page alone.
        app.add_js_file(None, body=as_script(moved), type="application/json", id=LIST_ID)
