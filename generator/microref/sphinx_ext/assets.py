"""The stylesheet and the script of a page."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config

__all__ = ["add_assets", "load_assets", "load_script_early"]

_BOOK = "epub"
_FOLDER = Path(__file__).with_name("static")
_SCRIPT = "microref.js"


def add_assets(_app: Sphinx, config: Config) -> None:
    """Let Sphinx copy them as if they were files of the project, for `config-inited`.

    Before all of the project's own, so that a file of the same name takes their place.
    """
    config.html_static_path = [str(_FOLDER), *config.html_static_path]


def load_assets(app: Sphinx) -> None:
    """Let pages load them, for `builder-inited`; a book has no scripts, and a style of its own."""
    app.add_css_file("microref.css", priority=400)
    if app.builder.name == _BOOK:
        app.add_css_file("microref-book.css", priority=401)
    else:
        app.add_js_file(_SCRIPT)


def load_script_early(
    _app: Sphinx, _page: str, _template: str, context: dict[str, Any], _doctree: object
) -> None:
    """Move the script into the head of a page, for `html-page-context`.

    Some themes load what Sphinx knows as scripts at the end of the page. There it would be
    late: readers would see all operations open, and then close.
    """
    if "metatags" not in context or "js_tag" not in context:
        return
    for script in list(context["script_files"]):
        if str(getattr(script, "filename", script)).endswith(f"/{_SCRIPT}"):
            context["script_files"].remove(script)
            context["metatags"] += f"{context['js_tag'](script)}\n"
