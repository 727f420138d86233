"""What of RST reads files, runs code or injects: by names, options, addresses. Judges no spec.

An extension can give a name to anything, so this is what docutils, Sphinx and the usual
extensions do. What no list names is told by its form: an option `file` or `url`.
"""

from __future__ import annotations

import html
import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Literal, TypeAlias

if TYPE_CHECKING:
    from microref.checks.rst import ParsedText
    from microref.checks.rst_reader import Head, Role

Part: TypeAlias = 'Literal["directive", "role", "link"]'


@dataclass(frozen=True, slots=True)
class Danger:
    """One thing in a text that it must not hold unless the project allows it."""

    part: Part
    line: int
    name: str
    """The name of the directive or role as it is written, or the address of the link."""
    does: str
    allowed_as: frozenset[str] = frozenset()
    """The names that allow it; none for a link, as no name says where one leads."""


_READS, _RUNS, _WRITES = "reads a file", "runs code", "writes raw output"
_UNREADABLE = "nests too deeply, or is too long, to be read"
_IMPORTS = "imports code"
_LOADS = "loads what stands elsewhere"
_REDIRECTS = "changes what browsers do with the page"
_TEX = "holds commands of TeX that read, write or link"

_BY_NAME = {
    **dict.fromkeys(
        """asciinema bibliography csv-filter drawio drawio-figure drawio-image exceltable
        feature_matrix include include-remote jsonschema json-schema jsontable literalinclude
        mdinclude nbinclude openapi release-notes releasenotes remote-include support_matrix
        swaggerv2doc xmltable""".split(),  # noqa: SIM905 - easier to read as text
        _READS,
    ),
    **dict.fromkeys(
        """altair-plot bokeh-plot command-output eval exec exec-code exec_code execute execute_code
        ifconfig ipython jinja jupyter-execute jupyter-kernel plot program-output pyexec
        runblock""".split(),  # noqa: SIM905 - easier to read as text
        _RUNS,
    ),
    **dict.fromkeys(
        """argparse click detailed-list-plugins inheritance-diagram list-plugins show-options
        show-policy typer""".split(),  # noqa: SIM905 - easier to read as text
        _IMPORTS,
    ),
    **dict.fromkeys(["audio", "embed", "gist", "iframe", "video", "vimeo", "youtube"], _LOADS),
    **dict.fromkeys(["html", "raw"], _WRITES),
}
_FAMILIES = (("auto", _IMPORTS), ("doxygen", _READS))
"""What names begin with that are too many to list."""

_DIAGRAMS = frozenset(
    """actdiag blockdiag digraph ditaa graph graphviz kroki mermaid nwdiag packetdiag plantuml
    rackdiag seqdiag uml""".split()  # noqa: SIM905 - easier to read as text
)
_NAMED_DIAGRAMS = frozenset({"digraph", "graph"})
"""Diagrams whose argument is a name; that of the others is a file."""
_DIAGRAM_READS = re.compile(
    r"!\s*(?:include|import)|\b(?:background|fontpath|icon|image|imagepath|shapefile|src)\s*=",
    re.IGNORECASE,
)
_DIAGRAM_LINK = re.compile(r"""["'<\[]([^"'<\[]+:)""")
_IMAGES = frozenset({"figure", "image"})
_FILE_OPTIONS = ("file", "url")
_ADDRESS_OPTIONS = ("href", "link", "src", "target", "uri", "url")
_TEX_COMMANDS = re.compile(
    r"""\\(?:@*input|catcode|class|csname|cssId|directlua|href|immediate|include|latelua
        |lstinputlisting|openin|openout|read|require|special|style|usepackage|verbatiminput
        |write)|\^\^""",
    re.VERBOSE,
)
_TEX_SHOWN = frozenset({"math", "tabularcolumns"})
_ROLES = {
    "command-output": _RUNS,
    "download": _READS,
    "eval": _RUNS,
    "exec": _RUNS,
    "jinja": _RUNS,
}
_RAW_ROLE = re.compile(r"raw(?:[-_].*|html|latex|tex)?")
_ROLE_TARGET = re.compile(r"<([^<>]*)>`")
_SHOWS_CODE = frozenset({"code", "kbd", "literal", "math", "samp"})

_LANDS_ELSEWHERE = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:|//")
# Browsers pass over blanks and control characters in the scheme of an address.
_PASSED_OVER = re.compile(
    r"[\s\\\x00-\x20\x7f-\xa0\xad\u200b-\u200f\u2028-\u202f\u2060-\u206f\ufeff]"
)
_CODE = ("javascript", "livescript", "mocha", "vbscript")
_CODE_SCHEMES = ("data", *_CODE)
_RUNS_FROM_ADDRESS = re.compile(rf"(?:{'|'.join(_CODE_SCHEMES)}):")

# Only texts that look like it are parsed: docutils is slow, and most texts are plain.
_HARMLESS = """admonition attention caution code code-block container danger deprecated epigraph
    error hint important list-table note only parsed-literal rubric seealso sourcecode tip topic
    versionadded versionchanged versionremoved warning""".split()  # noqa: SIM905 - easier to read as text
_SUSPECT_DIRECTIVE = re.compile(
    rf"\.\.[ \t\v\f]+(?:\||(?!(?:{'|'.join(_HARMLESS)})[ \t\v\f]?::)[^\s:]\S*[ \t\v\f]?::)",
    re.IGNORECASE,
)
_SUSPECT_ROLE = re.compile(rf":(?:{'|'.join(_ROLES)}|math|raw[^\s`:]*):", re.IGNORECASE)
_APART = r"[\W_]*"
_SUSPECT_ADDRESS = re.compile(
    rf"(?<![^\W_])(?:{'|'.join(_APART.join(scheme) for scheme in _CODE_SCHEMES)}){_APART}:",
    re.IGNORECASE,
)
_LAST_LETTERS = frozenset("".join(scheme[-1] + scheme[-1].upper() for scheme in _CODE_SCHEMES))
_BORDER = re.compile(r"=[ \t\v\f]+=")
_ENTITY = re.compile(r"&\#?\w+;")


def is_suspect(source: str) -> bool:
    """Whether a text may hold a danger; where not, it needs no parse."""
    if "&" in source and _ENTITY.search(source):
        return True
    if ":" not in source:
        return False
    if "::" in source and _SUSPECT_DIRECTIVE.search(source):
        return True
    if (":`" in source or "`:" in source) and _SUSPECT_ROLE.search(source):
        return True
    if _may_hold_scheme(source) and _SUSPECT_ADDRESS.search(source):
        return True
    return _may_hold_table(source) and ("_" in source or "`" in source)


def _may_hold_table(source: str) -> bool:
    """Whether an address may go on in a line of its cell, behind the words of others."""
    return "+-" in source or ("=" in source and _BORDER.search(source) is not None)


def _may_hold_scheme(source: str) -> bool:
    """Whether a word that ends as such a scheme does stands before a colon: a quick look."""
    return any(
        before[-1:] in _LAST_LETTERS or not before[-1:].isalnum()
        for before in source.split(":")[:-1]
    )


def dangers(parsed: ParsedText) -> Iterator[Danger]:
    """Everything of a text that reads files, runs code or injects."""
    if parsed.is_too_deep:
        yield Danger("directive", 1, "", _UNREADABLE)
    found = [danger for head in parsed.heads for danger in _of_directive(head)]
    found += [danger for role in parsed.roles for danger in _of_role(role)]
    yield from found
    known = {(danger.line, danger.name) for danger in found if danger.part == "link"}
    for line, address, is_written in dict.fromkeys(parsed.links):
        # The address of a directive is read as a word of the text too.
        is_known = any(line == place and name.startswith(address) for place, name in known)
        # Words such as `data:image` are common, and browsers open no such page by a click.
        is_word = not is_written and not address.lower().startswith(_CODE)
        if runs_code(address) and not is_known and not is_word:
            yield Danger("link", line, address, _RUNS)


def runs_code(address: str) -> bool:
    """Whether the address of a link is code, or a page of its own, however it is disguised."""
    plain = _PASSED_OVER.sub("", html.unescape(address)).lower()
    return _RUNS_FROM_ADDRESS.match(plain) is not None


def _of_directive(head: Head) -> Iterator[Danger]:
    name = head.name.lower()
    if name in _HARMLESS:
        return
    name = _english(name.rpartition(":")[2])
    does = _what_it_does(name, head)
    if does is not None:
        names = frozenset({head.name.lower(), head.name.lower().rpartition(":")[2], name})
        yield Danger("directive", head.line, head.name, does, names)
    for address in _addresses(name, head):
        if runs_code(address):
            yield Danger("link", head.line, " ".join(address.split()), _RUNS)
    if name in _DIAGRAMS:
        for match in _DIAGRAM_LINK.finditer(head.content):
            if runs_code(match[1]):
                yield Danger("link", head.line, match[1], _RUNS)


def _addresses(name: str, head: Head) -> Iterator[str]:
    """Where a directive leads, or what it shows: not its words, which may begin with `data:`."""
    if name in _IMAGES or "link" in name:
        yield head.argument
    yield from (head.options[option] for option in _ADDRESS_OPTIONS if option in head.options)


def _what_it_does(name: str, head: Head) -> str | None:
    """What a directive does that a text must not; None for what is fine."""
    families = (does for beginning, does in _FAMILIES if name.startswith(beginning))
    does = _BY_NAME.get(name) or next(families, None)
    if does is None and any(option in head.options for option in _FILE_OPTIONS):
        does = _READS
    return does or _what_its_words_do(name, head)


def _what_its_words_do(name: str, head: Head) -> str | None:
    """The same of a directive that is dangerous only with some arguments or contents."""
    whole = "\n".join((head.argument, *head.options, *head.options.values(), head.content))
    if name in _IMAGES:
        return _what_image_does(head.argument)
    if name in _DIAGRAMS:
        reads = head.argument.strip() and name not in _NAMED_DIAGRAMS
        return _READS if reads or _DIAGRAM_READS.search(head.content) else None
    if name == "meta":
        return _REDIRECTS if "http-equiv" in whole.replace("\\", "").lower() else None
    return _TEX if name in _TEX_SHOWN and _TEX_COMMANDS.search(whole) else None


def _what_image_does(address: str) -> str | None:
    from docutils.parsers.rst.directives import uri

    address = uri(address).replace("\\", "/")
    if _LANDS_ELSEWHERE.match(address):
        return _LOADS
    outside = posixpath.normpath(address.lstrip("/")).split("/")[0] == ".."
    return "reads a file outside of the folder" if outside else None


def _of_role(role: Role) -> Iterator[Danger]:
    name = role.name.lower().rpartition(":")[2]
    does = _ROLES.get(name)
    if does is None and _RAW_ROLE.fullmatch(name):
        does = _WRITES
    if does is None and name == "math" and _TEX_COMMANDS.search(role.source):
        does = _TEX
    if does is not None:
        yield Danger("role", role.line, role.name, does, frozenset({role.name.lower(), name}))
    target = _ROLE_TARGET.search(role.source)
    if target is not None and name not in _SHOWS_CODE and runs_code(target[1]):
        yield Danger("link", role.line, target[1], _RUNS)


def _english(name: str) -> str:
    """The name of a directive of docutils that is written in the language of the pages."""
    from docutils.parsers.rst.languages import en

    if name in en.directives or name in _BY_NAME or name in _DIAGRAMS:
        return name
    return _translations().get(name, name)


@cache
def _translations() -> dict[str, str]:
    from importlib import import_module
    from pkgutil import iter_modules

    from docutils.parsers.rst import languages

    modules = (
        import_module(f"{languages.__name__}.{found.name}")
        for found in iter_modules(languages.__path__)
    )
    return {
        name: english
        for module in modules
        for name, english in getattr(module, "directives", {}).items()
    }
