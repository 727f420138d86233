"""A spec as files: which part goes into which, with the keys of a file. Touches no disk."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from microref.emit.artifact import Artifact
from microref.emit.spec_yaml.api import api_node
from microref.emit.spec_yaml.layout import lines
from microref.emit.spec_yaml.operations import operation_node
from microref.emit.spec_yaml.parameters import definition_node
from microref.emit.spec_yaml.remarks import Remark, apart, no_remark
from microref.emit.spec_yaml.scalars import word
from microref.emit.spec_yaml.text import add_label, add_text, notice_node, section_node
from microref.emit.spec_yaml.tree import Items, Pairs, short_list
from microref.load.grammar.document import FORMAT_VERSION
from microref.model import Api, Definition, Notice, Operation, Page, Spec

T = TypeVar("T", Definition, Notice, Page)


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """Into which files a spec goes, and what they hold beside it."""

    root: str = "parameters.yaml"
    """Path of the root file, with slashes."""
    pages: str | None = None
    """Folder of a file for each page, beside the root file; without one the root file has all."""
    schema: str | None = None
    """Editor schema that the files name: a URL, or a path as the root file has it."""
    remark: Remark = field(default=no_remark, repr=False)
    """The comments."""


def spec_files(spec: Spec, layout: Layout | None = None) -> tuple[Artifact, ...]:
    """The files of a spec, the root file first.

    Pages with files of their own are included by a pattern, so that one more is
    one more file; their order then is that of the paths.
    """
    layout = layout or Layout()
    folder = layout.pages
    apart_from_root = spec.pages if folder is not None else {}
    root = document_text(
        api=spec.api,
        include=() if folder is None else _include(folder, apart_from_root),
        notices=spec.notices,
        parameters=spec.parameters,
        pages={} if folder is not None else spec.pages,
        schema=layout.schema,
        remark=layout.remark,
    )
    files = [Artifact(layout.root, root)]
    for key, page in apart_from_root.items():
        inside = posixpath.join(folder or "", f"{key}.yaml")
        text = document_text(
            pages={key: page},
            schema=_seen_from(posixpath.dirname(inside), layout.schema),
            remark=layout.remark,
        )
        files.append(Artifact(posixpath.join(posixpath.dirname(layout.root), inside), text))
    return tuple(files)


def document_text(
    *,
    api: Api | None = None,
    include: Iterable[str] = (),
    notices: Mapping[str, Notice] | None = None,
    parameters: Mapping[str, Definition] | None = None,
    pages: Mapping[str, Page] | None = None,
    schema: str | None = None,
    remark: Remark = no_remark,
) -> str:
    """The text of one file of a spec; one with an API is a root file, and names the format."""
    pairs = Pairs()
    if api is not None:
        _add(pairs, "microref", str(FORMAT_VERSION))
        _add(pairs, "api", api_node(api))
    patterns = short_list(word(pattern) for pattern in include)
    if patterns.entries:
        _add(pairs, "include", patterns)
    if notices:
        _add(pairs, "notices", _keyed(notices, notice_node, remark))
    if parameters:
        _add(pairs, "parameters", _keyed(parameters, lambda d: definition_node(d, remark), remark))
    if pages:
        _add(pairs, "pages", _keyed(pages, lambda page: _page(page, remark), remark))
    head = [] if schema is None else [f"# yaml-language-server: $schema={schema}"]
    if not pairs.entries:
        return "\n".join([*head, "{}", ""])
    return "\n".join([*head, *lines(pairs), ""])


def _add(pairs: Pairs, key: str, value: Items | Pairs | str) -> None:
    pairs.add(key, value, ("",) if pairs.entries else ())


def _keyed(values: Mapping[str, T], node: Callable[[T], Pairs], remark: Remark) -> Pairs:
    pairs = Pairs()
    for key, value in values.items():
        above = apart(remark(value), first=not pairs.entries)
        pairs.add(word(key), node(value), above)
    return pairs


def _page(page: Page, remark: Remark) -> Pairs:
    pairs = Pairs()
    add_label(pairs, "title", page.title)
    if page.titles is not None:
        pairs.add("titles", short_list(word(title) for title in page.titles))
    pairs.word("label", page.label)
    add_text(pairs, "description", page.description)
    items = Items()
    for item in page.items:
        above = apart(remark(item), first=not items.entries)
        if isinstance(item, Operation):
            items.add(operation_node(item, remark), above)
        else:
            items.add(section_node(item), above)
    if items.entries:
        _add(pairs, "operations", items)
    return pairs


def _include(folder: str, keys: Iterable[str]) -> tuple[str, ...]:
    names = list(keys)
    if not names:
        # A pattern that matches nothing is a fault.
        return ()
    folders = "**/" if any("/" in name for name in names) else ""
    return (posixpath.join(folder, f"{folders}*.yaml"),)


def _seen_from(folder: str, schema: str | None) -> str | None:
    """A path that the root file has, as a file in a folder beside it has it."""
    if schema is None or "://" in schema or schema.startswith("/"):
        return schema
    return posixpath.relpath(schema, folder or ".")
