"""What happens at which event of Sphinx, for one application. Makes nothing itself."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from microref.garbage import Spared
from microref.sphinx_ext.anchors import record_names
from microref.sphinx_ext.assets import BOOK, add_assets, load_assets, load_script_early
from microref.sphinx_ext.attached import NOTHING, find_attached
from microref.sphinx_ext.documents import PageDocuments, pages_are_documents
from microref.sphinx_ext.domain import domain_of
from microref.sphinx_ext.in_page import add_data
from microref.sphinx_ext.known_operations import leave_plain, record_operations
from microref.sphinx_ext.moved import LIST_ID, as_script, moved_anchors
from microref.sphinx_ext.pages import Generated, generate_pages
from microref.sphinx_ext.places import name_places
from microref.sphinx_ext.refresh import add_site, refreshed

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config
    from sphinx.environment import BuildEnvironment

__all__ = ["Events"]

_AFTER_SPHINX = 900
"""Sphinx brings the settings into form at 800, and looks at the doctree at 500."""
_WHOLE = ("singlehtml", "epub")
"""In these all documents are one again, or no script could follow a list."""


class Events:
    """Listens to one application of Sphinx, which may build more than once."""

    def __init__(self) -> None:
        self._documents: PageDocuments | None = None
        self._generated = Generated()
        self._is_first = True
        self._loaded = Spared()

    def connect(self, app: Sphinx) -> None:
        """Listen to what comes, in the order in which it comes."""
        app.connect("config-inited", add_assets, priority=_AFTER_SPHINX)
        app.connect("config-inited", self._configured, priority=_AFTER_SPHINX)
        app.connect("builder-inited", load_assets)
        app.connect("builder-inited", self._about_to_find)
        app.connect("env-get-outdated", self._found)
        app.connect("env-before-read-docs", self._about_to_read)
        app.connect("source-read", _complete)
        app.connect("doctree-read", record_names, priority=_AFTER_SPHINX)
        app.connect("doctree-read", record_operations, priority=_AFTER_SPHINX)
        app.connect("env-updated", _read)
        app.connect("env-updated", refreshed)
        app.connect("missing-reference", leave_plain)
        app.connect("build-finished", self._finished)
        app.connect("html-page-context", load_script_early)
        app.connect("html-page-context", _list_moved_anchors)
        app.connect("html-page-context", add_site)

    def _configured(self, app: Sphinx, config: Config) -> None:
        """Before Sphinx looks for its sources the pages are generated."""
        self._generated = generated = _generate(app, config)
        if pages_are_documents(config):
            self._documents = PageDocuments.of(config, Path(app.srcdir), generated.titled)
        name_places(generated.origin)

    def _about_to_find(self, app: Sphinx) -> None:
        if self._documents is not None:
            self._documents.unhide(app.config)

    def _about_to_read(self, *_: object) -> None:
        self._loaded.begin()

    def _finished(self, app: Sphinx, _fault: Exception | None) -> None:
        """The next build of the application begins by looking for documents."""
        self._loaded.end()
        self._about_to_find(app)

    def _found(
        self,
        app: Sphinx,
        env: BuildEnvironment,
        _added: set[str],
        _changed: set[str],
        _removed: set[str],
    ) -> list[str]:
        """Sphinx knows its documents; gives those that have to be read besides."""
        outdated: set[str] = set()
        if not self._is_first:
            self._generated = _generate(app, app.config)
            outdated = set().union(*env.get_outdated_files(config_changed=False)[:2])
        self._is_first = False
        domain = domain_of(env)
        domain.facts, domain.history = self._generated.facts, self._generated.history
        domain.has_scripts = app.builder.name != BOOK
        outdated |= domain.outdated_histories()
        if self._documents is None:
            domain.data["attached"] = NOTHING
        else:
            self._documents.restore(app.config)
            outdated |= _reattach(env) | _with_pages_that_are_gone(env)
        return sorted(outdated)


def _generate(app: Sphinx, config: Config) -> Generated:
    spec = config.microref_spec
    return generate_pages(
        spec=None if spec is None else Path(app.confdir, spec).resolve(),
        configured_in=Path(app.confdir),
        sources=Path(app.srcdir),
    )


def _reattach(env: BuildEnvironment) -> set[str]:
    """See which pages continue which documents; gives those for which that has changed."""
    domain = domain_of(env)
    before, now = domain.attached.files, find_attached(env)
    domain.data["attached"] = now
    return {page for page in {*before, *now.files} if before.get(page) != now.files.get(page)}


def _with_pages_that_are_gone(env: BuildEnvironment) -> set[str]:
    pages = domain_of(env).pages
    return {name for name in pages if any(page not in env.found_docs for page in pages[name])}


def _complete(app: Sphinx, docname: str, content: list[str]) -> None:
    """Let a document include the pages that continue it."""
    files = domain_of(app.env).attached.files.get(docname, ())
    content[0] += "".join(f"\n\n.. include:: /{file}\n" for file in files)


def _read(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Everything has been read; gives the documents that have to be written besides."""
    domain = domain_of(env)
    named = domain.concerned() if pages_are_documents(app.config) else []
    return [*named, *domain.histories_with_links()]


def _list_moved_anchors(app: Sphinx, pagename: str, *_: object) -> None:
    if app.builder.name in _WHOLE:
        return
    moved = {
        former: (
            "" if document == pagename else app.builder.get_relative_uri(pagename, document),
            now,
        )
        for former, document, now in moved_anchors(domain_of(app.env).records, pagename)
    }
    if any(address for address, _now in moved.values()):
        add_data(app, LIST_ID, as_script(moved))
