"""The names of roles and directives are those that the installed Sphinx has."""

from __future__ import annotations

import json
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import Any

from microref.checks.rst_names import DIRECTIVES, FORMS, ROLES

# In a process of its own: Sphinx adds to tables that docutils has for the whole process.
_GATHER = """
import json, sys
from importlib import import_module
from docutils.parsers.rst import directives, roles
from docutils.parsers.rst.languages import en
from sphinx.application import Sphinx

folder = sys.argv[1]
extensions = ["autodoc", "autosummary", "doctest", "extlinks", "graphviz", "ifconfig"]
extensions += ["inheritance_diagram", "intersphinx", "todo", "viewcode"]
settings = {"extensions": [f"sphinx.ext.{name}" for name in extensions]}
out = folder + "/out"
app = Sphinx(folder, None, out, out, "dummy", settings, status=None, warning=None)
found = {}
for name, known in en.directives.items():
    if known in directives._directive_registry:
        module, cls = directives._directive_registry[known]
        found[name] = getattr(import_module(f"docutils.parsers.rst.directives.{module}"), cls)
found.update(directives._directives)
names = [*en.roles, *roles._roles]
for domain in map(app.env.get_domain, ("c", "cpp", "js", "math", "py", "rst", "std")):
    bare = domain.name in ("py", "std")
    for name, cls in domain.directives.items():
        found[f"{domain.name}:{name}"] = cls
        if domain.name == "std":
            found[name] = cls
        elif bare:
            found.setdefault(name, None)
    names += [f"{domain.name}:{name}" for name in domain.roles]
    names += domain.roles if bare else []
shapes = {
    name: [
        getattr(cls, "required_arguments", 0),
        getattr(cls, "optional_arguments", 0),
        bool(getattr(cls, "has_content", False)),
        [*options] if isinstance(options := getattr(cls, "option_spec", None), dict) else [],
    ]
    for name, cls in found.items()
}
print(json.dumps([shapes, [name for name in names if name]]))
"""
_OF_TESTS = {"restructuredtext-test-directive"}


@cache
def _installed(folder: Path) -> Any:
    run = subprocess.run(
        [sys.executable, "-c", _GATHER, str(folder)], capture_output=True, text=True, check=True
    )
    return json.loads(run.stdout)


def test_every_directive_of_docutils_and_sphinx_is_known(tmp_path: Path) -> None:
    shapes, _ = _installed(tmp_path)
    assert set(shapes) - _OF_TESTS - DIRECTIVES == set()


def test_no_other_directive_is_known(tmp_path: Path) -> None:
    shapes, _ = _installed(tmp_path)
    newer = {name for name in DIRECTIVES if name.startswith("version-")} | {"autotype"}
    others = {name for name in DIRECTIVES if name.startswith("rest_")} | newer
    assert DIRECTIVES - others - set(shapes) == set()


def test_directives_have_the_forms_that_are_known(tmp_path: Path) -> None:
    shapes, _ = _installed(tmp_path)
    wrong = []
    for name, form in FORMS.items():
        if name not in shapes:
            continue
        required, optional, has_body, options = shapes[name]
        if (required, optional, has_body) != form[:3] or not form.options.issuperset(options):
            wrong.append((name, shapes[name], form))
    assert wrong == []


def test_every_role_of_docutils_and_sphinx_is_known_and_no_other(tmp_path: Path) -> None:
    _, roles = _installed(tmp_path)
    newer = {"autolink", "deco", "py:deco"}
    assert set(roles) - ROLES == set()
    assert ROLES - set(roles) <= newer
