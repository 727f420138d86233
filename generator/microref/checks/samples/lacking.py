"""Required fields that no sample holds: then the definition is what to doubt. Judges no body."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from microref.checks.samples import kinds
from microref.checks.samples.judge import Fault
from microref.checks.samples.judged import JudgedSample, holds
from microref.derive.resolve import Field, ResolvedMessage
from microref.diagnostics import Diagnostic, Related
from microref.source import Span

ENOUGH = 2
"""How many samples have to lack a field: of a single one it may as well be the fault."""
_NAMED = 3


class Demand(NamedTuple):
    """That a field must be there, as the spec says it once for all places that share it."""

    name: str
    said_at: Span


@dataclass(frozen=True, slots=True)
class Lacking:
    """The demands that no sample meets."""

    samples: Mapping[Demand, Sequence[tuple[JudgedSample, Fault]]]

    def explains(self, fault: Fault) -> bool:
        """Whether a fault of a sample is told where the field is defined."""
        demand = _demand(fault)
        return demand is not None and demand in self.samples

    def told(self) -> Iterator[Diagnostic]:
        """One finding for each demand."""
        for demand, lacking in self.samples.items():
            places: dict[str, Span] = {}
            for judged, fault in lacking:
                if judged.sample.file not in places:
                    places[judged.sample.file] = judged.file.value_at(fault.pointer)
            yield kinds.IN_NO_SAMPLE.at(
                demand.said_at,
                f"{demand.name!r} is required, and none of the {len(places)} samples that"
                " could show it has it",
                hint="say `when` it is there, or add it to the samples",
                related=[Related("lacks it", span) for span in list(places.values())[:_NAMED]],
            )


def lacking(everything: Sequence[JudgedSample]) -> Lacking:
    """The demands that at least so many samples do not meet, and none does."""
    found: dict[Demand, list[tuple[JudgedSample, Fault]]] = {}
    for judged in everything:
        for fault in judged.counted:
            demand = _demand(fault)
            if demand is not None:
                found.setdefault(demand, []).append((judged, fault))
    found = {
        demand: places
        for demand, places in found.items()
        if len({judged.sample.file for judged, _ in places}) >= ENOUGH
    }
    if found:
        for demand in _held(everything, found):
            found.pop(demand, None)
    return Lacking(found)


def _demand(fault: Fault) -> Demand | None:
    if fault.kind is not kinds.MISSING_FIELD or fault.field is None:
        return None
    # Another keyword may ask for it, of which the field knows nothing.
    return demand_of(fault.field) if fault.field.required_in is not None else None


def demand_of(field: Field) -> Demand:
    """What says that a field is required: its definition, or a use that says so itself."""
    is_own = field.use.override.required is not None
    return Demand(field.name, field.use.span if is_own else field.defined_at)


def _held(everything: Sequence[JudgedSample], among: Mapping[Demand, object]) -> set[Demand]:
    """Those of some demands whose field some sample has."""
    held: set[Demand] = set()
    fields_of: dict[int, list[tuple[Demand, Field]]] = {}
    for judged in everything:
        key = id(judged.message)
        if key not in fields_of:
            fields_of[key] = [
                (demand, field)
                for field in _all_fields(judged.message)
                if (demand := demand_of(field)) in among
            ]
        for demand, field in fields_of[key]:
            if demand not in held and holds(judged.file.value, field):
                held.add(demand)
    return held


def _all_fields(message: ResolvedMessage) -> Iterator[Field]:
    stack = list(message.body)
    while stack:
        field = stack.pop()
        yield field
        stack += field.fields
