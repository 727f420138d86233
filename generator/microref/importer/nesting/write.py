"""Rows with their places as the uses of a spec. Infers no place, decides no order."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from microref.importer.nesting.levels import Level, levels_of
from microref.importer.nesting.rows import ANY, SCALARS, How, Placed, Placement, Row
from microref.model import Definition, Label, Use

_JSON_TYPES = {"float": "number"}
_NO_OVERRIDES: Mapping[int, Definition] = {}


@dataclass(frozen=True, slots=True)
class Written:
    """The parameters of a message, and what maintainers should look at."""

    uses: tuple[Use, ...]
    remarks: Mapping[int, str]
    """What is guessed about a use, by its `id()`."""


def write(
    rows: Sequence[Row], placed: Placed, overrides: Mapping[int, Definition] = _NO_OVERRIDES
) -> Written:
    """The uses that show the rows as they are listed, and nest them as they are placed.

    `overrides` has, by the number of a row, what its use says over its definition.
    """
    maker = _Maker(rows, placed, overrides)
    uses = tuple(maker.use(level, "") for level in levels_of(rows, placed))
    return Written(uses, maker.remarks)


class _Maker:
    """Makes uses of levels."""

    def __init__(
        self, rows: Sequence[Row], placed: Placed, overrides: Mapping[int, Definition]
    ) -> None:
        self._rows = rows
        self._placements = placed.placements
        self._overrides = overrides
        self.remarks: dict[int, str] = {}

    def use(self, level: Level, prefix: str) -> Use:
        """A level as a use; `prefix` is what stands before the names of rows beside it."""
        text = prefix + level.name
        label = None
        row = self._rows[level.first]
        if level.is_row and row.label != text:
            text = row.label
            label = Label(text=text, span=row.span)
        is_dotted = self._is_dotted(level, f"{text}.")
        fields = tuple(self.use(inner, f"{text}." if is_dotted else "") for inner in level.inner)
        use = Use(
            name=level.name,
            key=row.key if level.is_row else None,
            override=self._override(level, fields),
            label=label,
            row=level.is_row,
            under=level.under,
            labels="dotted" if is_dotted else None,
            span=row.span,
        )
        placement = self._placements[level.first]
        if level.is_row and placement.is_guess:
            self.remarks[id(use)] = _remark(placement)
        return use

    def _is_dotted(self, level: Level, prefix: str) -> bool:
        shown = [
            self._rows[inner.first].label == prefix + inner.name
            for inner in level.inner
            if inner.is_row
        ]
        if shown:
            return all(shown)
        return any(
            self._rows[inner.first].label.startswith(f"{prefix}{inner.name}.")
            for inner in level.inner
        )

    def _override(self, level: Level, fields: tuple[Use, ...]) -> Definition:
        row = self._rows[level.first]
        if not level.is_row:
            return Definition(
                location="body", type=level.kind, fields=fields or None, span=row.span
            )
        override = self._overrides.get(level.first) or Definition(span=row.span)
        if row.since is not None:
            override = dataclasses.replace(override, window=row.since, versions="hidden")
        if fields:
            override = dataclasses.replace(override, fields=fields)
        if fields and level.name == ANY and row.kind in SCALARS and override.schema is None:
            # The row tells of the keys; what they lead to has the row below.
            word = _JSON_TYPES.get(row.kind, row.kind)
            override = dataclasses.replace(override, schema={"type": [word, "object"]})
        return override


_DOUBTS = {
    How.UNPLACED: "unplaced: no sample shows it, nor a row near it",
    How.UNIQUE: "guessed: another row of the same name may be the one that samples show",
    How.CONTEXT: "guessed: samples have the name in several places; {where} seems to be meant",
    How.CONTAINER: "guessed: no sample shows it; the row above may hold it: {where}",
    How.KEYS: "guessed: it seems to tell of the keys of a map in {where}",
    How.WRAPPER: "guessed: samples seem to have it as '{name}'",
    How.ALTERNATIVE: "guessed: no sample shows it; a row of the same name stands in {where}",
}
_BESIDE = "guessed: no sample shows it; a row beside it stands in {where}"


def _remark(placement: Placement) -> str:
    """What is not sure about the place of a row."""
    where = f"'{'/'.join(placement.parent)}'" if placement.parent else "the body itself"
    doubt = _DOUBTS.get(placement.how, _BESIDE)
    return doubt.format(where=where, name=placement.path[-1])
