"""The rules, one file each. A new rule is a file here, its name in RULES, and a case file."""

from __future__ import annotations

from typing import Any

from microref.checks.rule import Rule
from microref.checks.rules import (
    bad_schema,
    caption_contradicts_version,
    dangerous_directive,
    dangerous_link,
    dangerous_role,
    empty_window,
    endless_body,
    field_in_another_place,
    fields_of_scalar,
    fields_without_body,
    gap_between_windows,
    guard_code_not_listed,
    guard_field_missing,
    guard_notice_not_shown,
    guard_sample_stale,
    guard_with_gap,
    guarded_field_in_sample,
    note_without_change,
    operation_without_guard,
    overlapping_windows,
    path_without_slash,
    sample_folder_contradicts,
    text_contradicts_window,
    text_leaves_its_place,
    unknown_place,
    version_beyond_api,
    version_without_note,
    window_sticks_out,
)

RULES: tuple[Rule[Any], ...] = (
    text_leaves_its_place.RULE,
    bad_schema.RULE,
    unknown_place.RULE,
    endless_body.RULE,
    fields_without_body.RULE,
    fields_of_scalar.RULE,
    field_in_another_place.RULE,
    path_without_slash.RULE,
    dangerous_directive.RULE,
    dangerous_role.RULE,
    dangerous_link.RULE,
    empty_window.RULE,
    overlapping_windows.RULE,
    gap_between_windows.RULE,
    window_sticks_out.RULE,
    version_beyond_api.RULE,
    caption_contradicts_version.RULE,
    sample_folder_contradicts.RULE,
    version_without_note.RULE,
    note_without_change.RULE,
    text_contradicts_window.RULE,
    guard_notice_not_shown.RULE,
    guard_code_not_listed.RULE,
    guard_field_missing.RULE,
    guarded_field_in_sample.RULE,
    operation_without_guard.RULE,
    guard_sample_stale.RULE,
    guard_with_gap.RULE,
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
