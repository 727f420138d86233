"""A sample with all that its judge finds in it, as the basis for what is said. Says nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from microref.checks.samples import kinds
from microref.checks.samples.files import SampleFile
from microref.checks.samples.judge import Fault, Judge
from microref.checks.subject import OperationNode, SampleNode
from microref.derive.resolve import Field, ResolvedMessage
from microref.microversion import Microversion, Window
from microref.model import Sample


@dataclass(frozen=True, slots=True)
class JudgedSample:
    """A JSON sample that has been read and judged at its version."""

    operation: OperationNode
    node: SampleNode
    file: SampleFile
    judge: Judge
    """Of the side that shows the sample."""
    interval: Window
    version: Microversion | None
    """The version that messages name."""
    faults: tuple[Fault, ...]
    """All that is wrong, also what a partial sample may lack."""

    @property
    def sample(self) -> Sample:
        """What the spec says of it."""
        return self.node.sample

    @property
    def message(self) -> ResolvedMessage:
        """What it shows."""
        return self.node.message

    @property
    def counted(self) -> list[Fault]:
        """The faults that count in this sample."""
        return that_count(self.faults, self.sample)


def that_count(faults: Iterable[Fault], sample: Sample) -> list[Fault]:
    """The faults that count in a sample: one that is partial may lack fields."""
    return [fault for fault in faults if not (sample.partial and fault.kind is kinds.MISSING_FIELD)]


def objects(value: Any) -> list[dict[str, Any]]:
    """The objects that hold the fields of a body: itself, or its items."""
    return [each for each in (value if isinstance(value, list) else [value]) if _is_object(each)]


def holds(body: Any, field: Field) -> bool:
    """Whether a body has a field at its place; lists are no level."""
    return any(field.name in each for each in _at(body, field.path[:-1]))


def _at(value: Any, path: Sequence[str]) -> Iterator[dict[str, Any]]:
    for each in objects(value):
        if not path:
            yield each
        elif path[0] in each:
            yield from _at(each[path[0]], path[1:])
        elif path[0].startswith("{"):
            for member in each.values():
                yield from _at(member, path[1:])


def _is_object(value: Any) -> bool:
    return isinstance(value, dict)
