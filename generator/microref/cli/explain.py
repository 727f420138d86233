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
        f"To accept one case, write on its line or the line above it, with the reason:\n\n"
        f"    # microref: ignore[{kind.code}] why it is right here\n"
    )
