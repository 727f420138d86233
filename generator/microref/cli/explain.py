"""`microref explain`: what one code means, why it matters, wrong and right. Lists nothing."""

from __future__ import annotations

import inspect

import click

from microref.cli.screen import current_screen, screen_options


@click.command("explain")
@click.argument("code")
@screen_options
def command(code: str) -> None:
    """Explain CODE, a code such as J105 or a name such as unknown-key."""
    from microref import api

    kind = api.find_kind(code)
    current_screen().result(
        f"{kind.code} {kind.slug} ({kind.severity})\n\n{inspect.cleandoc(kind.doc)}\n\n"
        f"{_how_to_accept(kind.code)}\n"
    )


def _how_to_accept(code: str) -> str:
    """Where a comment can silence findings of a code, if any can."""
    from microref.diagnostics import can_be_suppressed

    if not can_be_suppressed(code):
        return "No comment can silence it."
    where = "the line that it names, or alone on the line above"
    if code.startswith("J"):
        where = "the line where the spec names the sample, or alone on the line above"
    return (
        f"To accept one case, write on {where}, with the reason:\n\n"
        f"    # microref: ignore[{code}] why it is right here"
    )
