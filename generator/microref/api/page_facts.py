"""What pages know besides what their RST says, for those who publish it. Renders nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from microref.api.building import BuildPlan
from microref.derive.code_facts import CodeFacts, code_facts
from microref.derive.row_facts import ListFacts, list_facts
from microref.derive.site_facts import SiteFacts, site_facts
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
    codes: Mapping[str, CodeFacts] = field(default_factory=dict)
    """The response codes of each operation, by the slug of its id."""


def page_facts(project: Project, plan: BuildPlan) -> PageFacts | None:
    """What is known of the pages that a plan makes of a project; None if it makes none."""
    spec = project.loaded.spec
    if spec is None or plan.refused:
        return None
    within = spec.api.microversions.window
    return PageFacts(
        site_facts(spec),
        {name: list_facts(shown, within) for name, shown in plan.lists.items()},
        {
            slug(operation.id): code_facts(operation, spec.api.style)
            for operation in spec.operations
        },
    )
