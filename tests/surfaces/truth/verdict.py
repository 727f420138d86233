"""What should be seen at a version or between two, and in what a page does not keep to it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from tests.surfaces.truth.items import Item
from tests.surfaces.truth.windows import Version


def shown_at(items: Sequence[Item], at: Version) -> str:
    """For each item "s" if a reader sees it at a version, else "-"."""
    samples = chosen(items, at)
    return "".join(
        "s" if (item in samples if item.kind == "sample" else item.exists(at)) else "-"
        for item in items
    )


def chosen(items: Iterable[Item], at: Version) -> list[Item]:
    """Of the samples of each scenario those of the highest lower bound that hold at a version."""
    scenarios: dict[tuple[str, str], list[Item]] = defaultdict(list)
    for item in items:
        if item.kind == "sample" and item.exists(at):
            scenarios[item.operation, item.group].append(item)
    newest: list[Item] = []
    for samples in scenarios.values():
        low = max(_low(sample) for sample in samples)
        newest += [sample for sample in samples if _low(sample) == low]
    return newest


def _low(sample: Item) -> Version:
    return sample.window.low or (0, 0)


class Faults:
    """Where a page differs from the spec: per item the versions, however many there are."""

    def __init__(self) -> None:
        self._at: dict[tuple[str, str], list[str]] = defaultdict(list)

    def note(self, items: Sequence[Item], wanted: str, seen: str, where: str) -> None:
        """Compare two rows of letters."""
        assert len(items) == len(wanted) == len(seen)
        if wanted == seen:
            return
        for item, should, does in zip(items, wanted, seen, strict=True):
            if should != does:
                self.add(item.label, f"{does} for {should}", where)

    def add(self, label: str, what: str, where: str) -> None:
        """Note one fault."""
        self._at[label, what].append(where)

    def lines(self) -> list[str]:
        """One line for each thing and each fault of it."""
        return [
            f"{label}: {what} at {', '.join(at[:6])}{f' and {len(at) - 6} more' * (len(at) > 6)}"
            for (label, what), at in self._at.items()
        ]
