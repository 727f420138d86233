"""Commands, options and exit codes say what they are for; the page of commands shows it."""

from __future__ import annotations

import click
import pytest

from command_docs import command_of, everywhere
from microref.cli.app import COMMANDS
from microref.cli.exits import ExitCode
from microref.model.documentation import attribute_docs


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_and_each_of_its_options_have_help(name: str) -> None:
    command, _ = command_of(name)

    assert command.help
    for option in command.params:
        if isinstance(option, click.Option):
            assert option.help, option.name


def test_what_every_command_takes_is_told_once() -> None:
    assert everywhere() == {"color", "quiet", "traceback"}


def test_each_exit_code_has_a_meaning() -> None:
    assert set(attribute_docs(ExitCode)) == {code.name for code in ExitCode}
