"""What the rules find in real references, in figures: precision, recall, findings by size."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from tests.corpus import VARIABLE
from tests.corpus_facts.defects import is_found, known_defects
from tests.corpus_facts.findings import Checked, check
from tests.corpus_facts.sample import overall, precision
from tests.roundtrip.published.services import Service, found


def checked() -> list[Checked]:
    """The services of the corpus, imported and checked anew; none where there is no corpus."""
    with tempfile.TemporaryDirectory(prefix="microref-findings-") as folder:
        return [
            check(Service(name, source, Path(folder) / name))
            for name, source in found(os.environ.get(VARIABLE)).items()
        ]


def figures(services: Sequence[Checked]) -> dict[str, Any]:
    """Precision of the sample, recall of the known defects, and findings per 1000 entries.

    Nothing, where there is no corpus.
    """
    if not services:
        return {}
    defects = known_defects()
    counts = precision(services)
    entries = sum(service.entries for service in services)
    by_rule: dict[str, int] = {}
    for service in services:
        for one in service.found:
            by_rule[one.code] = by_rule.get(one.code, 0) + 1
    return {
        "precision": overall(counts),
        "sample": {code: {"real": c[0], "judged": c[1]} for code, c in sorted(counts.items())},
        "recall": {
            "known": len(defects),
            "found": sum(is_found(defect, services) for defect in defects),
        },
        "entries": entries,
        "per_1000_entries": {
            code: round(1000 * number / entries, 2) for code, number in sorted(by_rule.items())
        },
    }


def lines(said: dict[str, Any]) -> Iterator[str]:
    """The figures for people."""
    real = sum(one["real"] for one in said["sample"].values())
    judged = sum(one["judged"] for one in said["sample"].values())
    recall = said["recall"]
    yield f"findings of error and warning level that are real: {said['precision']:.1%}"
    yield f"  of the sample {real} of {judged}; each rule counts as often as it finds something"
    yield f"known defects that are found: {recall['found']} of {recall['known']}"
    yield f"findings per 1000 entries ({said['entries']} entries; real of those judged):"
    for code, number in said["per_1000_entries"].items():
        of_sample = said["sample"].get(code)
        verdict = f"  {of_sample['real']}/{of_sample['judged']}" if of_sample else ""
        yield f"  {code} {number:8.2f}{verdict}"
