"""The rules of a build, apart from the others: a build imports no rule that it never asks."""

from __future__ import annotations

from typing import Any

from microref.checks.rule import Rule
from microref.checks.rules import (
    dangerous_directive,
    dangerous_link,
    dangerous_role,
    endless_body,
    guard_code_not_listed,
    guard_field_missing,
    guard_notice_not_shown,
    guard_sample_stale,
    guard_with_gap,
    guarded_field_in_sample,
    operation_without_guard,
    text_leaves_its_place,
)

BUILD_RULES: tuple[Rule[Any], ...] = (
    text_leaves_its_place.RULE,
    dangerous_directive.RULE,
    dangerous_role.RULE,
    dangerous_link.RULE,
    endless_body.RULE,
    guard_notice_not_shown.RULE,
    guard_code_not_listed.RULE,
    guard_field_missing.RULE,
    guarded_field_in_sample.RULE,
    operation_without_guard.RULE,
    guard_sample_stale.RULE,
    guard_with_gap.RULE,
)
"""The rules against which nothing is published: every other fault is on a page that can be read.

Text that leaves its place and bodies without end would spoil the page. What reads files,
runs code or injects is published by being built, or has run by then. A guard is kept
at any price, which is what it is for. What else the rules find (windows that overlap or
hold no version, fields that no body has) concerns what the reference means. An imported
reference has such faults from its first day, as its project has published them so far,
and its pages have to come out all the same; `check` fails for each of them.
"""
