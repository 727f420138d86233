"""Precision and recall of the rules, on real references.

`verdicts.yaml` holds what people say of a sample of the findings, `known_defects.yaml`
defects that were found by reading, and which a check has to find.
"""

from __future__ import annotations

import os
from functools import partial
from pathlib import Path

import pytest
import yaml

from tests.corpus import VARIABLE
from tests.corpus_facts.findings import Checked, Found, check
from tests.corpus_facts.sample import VERDICTS, draw, overall, precision, verdicts
from tests.roundtrip.published.services import Service, found

pytestmark = [pytest.mark.corpus, pytest.mark.slow]

KNOWN = Path(__file__).with_name("known_defects.yaml")
ENOUGH = 0.9


KEYS = ("code", "service", "file", "name")


def known_defects() -> list[dict[str, str]]:
    """The defects that have to be found: in which file of the import, and what is named."""
    content: list[dict[str, str]] = yaml.safe_load(KNOWN.read_text(encoding="utf-8"))
    return content


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
    by_service = {one.service: one for one in services}
    missed = [
        defect
        for defect in known_defects()
        if not any(_is(found, defect) for found in by_service[defect["service"]].found)
    ]
    assert missed == []


def _is(found: Found, defect: dict[str, str]) -> bool:
    """Whether a finding is about a defect: of its code, in its file, and it names its name."""
    return (
        found.code == defect["code"]
        and found.place.rsplit(":", 2)[0] == defect["file"]
        and defect["name"] in found.message
    )


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
