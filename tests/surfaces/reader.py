"""Somebody who follows a page: a folder, a terminal, and no more than the page has installed."""

from __future__ import annotations

import os
import pty
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

import pytest

from tests.surfaces.lesson import Command, File, Step, fits

OURS = ("microref", "sphinx-build", "pytest")
SYSTEM = ("bash", "cat", "cp", "env", "find", "grep", "ls", "mkdir", "rm")
_INSTALLS = re.compile(r"python3 -m venv |\. \S*bin/activate$|(python3? -m )?pip install ")


class Reader:
    """A reader in an empty folder, with a terminal 80 columns wide that has no colours."""

    def __init__(self, home: Path, programs: dict[str, Path]) -> None:
        self.folder = home / "empty"
        self.folder.mkdir(parents=True)
        binaries = home / "bin"
        binaries.mkdir()
        for name, program in programs.items():
            (binaries / name).symlink_to(program)
        self._state = home / "state"
        variables = {
            "PATH": str(binaries),
            "HOME": str(home),
            "LANG": "C.UTF-8",
            "TERM": "dumb",
            "COLUMNS": "80",
        }
        exports = (f"export {name}={shlex.quote(value)}" for name, value in variables.items())
        self._state.write_text("\n".join([*exports, f"cd {shlex.quote(str(self.folder))}", ""]))

    def follow(self, steps: Iterable[Step]) -> None:
        """Do each step, and see what the page shows."""
        for step in steps:
            if isinstance(step, File):
                step.apply(self.where)
                continue
            code, output = self.run(step.words)
            said = f"line {step.line}: $ {step.words}\n{output}"
            if not fits(step.output, output):
                pytest.fail(f"{said}\n-- where the page shows\n{step.output}", pytrace=False)
            assert code == step.code, f"{said}\nexit code {code}"

    @property
    def where(self) -> Path:
        """The current folder."""
        last = self._state.read_text().splitlines()[-1]
        return Path(shlex.split(last)[1])

    def run(self, words: str) -> tuple[int, str]:
        """The exit code of a command and what it printed; folder and variables stay changed."""
        state = shlex.quote(str(self._state))
        script = (
            f". {state}\n{words}\ncode=$?\n"
            f'{{ export -p; printf "cd %q\\n" "$PWD"; }} > {state}\nexit $code\n'
        )
        master, slave = pty.openpty()
        process = subprocess.Popen(
            [shutil.which("bash") or "bash", "--noprofile", "--norc", "-c", script],
            stdin=subprocess.DEVNULL,
            stdout=slave,
            stderr=slave,
            env={},
            close_fds=True,
        )
        os.close(slave)
        output = b""
        try:
            while chunk := os.read(master, 65536):
                output += chunk
        except OSError:  # how Linux says that the other end is closed
            pass
        os.close(master)
        return process.wait(), output.decode("utf-8").replace("\r\n", "\n")


def here(home: Path) -> Reader:
    """A reader for whom this environment is installed, and nothing else."""
    folder = Path(sys.executable).parent
    programs = {name: folder / name for name in OURS}
    for name in SYSTEM:
        found = shutil.which(name)
        assert found is not None
        programs[name] = Path(found)
    return Reader(home, programs)


def without_installing(steps: Iterable[Step]) -> list[Step]:
    """The steps but for those that install what is installed."""
    return [
        step for step in steps if not (isinstance(step, Command) and _INSTALLS.match(step.words))
    ]
