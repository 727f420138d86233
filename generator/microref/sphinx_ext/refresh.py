"""Which documents have to be written again, because what their pages know has changed.

What a page does not print can change while none of its files does: a hidden window, the
highest version of the API. So of each document it is kept what it knew when it was written.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from microref.api import ListFacts
from microref.emit.rst.classes import LIST
from microref.sphinx_ext.domain import domain_of
from microref.sphinx_ext.in_page import add_data
from microref.sphinx_ext.site import SITE_ID, site_data

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

    from microref.sphinx_ext.outline import Outline

__all__ = ["add_site", "record_lists", "refreshed"]


def record_lists(env: BuildEnvironment, outline: Outline) -> None:
    """Record which lists of a spec the document has that is read."""
    tables = [*outline.tables, *(table for one in outline.operations for table in one.tables)]
    names = [name for table in tables for name in table.node["classes"] if name.startswith(LIST)]
    if names:
        domain_of(env).data["lists"][env.docname] = names


def refreshed(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """The documents to be written besides those that were read, for `env-updated`."""
    domain = domain_of(env)
    if app.builder.format != "html" or not domain.has_scripts:
        return []
    facts = domain.facts
    found = (bounds for each in domain.data["bounds"].values() for bounds in each)
    domain.site = site_data(app.config, None if facts is None else facts.site, found)
    # A builder knows nothing of what another one has written.
    before = domain.data["digests"].get(app.builder.name, {})
    now = dict(_digests(env, domain.site))
    domain.data["digests"][app.builder.name] = now
    return [name for name in now if before.get(name) != now[name]]


def _digests(env: BuildEnvironment, site: str) -> Iterator[tuple[str, str]]:
    domain = domain_of(env)
    known: Mapping[str, ListFacts] = {} if domain.facts is None else domain.facts.lists
    for document in env.found_docs:
        lists = [known.get(name) for name in domain.data["lists"].get(document, ())]
        yield document, hashlib.sha256(json.dumps([site, lists]).encode()).hexdigest()[:16]


def add_site(app: Sphinx, *_: object) -> None:
    """Put what all pages have to know into a page, for `html-page-context`."""
    domain = domain_of(app.env)
    if domain.has_scripts:
        add_data(app, SITE_ID, domain.site)
