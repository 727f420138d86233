"""`microref rules`: the list of what can be found. Explains none of it at length."""

from __future__ import annotations

import inspect
import json
from typing import Final, TypedDict

import click

from microref.cli.screen import current_screen, screen_options
from microref.diagnostics import Kind

VERSION: Final = 1


class Rule(TypedDict):
    """A kind of finding, for machines."""

    code: str
    slug: str
    severity: str
    summary: str
    doc: str


@click.command("rules")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="How to print the list.",
)
@screen_options
def command(form: str) -> None:
    """List what Microref can find: code, severity, name and a summary.

    `microref explain CODE` tells more about one.
    """
    from microref import api

    kinds = list(api.kinds().values())
    current_screen().result(_as_json(kinds) if form == "json" else _as_text(kinds))


def _as_text(kinds: list[Kind]) -> str:
    width = max((len(kind.slug) for kind in kinds), default=0)
    return "".join(
        f"{kind.code}  {kind.severity!s:7}  {kind.slug:{width}}  {kind.summary}\n" for kind in kinds
    )


def _as_json(kinds: list[Kind]) -> str:
    rules = [
        Rule(
            code=kind.code,
            slug=kind.slug,
            severity=str(kind.severity),
            summary=kind.summary,
            doc=inspect.cleandoc(kind.doc),
        )
        for kind in kinds
    ]
    return json.dumps({"version": VERSION, "rules": rules}, indent=2, ensure_ascii=False) + "\n"
