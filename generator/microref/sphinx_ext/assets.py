"""The stylesheet and the script of a page."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config

__all__ = ["add_assets"]

_FOLDER = Path(__file__).with_name("static")


def add_assets(app: Sphinx, config: Config) -> None:
    """Let pages load them, and Sphinx copy them, as if they were files of the project.

    Before all of the project's own, so that a file of the same name takes their place.
    """
    config.html_static_path.insert(0, str(_FOLDER))
    app.add_css_file("microref.css", priority=400)
    app.add_js_file("microref.js", priority=400)
