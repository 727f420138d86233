"""What holds for the whole API: its title, its type, its versions. Reads no page again."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from microref.importer.rst.blocks import Directive, Title
from microref.importer.tree import Tree, source_path
from microref.microversion import Microversion, Window
from microref.model import Api, Definition, Microversions, Page, Rst, Style, VersionNote
from microref.model.walk import blocks, texts_of_operation, uses_in
from microref.source import Span

_NAME = "index.rst"
_NO_WORD = re.compile(r"[^a-z0-9]+")
_COMMON = re.compile(
    r"\b(?:apis?|openstack|service|reference|v[0-9.]+|\([^()]*\))|[:()]", re.IGNORECASE
)


def api_of(
    tree: Tree,
    pages: Mapping[str, Page],
    definitions: Mapping[str, Definition],
    style: Style,
    reasons: Mapping[int, Mapping[str, Rst]],
) -> Api:
    """The API, as far as the tree tells."""
    title = _title(tree) or "API"
    versions = sorted(set(_versions(pages.values(), definitions)))
    microversions = Microversions(
        scheme="microversion" if versions else "none",
        maximum=versions[-1] if versions else None,
    )
    return Api(
        title=title,
        service_type=_NO_WORD.sub("-", _COMMON.sub(" ", title).lower()).strip("-") or "api",
        microversions=microversions,
        style=style,
        status_reasons=reasons,
        span=Span(tree.name, 1, 1, 1, 1),
    )


def _title(tree: Tree) -> str | None:
    """The title of the first document."""
    documents = sorted(tree.texts, key=lambda path: (path.count("/"), path != _NAME, path))
    for path in documents:
        title = _title_in(tree, path, ()) if path.endswith(".rst") else None
        if title is not None:
            return title
    return None


def _title_in(tree: Tree, path: str, above: tuple[str, ...]) -> str | None:
    """The first title of a file, or of what it includes before."""
    for block in tree.texts[path].blocks:
        if isinstance(block, Title):
            return block.text
        if isinstance(block, Directive) and block.name == "include":
            target = source_path(block.argument, tree.folders.get(path, ""))
            if target in tree.texts and target not in (path, *above):
                title = _title_in(tree, target, (path, *above))
                if title is not None:
                    return title
    return None


def _versions(
    pages: Iterable[Page], definitions: Mapping[str, Definition]
) -> Iterator[Microversion]:
    """Every version that the structure of a reference names."""
    for definition in definitions.values():
        yield from _bounds(definition.window)
    for page in pages:
        for operation in page.operations:
            yield from _bounds(operation.window)
            for message in (*operation.request, *operation.response):
                yield from _bounds(message.window)
                for sample in message.samples:
                    yield from _bounds(sample.window)
                for use in uses_in(message.parameters):
                    yield from _bounds(use.override.window)
            for text in texts_of_operation(page, operation):
                for block in blocks(text):
                    if isinstance(block, VersionNote):
                        try:
                            yield Microversion.parse(block.version)
                        except ValueError:
                            continue


def _bounds(window: Window | None) -> Iterator[Microversion]:
    for bound in window or ():
        if bound is not None:
            yield bound
