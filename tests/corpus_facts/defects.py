"""Defects of real references that were found by reading, and which a check has to find."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import yaml

from tests.corpus_facts.findings import Checked, Found

KNOWN = Path(__file__).with_name("known_defects.yaml")
KEYS = ("code", "service", "file", "name")


def known_defects() -> list[dict[str, str]]:
    """The defects: in which file of the import, and what is named."""
    content: list[dict[str, str]] = yaml.safe_load(KNOWN.read_text(encoding="utf-8"))
    return content


def is_found(defect: dict[str, str], services: Iterable[Checked]) -> bool:
    """Whether one of the findings is about a defect."""
    return any(
        _is(found, defect)
        for service in services
        if service.service == defect["service"]
        for found in service.found
    )


def _is(found: Found, defect: dict[str, str]) -> bool:
    """Whether a finding is about a defect: of its code, in its file, and it names its name."""
    return (
        found.code == defect["code"]
        and found.place.rsplit(":", 2)[0] == defect["file"]
        and defect["name"] in found.message
    )
