"""Response codes that are not in ascending order.

Readers look for a code by its number. `microref check --fix` sorts codes that are only numbers.

Wrong::

    status: {normal: [200], error: [404, 400]}

Right::

    status: {normal: [200], error: [400, 404]}
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from microref.checks.rule import Rule, each_operation
from microref.checks.subject import OperationNode, Subject
from microref.diagnostics import Diagnostic, Edit, Kind, Severity
from microref.model import Code


def _find(node: OperationNode, _subject: Subject) -> Iterator[Diagnostic]:
    own = [node.operation.status, *(message.message.status for message in node.messages)]
    for status in own:
        for codes in () if status is None else (status.normal, status.error):
            if codes is not None:
                yield from _in(codes.codes)


def _in(codes: Sequence[Code]) -> Iterator[Diagnostic]:
    ordered = sorted(codes, key=lambda code: code.code)
    for code, previous in zip(codes[1:], codes, strict=False):
        if code.code < previous.code:
            yield RULE.kind.at(
                code.span,
                f"the code {code.code} stands behind {previous.code}",
                hint=f"the order is {', '.join(str(one.code) for one in ordered)}",
                fix=_moved(codes, ordered),
            )
            return


def _moved(codes: Sequence[Code], ordered: Sequence[Code]) -> list[Edit]:
    """Each code at its place; nothing where one is more than a number."""
    is_plain = all(
        code.span.line == code.span.end_line
        and code.span.end_column - code.span.column == len(str(code.code))
        for code in codes
    )
    if not is_plain:
        return []
    return [
        Edit(there.span, str(code.code))
        for there, code in zip(codes, ordered, strict=True)
        if there is not code
    ]


RULE = Rule(Kind("H102", "codes-out-of-order", Severity.INFO, __doc__ or ""), each_operation, _find)
