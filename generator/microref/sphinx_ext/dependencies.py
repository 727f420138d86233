"""What a document depends on beyond its own text: the parameter files of the pages in it.

os-api-ref notes none of these, and keeps what it has read for the whole process, so
that an edit of a parameter would show only in a build from scratch.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import os_api_ref
from os_api_ref import http_codes

from microref.emit.artifact import STATUS_FILE

if TYPE_CHECKING:
    from sphinx.application import Sphinx


def forget_parameter_files() -> None:
    """Drop what os-api-ref has kept from an earlier build in this process."""
    os_api_ref.YAML_CACHE.clear()
    http_codes.HTTP_YAML_CACHE.clear()


def note_parameter_files(
    app: Sphinx, relative_path: Path, _parent_docname: str, _content: list[str]
) -> None:
    """Note the files that a generated page names, for the document that is being read."""
    page = Path(app.srcdir, relative_path)
    folders = [folder for folder in page.parents if folder.is_relative_to(app.srcdir)]
    files = [page.with_suffix(".parameters.yaml"), *(folder / STATUS_FILE for folder in folders)]
    for file in files:
        if file.is_file():
            app.env.note_dependency(str(file))
