"""Publishes source folders by Sphinx, as HTML and as text: the process behind `publish`.

It reads one request a line, `[source, out, [builder, ...]]` as JSON, and answers each by
the exit code. os-api-ref keeps the parameter files it has read for as long as its process
lives, so each request gets a process of its own, forked from one that has loaded Sphinx.
The text comes from the doctrees that the HTML was made of: reading is the greater part of
the work, and does not depend on the builder.
"""

from __future__ import annotations

import gc
import io
import json
import os
import sys
import tempfile
import traceback
from functools import partial
from importlib import import_module
from pathlib import Path

from jinja2 import FileSystemBytecodeCache
from jinja2.sandbox import SandboxedEnvironment
from sphinx import jinja2glue
from sphinx.application import Sphinx, builtin_extensions
from sphinx.util.docutils import docutils_namespace, patch_docutils


def publish(source: str, out: str, builders: list[str]) -> None:
    # A doctree is made of millions of small objects that live until the end.
    gc.disable()
    messages = io.StringIO()
    documents: list[str] = []
    for builder in builders:
        with patch_docutils(source), docutils_namespace():
            app = Sphinx(
                source,
                source,
                str(Path(out, builder)),
                str(Path(out, "doctrees")),
                builder,
                status=None,
                warning=messages,
            )
            if builder == "html":
                app.builder.search = False  # type: ignore[attr-defined] # the index of words is made of the pages
                app.builder.copy_static_files = _nothing  # type: ignore[attr-defined]
            app.build()
            documents = sorted(app.env.found_docs)
    made = {"documents": documents, "messages": messages.getvalue()}
    Path(out, "made.json").write_text(json.dumps(made), encoding="utf-8")


def _nothing(*_args: object, **_options: object) -> None:
    """Leaves out the files of the theme: they are the same for each reference."""


def _in_a_process_of_its_own(source: str, out: str, builders: list[str]) -> int:
    child = os.fork()
    if child:
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    Path(out).mkdir(parents=True)
    log = os.open(Path(out, "log"), os.O_CREAT | os.O_WRONLY)
    os.dup2(log, 1)
    os.dup2(log, 2)
    os.chdir(source)
    try:
        publish(source, out, builders)
    except BaseException:
        traceback.print_exc()
        sys.stderr.flush()
        os._exit(1)
    os._exit(0)


def _keep_templates(folder: str) -> None:
    """Compile the theme's templates once for all requests: half of what a small tree costs."""
    jinja2glue.SandboxedEnvironment = partial(  # type: ignore[assignment, attr-defined]
        SandboxedEnvironment, bytecode_cache=FileSystemBytecodeCache(folder)
    )


def main() -> None:
    for name in (
        *builtin_extensions,
        "os_api_ref",
        "openstackdocstheme.ext",
        "docutils.parsers.rst",
    ):
        import_module(name)
    with tempfile.TemporaryDirectory(prefix="microref-templates-") as folder:
        _keep_templates(folder)
        for line in sys.stdin:
            code = _in_a_process_of_its_own(*json.loads(line))
            sys.stdout.write(f"{code}\n")
            sys.stdout.flush()


if __name__ == "__main__":
    main()
