"""Data for the script of a page, as JSON that can stand in HTML. Knows none of it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sphinx.application import Sphinx

__all__ = ["add_data", "for_script"]


def for_script(data: Any) -> str:
    """The data as the text of a `<script type="application/json">`, which no text in it can end."""
    return json.dumps(data, separators=(",", ":")).replace("<", "\\u003c")


def add_data(app: Sphinx, name: str, data: str) -> None:
    """Give the page that is written data with an id; to be called by `html-page-context`."""
    # In a handler of that event it is for this page alone.
    app.add_js_file(None, body=data, type="application/json", id=name)
