"""What a page should show of two versions: what is marked, what is summed up."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from tests.surfaces.truth.items import Item
from tests.surfaces.truth.verdict import chosen
from tests.surfaces.truth.windows import Version

NOT_MARKED = "-s"


@dataclass(slots=True)
class Comparison:
    """The changes from one version to a later one."""

    letters: str
    """For each item "-" if it is hidden, "s" if only shown, else the letter of its mark."""
    changed: dict[str, Counter[tuple[str, str]]] = field(default_factory=dict)
    """For each operation that changes how many parameters of which side have which mark."""
    only_samples: set[str] = field(default_factory=set)
    """The operations of which nothing but samples differ."""
    differences: Counter[tuple[str, str]] = field(default_factory=Counter)
    """The letters of each sample that has another text, before and after."""


def compare(items: Sequence[Item], a: Version, b: Version) -> Comparison:
    """What the page should show of `a` and the later `b`."""
    letters = {id(item): _letter(item, a, b) for item in items}
    _pair(items, letters)
    # An operation that comes or goes says so for all that is in it.
    whole = {
        item.operation: letters[id(item)].upper()
        for item in items
        if item.kind == "operation" and letters[id(item)] not in NOT_MARKED
    }
    differing, differences = _samples(items, letters, a, b, set(whole))
    changed = {
        item.operation
        for item in items
        if item.kind != "sample" and item.operation and letters[id(item)] not in NOT_MARKED
    }
    for item in items:
        if item.operation in whole and item.kind != "operation" and letters[id(item)] != "-":
            letters[id(item)] = whole[item.operation]
    return Comparison(
        letters="".join(letters[id(item)] for item in items),
        changed={operation: _counts(items, letters, operation, b) for operation in changed},
        only_samples=differing - changed,
        differences=differences,
    )


def _counts(
    items: Sequence[Item], letters: dict[int, str], operation: str, b: Version
) -> Counter[tuple[str, str]]:
    """How many rows of each side have which mark; what has changed counts as it is after."""
    return Counter(
        (item.side, letters[id(item)])
        for item in items
        if item.operation == operation and item.kind == "row"
        if letters[id(item)] in "ar" or (letters[id(item)] == "c" and item.exists(b))
    )


def _letter(item: Item, a: Version, b: Version) -> str:
    before, after = item.exists(a), item.exists(b)
    if before and after:
        return "s" if item.is_required(a) == item.is_required(b) else "c"
    return "r" if before else "a" if after else "-"


def _pair(items: Sequence[Item], letters: dict[int, str]) -> None:
    """Rows of one name, and codes of one number, of which some come and others go have changed."""
    groups = defaultdict(list)
    for item in items:
        if item.kind in ("row", "code") and letters[id(item)] in "ar":
            groups[item.group].append(item)
    for group in groups.values():
        if {letters[id(item)] for item in group} == {"a", "r"}:
            letters |= dict.fromkeys(map(id, group), "c")


def _samples(
    items: Sequence[Item], letters: dict[int, str], a: Version, b: Version, whole: set[str]
) -> tuple[set[str], Counter[tuple[str, str]]]:
    """Put in the letters of the samples; gives the operations in which they differ, and how."""
    differing = set()
    differences: Counter[tuple[str, str]] = Counter()
    scenarios: dict[tuple[str, str], tuple[list[Item], list[Item]]] = defaultdict(lambda: ([], []))
    for item in items:
        if item.kind == "sample":
            letters[id(item)] = "-"
    for index, version in enumerate((a, b)):
        for sample in chosen(items, version):
            scenarios[sample.operation, sample.group][index].append(sample)
    for (operation, _), (before, after) in scenarios.items():
        letters |= dict.fromkeys(map(id, (*before, *after)), "s")
        if operation in whole or _names(before) == _names(after):
            continue
        differing.add(operation)
        letters |= dict.fromkeys(map(id, (*before, *after)), "-")
        differences["".join(_names(before)), "".join(_names(after))] += 1
    return differing, differences


def _names(samples: list[Item]) -> list[str]:
    return [sample.name for sample in samples]
