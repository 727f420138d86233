"""The sample of findings that people have judged: how it is drawn, and what it says.

Of each rule the findings of error and warning level with the lowest lots are drawn, so that
a change of one rule does not draw others anew. `python -m tests.corpus_facts.sample` lists
those that nobody has judged, in the form of `verdicts.yaml`.
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import yaml

from tests.corpus import VARIABLE
from tests.corpus_facts.findings import Checked, Found, check, is_judged
from tests.roundtrip.published.services import Service, found

PER_RULE = 12
VERDICTS = Path(__file__).with_name("verdicts.yaml")


@dataclass(frozen=True)
class Verdict:
    """What somebody who did not write the rule says of a finding."""

    is_real: bool
    reason: str


def draw(services: Iterable[Checked]) -> list[Found]:
    """The sample: of each rule so many findings, by lot."""
    population = [one for service in services for one in service.found if is_judged(one)]
    by_rule: dict[str, list[Found]] = {}
    for one in population:
        by_rule.setdefault(one.code, []).append(one)
    return [
        one
        for _, of_rule in sorted(by_rule.items())
        for one in sorted(of_rule, key=lambda each: each.lot)[:PER_RULE]
    ]


def verdicts() -> dict[tuple[str, str], Verdict]:
    """The verdicts, by service and fingerprint."""
    content = yaml.safe_load(VERDICTS.read_text(encoding="utf-8")) or []
    return {
        (one["service"], one["fingerprint"]): Verdict(one["real"], one["reason"]) for one in content
    }


def precision(services: Iterable[Checked]) -> dict[str, tuple[int, int, int]]:
    """Of each rule: how many of the sample are real, how many are judged, how many there are."""
    services = list(services)
    known = verdicts()
    counts: dict[str, tuple[int, int, int]] = {}
    for one in draw(services):
        verdict = known.get((one.service, one.fingerprint))
        real, judged, _ = counts.get(one.code, (0, 0, 0))
        whole = sum(sum(map(is_judged, service.of(one.code))) for service in services)
        if verdict is not None:
            real, judged = real + verdict.is_real, judged + 1
        counts[one.code] = (real, judged, whole)
    return counts


def overall(counts: dict[str, tuple[int, int, int]]) -> float:
    """The share of all findings that are real, each rule with the weight of its findings."""
    judged = {code: numbers for code, numbers in counts.items() if numbers[1]}
    whole = sum(total for _, _, total in judged.values())
    return sum(total * real / seen for real, seen, total in judged.values()) / whole


def main() -> None:
    """Print what of the sample has no verdict yet."""
    known = verdicts()
    sources = found(os.environ.get(VARIABLE))
    with tempfile.TemporaryDirectory() as folder:
        services = [
            check(Service(name, source, Path(folder) / name)) for name, source in sources.items()
        ]
    for one in draw(services):
        if (one.service, one.fingerprint) not in known:
            entry = {
                "code": one.code,
                "service": one.service,
                "fingerprint": one.fingerprint,
                "finding": f"{one.place}: {one.message}",
                "real": None,
                "reason": "",
            }
            sys.stdout.write(yaml.safe_dump([entry], sort_keys=False, width=1000))


if __name__ == "__main__":
    main()
