"""The stylesheet and the script of a page: put together of their parts, and loaded.

The parts of the script are modules, so that each says what it takes from which other. A
page gets one script all the same: a browser loads no module from a file on disk.
Comments stay in the parts, which are for those who work on them.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from microref.output import write_bytes

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config

__all__ = ["SCRIPTS", "STYLES", "add_assets", "load_assets", "load_script_early", "script", "style"]

SCRIPTS = (
    "elements",
    "versions",
    "address",
    "moved",
    "operations",
    "site",
    "peeker",
    "items",
    "samples",
    "hidden",
    "showing",
    "difference",
    "changes",
    "comparing",
    "rows",
    "copying",
    "links",
    "combobox",
    "toolbar",
    "main",
)
"""The parts of the script: each takes from those before it alone."""
STYLES = ("base", "heads", "controls", "details", "versions", "examples", "paper")
"""The parts of the stylesheet, in the order in which they count."""

_HERE = Path(__file__).parent
_STATIC = "microref-static"
BOOK = "epub"
"""The builder of what has no scripts."""
_SCRIPT = "microref.js"
_COMMENT = re.compile(r"^[ ]*/\*.*?\*/\n|^[ ]*//[^\n]*\n", re.MULTILINE | re.DOTALL)
_IMPORT = re.compile(r"^import [^;]*;\n", re.MULTILINE)
_EXPORT = re.compile(r"^export ", re.MULTILINE)


def script() -> str:
    """The script: all parts in one block, in which no name can be declared twice unnoticed."""
    parts = (_IMPORT.sub("", _part("script", name, "js")) for name in SCRIPTS)
    text = "\n".join(_EXPORT.sub("", part) for part in parts)
    return f'"use strict";\n{{\n{text}}}\n'


def style() -> str:
    """The stylesheet."""
    return "\n".join(_part("style", name, "css") for name in STYLES)


def _part(folder: str, name: str, suffix: str) -> str:
    text = (_HERE / folder / f"{name}.{suffix}").read_text("utf-8")
    return f"/* {name} */\n{_COMMENT.sub('', text).strip()}\n"


def add_assets(app: Sphinx, config: Config) -> None:
    """Let Sphinx copy them as if they were files of the project, for `config-inited`.

    Before all of the project's own, so that a file of the same name takes their place. After
    Sphinx has looked at the settings: it wants no such folder in its output, and this one is
    with what Sphinx keeps of a build, mostly there.
    """
    folder = Path(app.doctreedir, _STATIC)
    for name, text in ((_SCRIPT, script()), ("microref.css", style())):
        write_bytes(folder / name, text.encode())
    config.html_static_path = [str(folder), str(_HERE / "static"), *config.html_static_path]


def load_assets(app: Sphinx) -> None:
    """Let pages load them, for `builder-inited`; a book has no scripts, and a style of its own."""
    app.add_css_file("microref.css", priority=400)
    if app.builder.name == BOOK:
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
    for loaded in list(context["script_files"]):
        if str(getattr(loaded, "filename", loaded)).endswith(f"/{_SCRIPT}"):
            context["script_files"].remove(loaded)
            context["metatags"] += f"{context['js_tag'](loaded)}\n"
