"""Two operations of one document have the same title.

Links to an operation are made from its title. Of two, one gets a number instead, which
changes when the page does: links that people have kept then lead to something else. In
the table of contents nobody can tell the two apart.

Case and blanks make no difference. Pages that one document of the Sphinx project
includes are one document.

Wrong::

    - {id: list-migrations, title: List migrations, method: GET, path: /migrations}
    - {id: list-moves, title: List migrations, method: GET, path: "/servers/{id}/migrations"}

Right::

    - {id: list-migrations, title: List migrations, method: GET, path: /migrations}
    - {id: list-moves, title: List moves of a server, method: GET, path: "/servers/{id}/migrations"}
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from microref.checks.rule import Rule, the_spec
from microref.checks.subject import OperationNode, Subject
from microref.diagnostics import Diagnostic, Kind, Related, Severity
from microref.model import Spec


def _find(_spec: Spec, subject: Subject) -> Iterator[Diagnostic]:
    alike: dict[str, list[OperationNode]] = defaultdict(list)
    for node in subject.operations:
        alike[" ".join(node.operation.title.text.lower().split())].append(node)
    for nodes in alike.values():
        for number, node in enumerate(nodes):
            before = next((n for n in nodes[:number] if _share_a_document(n, node, subject)), None)
            if before is not None:
                title = node.operation.title
                yield RULE.kind.at(
                    title.span,
                    f"{title.text!r} is also the title of {before.operation.id!r}"
                    " in the same document",
                    hint="say in the titles how the two differ",
                    related=[Related("first", before.operation.title.span)],
                )


def _share_a_document(first: OperationNode, second: OperationNode, subject: Subject) -> bool:
    if first.page is second.page:
        return True
    documents = (subject.documents_of(node.page) for node in (first, second))
    return not next(documents).isdisjoint(next(documents))


RULE = Rule(Kind("C109", "duplicate-title", Severity.WARNING, __doc__ or ""), the_spec, _find)
