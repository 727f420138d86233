"""Words of the spec, of templates and of settings, and texts that are made of them."""

from __future__ import annotations

import re
from functools import cache
from random import Random

from microref.config import OPTIONS
from tests.fuzz import seeds
from tests.fuzz.trees import ODD_SCALARS

SPEC_WORDS: tuple[str, ...] = (
    "{", "}", "[", "]", ": ", "- ", "&a ", "*a", "<<: *a", "~", '"', "'", "|", ">", "\n", " ",
    "1.0",
    "!!binary ", "!x ", "? ", "%YAML 1.2\n", "---\n", "...\n", "# microref: ignore[",
    "# microref: ",
    "\n  - ", "{any}", "use: ", "fields: ", "under: ", "include: [", "schema: ", "min_version: ",
)  # fmt: skip
JSON_WORDS = (
    "{", "}", "[", "]", ":", ",", '"', "\\", "\\u", "\\ud800", "null", "true", "NaN", "-", "1e999",
    "0x1", "//", "/*", "01", "1.", ".5", "'", '"":', "\\x", "-Infinity", "\\u0000",
)  # fmt: skip
TOML_WORDS = (
    "[", "]", "[[", "=", '"', "'", '"""', "{", "}", ",", ".", "#", "true", "nan", "1979-05-27",
    "[tool.microref]\n", "tool.microref.", "\n", "\\u0000", "0x1", "-",
    *(f"{o} = " for o in OPTIONS),
)  # fmt: skip


@cache
def spec_words() -> tuple[str, ...]:
    """Tokens of YAML, and every word that a key of a seed is."""
    keys = {
        match[1] for seed in seeds.specs() for match in re.finditer(r"([\w-]+):", seed.text[:9000])
    }
    return (*SPEC_WORDS, *(f"{key}: " for key in sorted(keys)))


# ------------------------------------------------------------------- templates
# fmt: off

_FILTERS = (
    "rst", "join", "indent", "upper", "list", "sort", "center", "replace", "batch", "slice", "map",
    "select", "reject", "groupby", "dictsort", "tojson", "pprint", "truncate", "wordwrap", "round",
    "int", "float", "string", "length", "first", "last", "sum", "min", "max", "unique", "title",
    "format", "default", "attr", "items", "reverse", "abs", "urlize", "xmlattr", "striptags",
    "filesizeformat", "escape", "safe", "trim", "wordcount", "nothing",
)
_METHODS = (
    "center", "ljust", "zfill", "replace", "join", "format", "expandtabs", "split", "encode",
    "translate", "title", "format_map", "__class__", "_x", "count", "append", "items", "keys",
    "copy",
    "to_bytes", "bit_length", "maketrans", "index", "key", "parts", "title", "text", "classes",
    "rows",
    "path", "method", "codes", "label",
)  # fmt: skip
_ATOMS = (
    "1", "0", "-1", "2.5", "10**9", "10000", "99999999999", "'x'", "''", "'%s'", "'%0999999d'",
    "'{0:>999999}'", "'{0}{0}'", "none", "true", "x", "y", "ns", "loop", "caller()", "self",
    "super()",
    "range(3)", "range(100000)", "[]", "{}", "()", "[1, 2]", "{'a': 1}", "(1,)", "'ab' * 3",
    "varargs",
    "page", "operation", "title", "section", "message", "parameters", "text", "sample", "status",
    "admonition", "method", "comment", "version_note", "namespace(a=1)", "dict(a=x)", "joiner('x')",
    "cycler(1, 2)", "lipsum()", "page.parts", "operation.parts", "loop.index", "loop.length",
    "loop.last",
)  # fmt: skip
_BINARY = ("+", "-", "*", "/", "//", "%", "**", "~", "==", "<", "in", "not in", "and", "or", "is")
_TESTS = (
    "defined",
    "none",
    "string",
    "mapping",
    "divisibleby(2)",
    "eq(1)",
    "in(x)",
    "sameas y",
    "odd",
)
_NAMES = ("!page.rst.j2", "!operation.rst.j2", "page.rst.j2", "title.rst.j2", "none.j2", "../x", "")

# fmt: on


def expression(chosen: Random, depth: int = 0) -> str:
    """An expression of Jinja2, valid mostly."""
    how = chosen.randrange(10) if depth < 4 else 0
    if how <= 2:
        return chosen.choice(_ATOMS)
    inner = expression(chosen, depth + 1)
    if how == 3:
        operator = chosen.choice(_BINARY)
        right = chosen.choice(_TESTS) if operator == "is" else expression(chosen, depth + 1)
        return f"({inner} {operator} {right})"
    if how in (4, 5):
        arguments = [expression(chosen, depth + 2) for _ in range(chosen.choice((0, 0, 1, 1, 2)))]
        given = f"({', '.join(arguments)})" if arguments else ""
        return f"({inner} | {chosen.choice(_FILTERS)}{given})"
    if how == 6:
        return f"({inner}).{chosen.choice(_METHODS)}"
    if how == 7:
        return f"({inner}).{chosen.choice(_METHODS)}({expression(chosen, depth + 1)})"
    if how == 8:
        return f"[{inner}, {inner}]" if chosen.random() < 0.5 else f"{{{inner}: {inner}}}"
    if chosen.random() < 0.5:
        return f"({inner})[{chosen.choice(('0', '::-1', '-1', ':2', repr('a')))}]"
    return f"({inner} if {expression(chosen, depth + 1)} else {expression(chosen, depth + 1)})"


def statement(chosen: Random, depth: int = 0) -> str:
    """A piece of a template, valid mostly."""
    how = chosen.randrange(14) if depth < 3 else chosen.randrange(2)
    value = expression(chosen)
    if how <= 3:
        return f"{{{{ {value} }}}}\n"
    inner = "".join(statement(chosen, depth + 1) for _ in range(chosen.randint(0, 2)))
    name = chosen.choice(("x", "y", "z"))
    if how in (4, 5):
        recursive = chosen.choice(("", "", " recursive", " if x", " if true"))
        again = f"{{{{ loop({expression(chosen)}) }}}}" if recursive == " recursive" else ""
        return f"{{% for {name} in {value}{recursive} %}}{inner}{again}{{% endfor %}}"
    if how == 6:
        return f"{{% if {value} %}}{inner}{{% else %}}-{{% endif %}}"
    if how == 7:
        again = chosen.choice(
            ("", f"{{{{ {name}() }}}}", f"{{{{ {name}({name}) }}}}{{{{ {name}() }}}}")
        )
        return f"{{% macro {name}(y=1) %}}{inner}{again}{{% endmacro %}}{{{{ {name}() }}}}"
    if how == 8:
        return f"{{% set {name} = {value} %}}"
    if how == 9:
        return f"{{% set {name} %}}{inner}{{{{ {name} }}}}{{{{ {name} }}}}{{% endset %}}"
    if how == 10:
        words = chosen.choice(("include", "extends", "include", "import"))
        suffix = " as z" if words == "import" else ""
        return f'{{% {words} "{chosen.choice(_NAMES)}"{suffix} %}}'
    if how == 11:
        return f"{{% filter {chosen.choice(_FILTERS)} %}}{inner}{{% endfilter %}}"
    if how == 12:
        return f"{{% block {name} %}}{inner}{{{{ self.{name}() if {value} }}}}{{% endblock %}}"
    grown = chosen.choice(("ns.a ~ ns.a", "ns.a + ns.a", "[ns.a, ns.a]", "ns.a * ns.a", value))
    rounds = chosen.choice((3, 60, 9999))
    return (
        f"{{% set ns = namespace(a={value}) %}}{{% for i in range({rounds}) %}}"
        f"{{% set ns.a = {grown} %}}{inner}{{% endfor %}}{{{{ ns.a }}}}"
    )


def template_words(chosen: Random) -> list[str]:
    """Tokens of Jinja2, and new expressions and statements."""
    return [
    "{{", "}}", "{%", "%}", "{#", "#}", "{%-", "-%}", "|", ".", "(", ")", "[", "]",
    "{% endfor %}",
        "{% endif %}", "loop", "rst", "\n", " ", "{% raw %}", "{% endraw %}", "'", '"', "{% for ",
        f"{{{{ {expression(chosen)} }}}}", expression(chosen), statement(chosen), statement(chosen),
    ]  # fmt: skip


def new_template(chosen: Random) -> str:
    """A template made of statements only."""
    return "".join(statement(chosen) for _ in range(chosen.randint(1, 4)))


# -------------------------------------------------------------------- settings

_VALUES = (
    "true", "false", "1", "-1", "1.5", "nan", "inf", '""', '"."', '".."', '"/"', '"/dev/null"',
    '"api-ref/source"', '"out"', '"parameters.yaml"', '"none.yaml"', '"api_samples"', '"templates"',
    '"own.inc"', '"pyproject.toml"', "[]", '["J"]', '["S001", "unknown-key"]', '["X999"]', '["j"]',
    '["update-lamp"]', '["none", "none"]', "[1]", "[[]]", "{}", "{a = 1}", "1979-05-27", '"error"',
    '"info"', '"a\\u0000b"', '"\\u202e"', "'''\nx\n'''", '"a/../../x"', '"~/x"', '"${HOME}"',
)  # fmt: skip


def new_settings(chosen: Random) -> str:
    """A table of options with values at random."""
    names = (*OPTIONS, *OPTIONS, "guards", "specs", '"spec"', "a.b", '""')
    lines = [
        f"{chosen.choice(names)} = {_setting(chosen)}"
        for _ in range(chosen.choice((1, 1, 2, 3, 5)))
    ]
    header = chosen.choice(("[tool.microref]", "[tool.microref]", "[ tool . microref ]", "[tool]"))
    return "\n".join([header, *lines, ""])


def _setting(chosen: Random) -> str:
    if chosen.random() < 0.8:
        return chosen.choice(_VALUES)
    text = chosen.choice(ODD_SCALARS)[:200]
    escaped = "".join(
        char if char.isalnum() or char in " ./-_" else f"\\U{ord(char):08X}" for char in text
    )
    return f'"{escaped}"'
