"""What is mutated: the specs, samples, templates and settings that the project has anyway."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from microref.emit.rst import TEMPLATES
from tests import rule_cases
from tests.unit.load.cases import ROOT, all_cases

REPOSITORY = Path(__file__).parents[2]
TESTS = REPOSITORY / "tests"
OWN_TEMPLATES = REPOSITORY / "generator/microref/emit/rst/templates"

PROJECTS = (
    REPOSITORY,
    *sorted((TESTS / "hard").glob("*/")),
    TESTS / "mutation/corners",
    TESTS / "publishing/lamps",
)
"""Folders that have a parameters.yaml, and samples in api_samples/."""


@dataclass(frozen=True)
class Seed:
    """A text to begin with, and the name of its file below the project."""

    name: str
    text: str


@cache
def specs() -> tuple[Seed, ...]:
    """Whole specs, small ones first."""
    texts = [
        *(project / rule_cases.SPEC for project in PROJECTS),
        *sorted((TESTS / "golden/specs").glob("*.yaml")),
        TESTS / "roundtrip/everything.yaml",
    ]
    found = [path.read_text("utf-8") for path in texts if path.is_file()]
    found += [case.files[ROOT] for case in all_cases() if ROOT in case.files]
    found += [case.before + _indented(case) for case in _rule_cases()]
    return tuple(Seed("parameters.yaml", text) for text in sorted(dict.fromkeys(found), key=len))


@cache
def samples() -> tuple[Seed, ...]:
    """Whole samples, valid and not."""
    found = [
        path.read_text("utf-8")
        for project in PROJECTS
        for path in sorted((project / "api_samples").rglob("*.json"))
    ]
    found += [text for case in _rule_cases() for text in case.samples.values()]
    found += [_SAMPLE]
    kept = [text for text in dict.fromkeys(found) if len(text) < 200_000]
    return tuple(Seed("api_samples/sample.json", text) for text in kept)


@cache
def templates() -> tuple[Seed, ...]:
    """The templates of Microref, and some of projects."""
    own = [(name, (OWN_TEMPLATES / name).read_text("utf-8")) for name in TEMPLATES]
    theirs = [(name, text) for name in TEMPLATES for text in _TEMPLATES]
    return tuple(Seed(f"templates/{name}", text) for name, text in [*own, *own, *own, *theirs])


@cache
def settings() -> tuple[Seed, ...]:
    """Tables of [tool.microref], whole and in a pyproject.toml."""
    found = [
        (REPOSITORY / "pyproject.toml").read_text("utf-8"),
        (TESTS / "publishing/lamps/pyproject.toml").read_text("utf-8"),
        *_SETTINGS,
    ]
    return tuple(Seed("pyproject.toml", text) for text in found)


@cache
def sample_pool() -> dict[str, bytes]:
    """The samples that specs name, by their path in api_samples/."""
    pool: dict[str, bytes] = {}
    for project in PROJECTS:
        folder = project / "api_samples"
        for path in sorted(folder.rglob("*.json")):
            pool[path.relative_to(folder).as_posix()] = path.read_bytes()
    for case in _rule_cases():
        for name, text in case.samples.items():
            pool.setdefault(name, text.encode())
    pool["sample.json"] = _SAMPLE.encode()
    return pool


@cache
def _rule_cases() -> list[rule_cases.Case]:
    return [
        case
        for folder in ("rules", "samples", "suppressions")
        for case in rule_cases.cases_in(TESTS / folder)
    ]


def _indented(case: rule_cases.Case) -> str:
    blanks = " " * case.indent
    return re.sub(r"^(?=.)", blanks, case.spec, flags=re.MULTILINE)


_SAMPLE = """\
{
  "lamp": {"id": "l1", "name": "Desk", "level": 3, "tags": ["a", "b"], "on": true},
  "rooms": [{"id": "r1", "lamps": [{"id": "l1", "level": 1.5}]}, {"id": "r2", "lamps": []}],
  "links": {"self": "http://lamps/1"},
  "note": null
}
"""

_TEMPLATES = (
    '{% extends "!page.rst.j2" %}\n',
    '{% include "!operation.rst.j2" %}\n\nMore.\n',
    (
        "{% macro row(name, key=1) %}- {{ name }}: {{ key }}{{ caller() if caller }}{% "
        "endmacro %}\n"
        '{% for i in range(3) recursive %}{{ row(i, "x") }}{{ loop(range(i)) }}{% endfor %}\n'
    ),
    (
        "{% set ns = namespace(n=1) %}{% for i in range(9) %}{% set ns.n = ns.n + ns.n %}{% "
        "endfor %}"
        '{{ ns.n }} {{ "%05d|%s" % (ns.n, "a") }} {{ "{:>9}".format("b") }}\n'
    ),
    (
        "{% filter indent(4) %}{% block a scoped %}a{% endblock %}{% endfilter %}\n"
        '{% call(x) row() %}{{ x }}{% endcall %}{% import "x.j2" as x %}\n'
    ),
    (
        '{{ ["b", "a"] | sort | map("upper") | join(", ") }} {{ (1, 2) | sum }} '
        '{{ {"a": 1} | dictsort }}{{ "a b" | title | center(20) | replace("A", "c") | '
        "wordwrap(3) }}\n"
    ),
    (
        "{%- if true -%} x {%- elif 1 is defined %}{% raw %}{{ x }}{% endraw %}{% else %}"
        "{# note #}{% endif %}{% with a = 1 %}{{ a ** 2 }}{% endwith %}{{ [1, 2][::-1] | list }}\n"
    ),
)

_SETTINGS = (
    '[tool.microref]\nspec = "parameters.yaml"\noutput = "api-ref/source"\n',
    '[tool.microref]\ntemplates = "templates"\ncommit = true\nguarded = ["update-lamp"]\n',
    (
        '[tool.microref]\nselect = ["J", "S001"]\nignore = ["J112", "unknown-key"]\n'
        'fail_on = "warning"\n'
    ),
    '[tool]\nmicroref = {output = "out", guarded = [], commit = false}\n',
    '[project]\nname = "x"\n\n[tool.microref]\noutput = "."\n\n[tool.other]\na = 1\n',
)
