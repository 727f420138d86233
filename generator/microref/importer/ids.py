"""Ids and actions of imported operations: unique, stable, made of what the page says."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from pathlib import PurePosixPath

from microref.importer.draft import DraftOperation
from microref.importer.pages import DraftPage
from microref.importer.samples import Samples
from microref.model.operation import slug

_PARENTHESES = re.compile(r"\([^()]*\)")
_ACTION = re.compile(r"\((?P<key>\S+) Action\)", re.IGNORECASE)
_ACTION_PATH = re.compile(r"/actions?$")


def operation_ids(pages: Iterable[DraftPage]) -> dict[int, str]:
    """An id for each operation, by its identity.

    It is made of the title, without what stands in parentheses; where others have
    that id, of the parentheses too, then of the page, its folder, and at last of a number.
    """
    given = [(page, operation) for page in pages for operation in page.operations]
    ids: dict[int, str] = {}
    taken: set[str] = set()
    pending = given
    for make in (_short, _long, _with_page, _with_folder):
        by_id: dict[str, list[tuple[DraftPage, DraftOperation]]] = defaultdict(list)
        for page, operation in pending:
            by_id[make(page, operation)].append((page, operation))
        pending = []
        for name, group in by_id.items():
            if len(group) == 1 and name not in taken:
                ids[id(group[0][1])] = name
                taken.add(name)
            else:
                pending += group
    for page, operation in pending:
        name, number = _with_page(page, operation), 1
        while name in taken:
            number += 1
            name = f"{_with_page(page, operation)}-{number}"
        ids[id(operation)] = name
        taken.add(name)
    return ids


def _short(_page: DraftPage, operation: DraftOperation) -> str:
    return slug(_PARENTHESES.sub(" ", operation.title.text)) or "operation"


def _long(_page: DraftPage, operation: DraftOperation) -> str:
    return slug(operation.title.text) or "operation"


def _with_page(page: DraftPage, operation: DraftOperation) -> str:
    stem = slug(PurePosixPath(page.source.file.path).stem) or "page"
    return f"{stem}-{_short(page, operation)}"


def _with_folder(page: DraftPage, operation: DraftOperation) -> str:
    path = slug(page.source.file.path.rpartition(".")[0]) or "page"
    return f"{path}-{_short(page, operation)}"


def actions(operations: Iterable[DraftOperation], samples: Samples) -> dict[int, str]:
    """The top key of the body that tells operations on one URL apart, by their identity.

    The title names it, or the request sample has it as its only key; a key that two
    operations share tells nothing.
    """
    by_url: dict[tuple[str, str], list[DraftOperation]] = defaultdict(list)
    for operation in operations:
        url = operation.method.path.partition("?")[0]
        by_url[operation.method.method, url].append(operation)
    found: dict[int, str] = {}
    for (_, url), group in by_url.items():
        if len(group) == 1 and not _ACTION_PATH.search(url):
            continue
        keys = {id(operation): _action(operation, samples) for operation in group}
        given = [key for key in keys.values() if key is not None]
        found |= {
            identity: key
            for identity, key in keys.items()
            if key is not None and given.count(key) == 1
        }
    return found


def _action(operation: DraftOperation, samples: Samples) -> str | None:
    named = _ACTION.search(operation.title.text)
    if named is not None:
        return named["key"]
    values = [
        samples.value(shown.path)
        for message in operation.of_side("request")
        for shown in message.all_samples
    ]
    keys = {tuple(value) for value in values if isinstance(value, dict)}
    if len(keys) == 1 and len(only := keys.pop()) == 1:
        return str(only[0])
    return None
