"""The command group: which commands there are. A command's module is imported when it is used."""

from __future__ import annotations

from importlib import import_module

import click

from microref import __version__
from microref.cli.screen import screen_options

COMMANDS = ("init", "import", "build", "check", "schema", "rules", "explain")
"""Each is the object `command` of the module of its name."""


class LazyGroup(click.Group):
    """A group that imports the module of a command only to run it or to show its help."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        # A module cannot have the name of a keyword.
        module = "import_" if cmd_name == "import" else cmd_name
        command = import_module(f"microref.cli.{module}").command
        assert isinstance(command, click.Command)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """As click does, with the nearest command for one that does not exist."""
        name = args[0]
        if not name.startswith("-") and name not in COMMANDS:
            from microref.words import did_you_mean

            hint = did_you_mean(name, COMMANDS) or f"there are {', '.join(COMMANDS)}"
            raise click.UsageError(f"no command {name!r}; {hint}", ctx)
        return super().resolve_command(ctx, args)


@click.group(
    cls=LazyGroup,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    invoke_without_command=True,
)
@click.version_option(__version__, prog_name="microref", message="%(prog)s %(version)s")
@screen_options
@click.pass_context
def app(context: click.Context) -> None:
    """Documentation as code for REST API references with microversions.

    Exit codes: 0 clean, 1 something found or would change, 2 a wrong call or a spec
    that cannot be read, 3 a bug of Microref.
    """
    if context.invoked_subcommand is None:
        click.echo(context.get_help())
