"""Precision and recall of the rules, on real references.

`verdicts.yaml` holds what people say of a sample of the findings, `known_defects.yaml`
defects that were found by reading, and which a check has to find.
"""

from __future__ import annotations

import os
from functools import partial
from pathlib import Path

import pytest

from tests.corpus import VARIABLE
from tests.corpus_facts.defects import KEYS, is_found, known_defects
from tests.corpus_facts.findings import Checked, check
from tests.corpus_facts.report import figures, lines
from tests.corpus_facts.sample import VERDICTS, draw, overall, precision, verdicts
from tests.roundtrip.published.services import Service, found

pytestmark = [pytest.mark.corpus, pytest.mark.slow]

ENOUGH = 0.9


@pytest.fixture(scope="module")
def services(shared: Path) -> list[Checked]:
    """All services of the corpus, imported and checked."""
    sources = found(os.environ.get(VARIABLE))
    if not sources:
        pytest.skip(f"{VARIABLE} names no folder with the references of real services")
    checked = []
    for name, source in sources.items():
        service = Service(name, source, shared / name)
        checked.append(service.once("checked", partial(check, service)))
    return checked


def test_known_defects_are_found(services: list[Checked]) -> None:
    assert [defect for defect in known_defects() if not is_found(defect, services)] == []


def test_the_table_of_defects_is_in_order_and_says_each_once() -> None:
    keys = [tuple(defect[key] for key in KEYS) for defect in known_defects()]
    assert keys == sorted(set(keys))


def test_every_drawn_finding_has_been_judged(services: list[Checked]) -> None:
    known = verdicts()
    unjudged = [one for one in draw(services) if (one.service, one.fingerprint) not in known]
    listed = "\n".join(f"{one.service} {one.code} {one.place} {one.message}" for one in unjudged)
    assert not unjudged, (
        f"`python -m tests.corpus_facts.sample` lists these for {VERDICTS}:\n{listed}"
    )


def test_nine_of_ten_findings_are_real(services: list[Checked]) -> None:
    assert overall(precision(services)) >= ENOUGH


def test_verdicts_have_reasons() -> None:
    for verdict in verdicts().values():
        assert isinstance(verdict.is_real, bool)
        assert verdict.reason.strip()


def test_the_report_says_the_same(services: list[Checked]) -> None:
    said = figures(services)
    assert said["precision"] >= ENOUGH
    assert said["recall"]["found"] == said["recall"]["known"] == len(known_defects())
    assert {line.split()[0] for line in lines(said) if line.startswith("  J")} >= {"J103", "J112"}
