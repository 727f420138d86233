"""All checks over one subject: the rules, the samples. Holds no rule."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from microref.checks.rule import Rule
from microref.checks.subject import Subject
from microref.diagnostics import Diagnostic


def check_everything(subject: Subject) -> list[Diagnostic]:
    """What the rules find, and what is wrong with the samples."""
    from microref.checks.registry import RULES
    from microref.checks.samples.check import check_samples

    return [*_run(RULES, subject), *check_samples(subject)]


def check_before_build(subject: Subject) -> list[Diagnostic]:
    """What stands against publishing the pages: the findings of the rules of the build."""
    from microref.checks.build_rules import BUILD_RULES  # the others are many to import

    return _run(BUILD_RULES, subject)


def _run(rules: Iterable[Rule[Any]], subject: Subject) -> list[Diagnostic]:
    return [
        diagnostic
        for rule in rules
        for node in rule.nodes(subject)
        for diagnostic in rule.find(node, subject)
    ]
