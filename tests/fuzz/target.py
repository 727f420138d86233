"""Runs an input as a user would: in a project folder, by the command line. Says what is wrong.

In the same process, since a new one for each of 100,000 inputs would take hours; what a
process of its own would show (a crash, a hang, memory) the campaign watches from outside.
"""

from __future__ import annotations

import contextlib
import io
import json
import os
import re
import shutil
import sys
import time
import zlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

from microref.cli.run import run
from microref.emit.rst import TEMPLATES
from microref.emit.rst.bounds import Bounded
from microref.emit.rst.sandbox import Sandbox
from microref.generated import is_generated
from tests.fuzz import seeds
from tests.fuzz.inputs import Input

BASE = Path(__file__).with_name("base.yaml")
OWN_PAGE = "api-ref/source/own.inc"
OUTSIDE = "outside"
_FORMATS = ("json", "sarif", "junit", "github", "gitlab")
_SAMPLE_NAME = re.compile(rb"[\w./-]{1,60}\.json")
_PLACE = re.compile(r"^.+?:[0-9]+:[0-9]+: (error|warning|info) [A-Z][0-9]{3} ", re.MULTILINE)
_ERROR = re.compile(r"\Amicroref: error: [^\n]+\n\Z")
SECONDS = 10.0
"""CPU time after which an input has hung."""


class Wrong(AssertionError):
    """What must never be has happened; says what, and to which command."""


@dataclass
class Outcome:
    """What the commands of one input did."""

    codes: Counter[int] = field(default_factory=Counter)
    findings: Counter[str] = field(default_factory=Counter)
    seconds: float = 0.0


@cache
def _compile_own_templates_once() -> None:
    """Compiling the templates of Microref takes longer than the rest, and is always the same."""
    compile_anew = Sandbox.compile
    own = {(seeds.OWN_TEMPLATES / name).read_text("utf-8") for name in TEMPLATES}
    known: dict[tuple[str, str | None, bool], Any] = {}

    def compiled(self: Any, source: Any, name: Any = None, *rest: Any, **named: Any) -> Any:
        counts = name in getattr(self, "_theirs", ())
        if source not in own or counts:
            return compile_anew(self, source, name, *rest, **named)
        key = (source, name, isinstance(self, Bounded))
        if key not in known:
            known[key] = compile_anew(self, source, name, *rest, **named)
        return known[key]

    Sandbox.compile = compiled  # type: ignore[method-assign]


class Bench:
    """A folder in which one input after the other is laid out and run."""

    def __init__(self, folder: Path) -> None:
        _compile_own_templates_once()
        self.folder = folder
        self.project = folder / "project"
        self.outside = folder / OUTSIDE
        self._base = BASE.read_bytes()

    def judge(self, given: Input) -> Outcome:
        """Run an input; raises Wrong."""
        before = self._lay_out(given)
        outcome = Outcome()
        started = time.process_time()
        with _inside(self.project):
            for words in _commands(given):
                self._run(words, outcome)
                self._demand_same(before, words)
        outcome.seconds = time.process_time() - started
        if outcome.seconds > SECONDS:
            raise Wrong(f"took {outcome.seconds:.1f} s of CPU time")
        return outcome

    def _lay_out(self, given: Input) -> dict[str, bytes]:
        shutil.rmtree(self.folder, ignore_errors=True)
        files = {
            "parameters.yaml": self._base,
            OWN_PAGE: b"My own page.\n",
            "api-ref/source/conf.py": b"",
            f"../{OUTSIDE}/secret.json": b"{}\n",
        }
        if given.kind == "template":
            files["pyproject.toml"] = b'[tool.microref]\ntemplates = "templates"\n'
        if given.kind == "configuration":
            files["templates/_own.j2"] = b"x\n"
        files[given.name] = given.content
        pool = seeds.sample_pool()
        for name in {
            match[0].decode() for match in _SAMPLE_NAME.finditer(files["parameters.yaml"])
        }:
            if name in pool and given.name != f"api_samples/{name}":
                files[f"api_samples/{name}"] = pool[name]
        for name, content in files.items():
            path = self.project / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        return files

    def _run(self, words: list[str], outcome: Outcome) -> None:
        code, out, err = _captured(words)
        command = " ".join(words)
        outcome.codes[code] += 1
        if code not in (0, 1, 2):
            _, _, err = _captured([*words, "--traceback"])
            raise Wrong(f"{command}: exit code {code}\n{err}")
        if "Traceback" in err or "bug of Microref" in err:
            raise Wrong(f"{command}: a traceback\n{err}")
        said = out if words[0] == "check" and "--format" not in words else err
        found = _PLACE.findall(said)
        form = words[words.index("--format") + 1] if "--format" in words else ""
        if form:
            _demand_form(form, out, command)
        elif code and not found and not _ERROR.match(err) and not _would_change(words, err):
            raise Wrong(f"{command}: exit code {code}, and nothing says where or why\n{out}{err}")
        if words[0] == "check" and not form:
            outcome.findings.update(re.findall(r": (?:error|warning|info) ([A-Z][0-9]{3}) ", out))
            # A threshold or a selection of the settings may let findings pass.
            judged = not (self.project / "pyproject.toml").exists() and not _ERROR.match(err)
            if judged and (code == 0) != (not found):
                raise Wrong(f"{command}: exit code {code} with {len(found)} findings")

    def _demand_same(self, before: dict[str, bytes], words: list[str]) -> None:
        """What was there is as it was, and what is new is marked as ours, inside the project."""
        seen = {os.path.normpath(name) for name in before}
        for name, content in before.items():
            path = self.project / name
            if not path.is_file() or path.read_bytes() != content:
                raise Wrong(f"{' '.join(words)}: {name} is damaged")
        for parent, _, names in os.walk(self.folder):
            for name in names:
                path = Path(parent, name)
                relative = os.path.relpath(path, self.project)
                if relative not in seen:
                    if relative.startswith(".."):
                        raise Wrong(f"{' '.join(words)}: wrote {relative}")
                    text = path.read_bytes().decode("utf-8", "replace")
                    if not is_generated(text) or not text.endswith("\n"):
                        raise Wrong(f"{' '.join(words)}: {relative} is no whole page")


def _commands(given: Input) -> Iterator[list[str]]:
    """What is run: what the file is for always, the rest by turns, the same for the same input."""
    dice = zlib.crc32(given.content)
    check = ["check", "--color", "never"]
    # Settings may name any folder to write to, also one of the system.
    build = ["build", *(("--output", "api-ref/source") if given.kind == "configuration" else ())]
    if given.kind in ("spec", "sample") or dice % 8 == 0:
        yield check
    if given.kind in ("template", "configuration") or dice % 8 in (1, 2, 3):
        yield build
    if dice % 16 == 4:
        yield ["check", "--format", _FORMATS[dice // 16 % len(_FORMATS)]]
    if dice % 16 == 5:
        yield ["build", "--diff"]
    if dice % 16 == 6:
        yield [*build, "--check"]
    if dice % 16 == 7 and given.kind != "template":
        operation = re.search(rb"\bid: ([\w.-]+)", given.content) if given.kind == "spec" else None
        name = operation[1].decode() if operation else "update-lamp"
        side = ("--request", "--response")[dice // 16 % 2]
        yield ["schema", name, side, *(("--microversion", "1.4") if dice % 3 else ())]


def _would_change(words: list[str], err: str) -> bool:
    return words[0] == "build" and "would change" in err


def _demand_form(form: str, out: str, command: str) -> None:
    try:
        if form in ("json", "sarif", "gitlab"):
            json.loads(out or "{}")
        elif form == "junit" and out:
            ET.fromstring(out.encode())
    except (ValueError, ET.ParseError) as error:
        raise Wrong(f"{command}: the report is no {form}: {error}") from None


@contextlib.contextmanager
def _inside(folder: Path) -> Iterator[None]:
    here = Path.cwd()
    os.chdir(folder)
    try:
        yield
    finally:
        os.chdir(here)


def _captured(words: list[str]) -> tuple[int, str, str]:
    """Run a command line; its exit code, and what it said."""
    streams = [io.TextIOWrapper(io.BytesIO(), encoding="utf-8", newline="") for _ in range(2)]
    kept = sys.stdout, sys.stderr
    sys.stdout, sys.stderr = streams
    try:
        code = run(words)
    finally:
        sys.stdout, sys.stderr = kept
    said = []
    for stream in streams:
        stream.flush()
        said.append(stream.buffer.getvalue().decode("utf-8"))
    return code, said[0], said[1]
