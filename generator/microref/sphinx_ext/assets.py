"""The stylesheet and the script of a page."""

from __future__ import annotations

from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config

__all__ = ["add_assets", "load_script", "style_book"]

_BOOK = "epub"
_FOLDER = Path(__file__).with_name("static")


def add_assets(app: Sphinx, config: Config) -> None:
    """Let Sphinx copy them as if they were files of the project, and pages load the stylesheet.

    Before all of the project's own, so that a file of the same name takes their place.
    """
    config.html_static_path.insert(0, str(_FOLDER))
    app.add_css_file("microref.css", priority=400)


def style_book(app: Sphinx) -> None:
    """Let the pages of an EPUB load its own style too, for the event `builder-inited`."""
    if app.builder.name == _BOOK:
        app.add_css_file("microref-book.css", priority=401)


def load_script(
    app: Sphinx, _pagename: str, _templatename: str, context: dict[str, Any], doctree: object
) -> None:
    """Load the script in the head of a page, for the event `html-page-context`.

    Some themes load what Sphinx knows as scripts at the end of the page. There it would be
    late: readers would see all operations open, and then close.
    """
    is_document = doctree is not None
    if is_document and app.builder.name != _BOOK:
        address = context["pathto"]("_static/microref.js", resource=True)
        context["metatags"] += f'<script src="{escape(address)}"></script>\n'
