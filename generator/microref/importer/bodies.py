"""Flat parameter lists to the trees of bodies, with what samples say of them. Reads no page."""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from microref.diagnostics import Diagnostic
from microref.importer import kinds
from microref.importer.draft import DraftMessage, DraftOperation
from microref.importer.items import Listed
from microref.importer.nesting import How, Placement, Row, Sample, place, presence, write
from microref.importer.sample_versions import SampleVersions
from microref.importer.samples import Samples
from microref.importer.version_evidence import Evidence
from microref.microversion import EVERY_VERSION, Window
from microref.model import Definition, Label, Use
from microref.source import Span


@dataclass(frozen=True, slots=True)
class Body:
    """The parameters of one message as a tree."""

    form: str | None
    """The form of the body, where it is not the usual one."""
    uses: tuple[Use, ...]
    partial: frozenset[str]
    """The paths of samples that leave out required fields on purpose."""


@dataclass(slots=True)
class Bodies:
    """Makes the bodies of one reference."""

    definitions: Mapping[str, Definition]
    samples: Samples
    evidence: Evidence
    versions: SampleVersions = field(default_factory=SampleVersions)
    remarks: dict[Span, str] = field(default_factory=dict)
    """Comments for maintainers, by the place of the row that each is about."""
    placed: dict[str, Counter[str]] = field(default_factory=dict)
    """How rows were placed, for each source file."""
    diagnostics: list[Diagnostic] = field(default_factory=list)
    _nullable: set[str] = field(default_factory=set)

    def finished(self) -> dict[str, Definition]:
        """The definitions, with what the samples of all messages say of them."""
        return {
            key: dataclasses.replace(definition, nullable=True)
            if key in self._nullable
            else definition
            for key, definition in self.definitions.items()
        }

    def read(self, operation: DraftOperation, draft: DraftMessage) -> Body:
        """The body of a message."""
        since = self.evidence.since(operation, draft.side)
        rows = [self._row(listed, since) for lines in draft.lists for listed in lines]
        shown = self._shown(draft)
        values = [sample for _, sample in shown]
        placed = place(rows, values)
        self.versions.look(rows, placed.placements, shown)
        said = presence(rows, placed, values)
        self._nullable |= {rows[number].key for number in said.nullable}
        first = len(draft.lists[0]) if draft.lists else 0
        written = write(
            rows[:first],
            dataclasses.replace(placed, placements=placed.placements[:first]),
            {n: Definition(additional=True, span=rows[n].span) for n in said.additional},
        )
        known = set(_paths(written.uses, ()))
        more = []
        for row, placement in zip(rows[first:], placed.placements[first:], strict=True):
            use = _flat(row, placement, known)
            more.append(use)
            if use.under is not None:
                known.add(placement.path)
        for row, placement in zip(rows, placed.placements, strict=True):
            self._note(row, placement)
        for use in _walk(written.uses):
            if id(use) in written.remarks:
                self.remarks[use.span] = written.remarks[id(use)]
        marked = {line.span for lines in draft.lists for line in lines if line.has_markup}
        form = placed.form if rows and placed.form != "json" else None
        uses = (*written.uses, *more)
        return Body(form, _marked(uses, marked) if marked else uses, frozenset(said.partial))

    def _row(self, listed: Listed, since: Mapping[str, Window]) -> Row:
        definition = self.definitions[listed.key]
        said = since.get(listed.name) if definition.window is None else None
        return Row(
            label=listed.name,
            key=listed.key,
            location=definition.location or "body",
            type=definition.type,
            required=bool(definition.required),
            window=definition.window or EVERY_VERSION,
            since=said or self.evidence.window_of(definition),
            span=listed.span,
        )

    def _shown(self, draft: DraftMessage) -> list[tuple[Span, Sample]]:
        """The JSON samples of a message, each with its place on the page."""
        shown = []
        for each in draft.all_samples:
            value = self.samples.value(each.path)
            if isinstance(value, (dict, list)):
                window = each.sample.window
                known = None if window.is_unbounded else window
                sample = Sample(value=value, window=known, file=each.path)
                shown.append((each.sample.span, sample))
        return shown

    def _note(self, row: Row, placement: Placement) -> None:
        """Count how a row was placed; a finding where that is in doubt."""
        if placement.how is How.OUTSIDE:
            return
        how = placement.how.name.lower()
        where = "/".join(placement.parent) or "the body itself"
        if placement.how is How.UNPLACED:
            message = f"where {row.label!r} stands cannot be told: no sample shows it"
            self.diagnostics.append(kinds.UNPLACED.at(row.span, message))
        elif placement.is_guess:
            how = "guessed"
            message = f"that {row.label!r} stands in {where} is a guess"
            self.diagnostics.append(kinds.GUESSED_PLACE.at(row.span, message))
        self.placed.setdefault(row.span.path, Counter())[how] += 1


def _flat(row: Row, placement: Placement, known: Collection[tuple[str, ...]]) -> Use:
    """A row of a further list: on its own, with the path of what it stands in."""
    name, parent = placement.path[-1], placement.parent
    override = Definition(span=row.span)
    if row.since is not None:
        override = dataclasses.replace(override, window=row.since, versions="hidden")
    return Use(
        name=name,
        key=row.key,
        override=override,
        label=None if name == row.label else Label(text=row.label, span=row.span),
        under="/".join(parent) if parent and parent in known else None,
        span=row.span,
    )


def _marked(uses: tuple[Use, ...], spans: Collection[Span]) -> tuple[Use, ...]:
    """The uses, the labels of some of them RST."""
    result = []
    for use in uses:
        fields = use.override.fields
        override = use.override
        if fields is not None:
            override = dataclasses.replace(override, fields=_marked(fields, spans))
        label = use.label
        if use.row and use.span in spans:
            text = use.name if label is None else label.text
            label = Label(text=text, markup=True, span=use.span)
        result.append(dataclasses.replace(use, override=override, label=label))
    return tuple(result)


def _walk(uses: tuple[Use, ...]) -> list[Use]:
    found = []
    for use in uses:
        found += [use, *_walk(use.override.fields or ())]
    return found


def _paths(uses: tuple[Use, ...], within: tuple[str, ...]) -> frozenset[tuple[str, ...]]:
    """The paths of all levels that some uses make."""
    paths: set[tuple[str, ...]] = set()
    for use in uses:
        above = within if use.under is None else tuple(use.under.split("/"))
        path = (*above, use.name)
        paths |= {path, *_paths(use.override.fields or (), path)}
    return frozenset(paths)
