"""What pages know besides what their RST says, for those who publish it. Renders nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from microref.api.building import BuildPlan
from microref.derive.row_facts import ListFacts, list_facts
from microref.derive.site_facts import SiteFacts, site_facts
from microref.model.api import STATUS_HEADS
from microref.model.operation import slug
from microref.project import Project

__all__ = ["PageFacts", "page_facts"]


@dataclass(frozen=True, slots=True)
class PageFacts:
    """What is known of the pages of a project. Keeps nothing of its spec."""

    site: SiteFacts
    """What all pages have in common."""
    lists: Mapping[str, ListFacts] = field(default_factory=dict)
    """The rows of each parameter list, by the class that the list has in the RST."""
    codes: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    """The response codes of each operation, by the slug of its id."""
    heads: frozenset[str] = frozenset()
    """The words that stand before response codes."""


def page_facts(project: Project, plan: BuildPlan) -> PageFacts | None:
    """What is known of the pages that a plan makes of a project; None if it makes none."""
    spec = project.loaded.spec
    if spec is None or plan.refused:
        return None
    within = spec.api.microversions.window
    codes: dict[str, tuple[int, ...]] = {}
    heads = {spec.api.style.status_heads.get(kind, words) for kind, words in STATUS_HEADS.items()}
    for operation in spec.operations:
        messages = (*operation.request, *operation.response)
        stated = [s for s in (operation.status, *(m.status for m in messages)) if s is not None]
        found = (code.code for status in stated for code in status.codes)
        codes[slug(operation.id)] = tuple(sorted(set(found)))
        for status in stated:
            parts = (status.normal, status.error)
            heads |= {part.head for part in parts if part is not None and part.head is not None}
    return PageFacts(
        site_facts(spec.api),
        {name: list_facts(shown, within) for name, shown in plan.lists.items()},
        codes,
        frozenset(heads),
    )
