"""What excludes one another: equal names in one place, messages of one side. Finds no faults."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from microref.derive.resolve import Field, ResolvedMessage


def same_names(message: ResolvedMessage) -> Iterator[tuple[str, tuple[Field, ...]]]:
    """The fields that have one name in one place, where there are several.

    All names that stand for any key of a map are one.
    """
    for location in ("header", "path", "query"):
        yield from _of_fields([field for field in message.written if field.location == location])
    yield from _of_tree(message.body)


def are_told_apart(first: ResolvedMessage, second: ResolvedMessage) -> bool:
    """Whether two messages of one side differ by their step or by their status."""
    if first.message.step != second.message.step:
        return True
    codes = [
        {code.code for code in status.codes}
        for status in (first.message.status, second.message.status)
        if status is not None
    ]
    return len(codes) == 2 and codes[0].isdisjoint(codes[1])


def _of_tree(fields: Sequence[Field]) -> Iterator[tuple[str, tuple[Field, ...]]]:
    yield from _of_fields(fields)
    for field in fields:
        if field.fields:
            yield from _of_tree(field.fields)


def _of_fields(fields: Sequence[Field]) -> Iterator[tuple[str, tuple[Field, ...]]]:
    by_name: dict[str, list[Field]] = {}
    for field in fields:
        by_name.setdefault("{any}" if field.use.is_wildcard else field.name, []).append(field)
    if len(by_name) < len(fields):
        for name, several in by_name.items():
            if len(several) > 1:
                yield name, tuple(several)
