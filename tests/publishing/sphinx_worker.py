"""Runs Sphinx: the process behind `sphinx_runs`.

It reads one request a line and answers each by the exit code. A request is a list of
steps, run in a process of its own that was forked from one that has loaded Sphinx and the
one extension this worker is for: modules of the other cannot change what this one does.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
import traceback
from functools import partial
from importlib import import_module
from pathlib import Path

from docutils.frontend import get_default_settings
from docutils.parsers.rst import Parser, states
from jinja2 import FileSystemBytecodeCache
from jinja2.sandbox import SandboxedEnvironment
from sphinx import jinja2glue
from sphinx.application import builtin_extensions
from sphinx.cmd.build import main as sphinx_build


def run(folder: str, steps: list[list[str]]) -> int:
    """Take the steps: `["build", argument, ...]` and `["write", path, text]`."""
    code = 0
    os.chdir(folder)
    for what, *rest in steps:
        if what == "write":
            Path(rest[0]).write_text(rest[1], encoding="utf-8")
        else:
            code = sphinx_build(rest)
    return code


def in_a_process_of_its_own(folder: str, steps: list[list[str]]) -> int:
    child = os.fork()
    if child:
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    for number, name in ((1, "stdout"), (2, "stderr")):
        stream = os.open(Path(folder, name), os.O_CREAT | os.O_WRONLY | os.O_TRUNC)
        os.dup2(stream, number)
    code = 70
    try:
        code = run(folder, steps)
    except BaseException:
        traceback.print_exc()
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)


def keep_templates(folder: str) -> None:
    """Compile a theme's templates once for all requests: half of what a small tree costs."""
    jinja2glue.SandboxedEnvironment = partial(  # type: ignore[assignment, attr-defined]
        SandboxedEnvironment, bytecode_cache=FileSystemBytecodeCache(folder)
    )


def main() -> None:
    for name in (*builtin_extensions, "sphinx.builders.epub3", sys.argv[1]):
        import_module(name)
    # The patterns of inline markup are compiled for the first document that is read.
    states.Inliner().init_customizations(get_default_settings(Parser))
    with tempfile.TemporaryDirectory(prefix="microref-templates-") as folder:
        keep_templates(folder)
        for line in sys.stdin:
            code = in_a_process_of_its_own(*json.loads(line))
            sys.__stdout__.write(f"{code}\n")  # type: ignore[union-attr]
            sys.__stdout__.flush()  # type: ignore[union-attr]


if __name__ == "__main__":
    main()
