"""What the command line says of itself, from the declarations of click.

`microref-commands`: a section for each command. A field of its content, as `:check:`, is
what is told of that command beyond its help.
`microref-global-options`: the options that every command takes.
`microref-exit-codes`: the exit codes.
"""

from __future__ import annotations

import inspect
import re
from typing import TYPE_CHECKING

import click
from docutils.parsers.rst import Directive
from docutils.statemachine import StringList

from generated import parsed
from microref.cli.app import COMMANDS, app
from microref.cli.exits import ExitCode
from microref.model.documentation import attribute_docs

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from docutils import nodes
    from sphinx.application import Sphinx

_FIELD = re.compile(r":([\w-]+):$")


class CommandsDirective(Directive):
    """Usage, help, further text and options of each command, in the order of `--help`."""

    has_content = True

    def run(self) -> list[nodes.Node]:
        lines = StringList()
        further = self._further()
        for name in COMMANDS:
            lines.extend(StringList([*_head(name), ""], source="microref.cli"))
            lines.extend(further.pop(name, StringList()))
            lines.extend(StringList(["", *_options(name), ""], source="microref.cli"))
        if further:
            raise self.error(f"there is no command {', '.join(further)}")
        return parsed(self, lines)

    def _further(self) -> dict[str, StringList]:
        """The indented lines below each field."""
        at = [index for index, line in enumerate(self.content) if _FIELD.match(line)]
        texts = {}
        for start, end in zip(at, [*at[1:], len(self.content)], strict=True):
            text = self.content[start + 1 : end]
            text.trim_left(4)
            texts[self.content[start].strip(":")] = text
        return texts


class GlobalOptionsDirective(Directive):
    """The options that every command takes, before its name or after."""

    def run(self) -> list[nodes.Node]:
        context = click.Context(app, info_name="microref")
        shared = (option for option in app.params if option.name in everywhere())
        lines = [".. program:: microref", "", *_described(context, shared)]
        return parsed(self, StringList(lines, source="microref.cli"))


class ExitCodesDirective(Directive):
    """The exit codes and what they mean."""

    def run(self) -> list[nodes.Node]:
        docs = attribute_docs(ExitCode)
        lines = [".. list-table::", "   :widths: 10 90", ""]
        for code in ExitCode:
            lines += [f"   * - {code.value}", f"     - {docs[code.name]}"]
        return parsed(self, StringList(lines, source="microref.cli"))


def everywhere() -> set[str]:
    """The names of the options that every command takes, and the group too."""
    commands = (app, *(command_of(name)[0] for name in COMMANDS))
    return set.intersection(*({option.name for option in one.params} for one in commands))


def command_of(name: str) -> tuple[click.Command, click.Context]:
    """A command, and the context in which it is called."""
    group = click.Context(app, info_name="microref")
    command = app.get_command(group, name)
    assert command is not None, f"{name} is in COMMANDS"
    return command, click.Context(command, info_name=name, parent=group)


def _head(name: str) -> Iterator[str]:
    command, context = command_of(name)
    usage = command.collect_usage_pieces(context)
    yield from ("", f".. _command-{name}:", "", name, "=" * len(name), "")
    yield from (".. code-block:: text", "", f"   {context.command_path} {' '.join(usage)}", "")
    yield from _escaped(inspect.cleandoc(command.help or "")).splitlines()


def _options(name: str) -> Iterator[str]:
    command, context = command_of(name)
    shared = everywhere()
    own = (option for option in command.params if option.name not in shared)
    yield from (f".. program:: {context.command_path}", "")
    yield from _described(context, own)


def _described(context: click.Context, parameters: Iterable[click.Parameter]) -> Iterator[str]:
    for option in parameters:
        if isinstance(option, click.Option) and (record := option.get_help_record(context)):
            names, text = record
            yield from (f".. option:: {names}", "", f"    {_escaped(text)}", "")


def _escaped(text: str) -> str:
    """The help of a terminal as RST: it has no markup but backquotes."""
    options = re.compile(r"(?<![\w`-])(--[a-z][a-z-]*)")
    return options.sub(r"``\1``", re.sub(r"([*|\\])", r"\\\1", text))


def setup(app: Sphinx) -> dict[str, bool]:
    """Register with Sphinx."""
    app.add_directive("microref-commands", CommandsDirective)
    app.add_directive("microref-global-options", GlobalOptionsDirective)
    app.add_directive("microref-exit-codes", ExitCodesDirective)
    return {"parallel_read_safe": True}
