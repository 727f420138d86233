"""Markup that docutils takes for a comment or for plain words. Knows no rule, and no spec.

Such text builds without a word. What could as well be meant is left alone: `` `x` `` in
single backquotes, and words with a colon that are no names of directives or roles.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from microref.checks.rst_faults import Fault
from microref.checks.rst_names import DIRECTIVES, ROLES

if TYPE_CHECKING:
    from docutils import nodes

_NOT_FOR_TEXTS = re.compile(
    r"auto.*|rest_.*|class|contents|cssclass|default-.*|footer|header|highlight|ifconfig|include"
    r"|index|literalinclude|meta|program|raw|role|rst-class|sectnum|tabularcolumns|title|todo"
)
"""Directives that are not meant: a text must not hold them, or they are words of comments."""
_MEANT = frozenset(name for name in DIRECTIVES if not _NOT_FOR_TEXTS.fullmatch(name))
_NAME = r"(?P<name>[A-Za-z][\w-]*(?::[a-z][\w-]*)*)"
_COMMENT = re.compile(
    rf"{_NAME}(?:(?P<colons>[ ]?::?(?!:))(?P<rest>.*)|(?:[ ]+(?P<word>\S+))?)[ ]*"
)
_WITH_WORD = frozenset(
    """code-block deprecated highlight image literalinclude sourcecode versionadded versionchanged
    versionremoved""".split()  # noqa: SIM905 - easier to read as text
)
"""Directives that are meant also without any colon, with one word behind them."""
# Names that are words of no language.
_NAMES_ONLY = frozenset(
    """code-block csv-table list-table literalinclude parsed-literal seealso sourcecode versionadded
    versionchanged versionremoved""".split()  # noqa: SIM905 - easier to read as text
)
_AT_MARGIN = re.compile(rf"(?P<dots>\.{{0,3}}) ?(?P<bare>{_NAME}):: ?(?P<rest>.*)")
_ROLE_APART = re.compile(
    r"(?:^|(?<=[\s(]))(?P<role>:?(?P<name>[a-z]+(?:[:+-][a-z]+)*):?)(?P<blank>\s*)$"
)
_ROLE_WITHOUT_COLON = re.compile(r"(?<![^\s(]):(?P<name>[a-z]+(?:[:+-][a-z]+)*)`[^`]+`")
_MARKDOWN_LINK = re.compile(r"(?<!\\)\[(?P<text>[^\[\]]+)\]\((?P<to>(?:https?:/|[./#])[^\s)]*)\)")
_FENCE = re.compile(
    r"^(?P<indent>[ ]*)(?P<fence>```|~~~)[ ]*(?P<language>[\w+-]*)[ ]*$", re.MULTILINE
)
_UNMARKED = frozenset({"doc", "ref"})
"""Roles that are meant also without their first colon."""

_ROLE_WORDS = "|".join(sorted(name for name in ROLES if ":" not in name))
_DIRECTIVE_WORDS = "|".join(sorted(_MEANT, key=len, reverse=True))
_SUSPECT_DOTS = re.compile(
    rf"""\.\.[ ]+(?:{_DIRECTIVE_WORDS})(?![\w-]|::(?:\s|\Z))
      | ^[ ]*\.{{1,3}}[A-Za-z]
      | ^[ ]*(?:\.|\.\.\.)[ ][A-Za-z]
      # Behind a line of words it is one more.
      | \S[ ]*\n[ ]*\.\.[ ][\w-]+::
    """,
    re.MULTILINE | re.VERBOSE | re.IGNORECASE,
)
_SUSPECT_NAME = re.compile(rf"^[ ]*(?:{'|'.join(sorted(_NAMES_ONLY))})::", re.MULTILINE)
_SUSPECT_ROLE = re.compile(
    rf":(?:{_ROLE_WORDS})(?::\s+`|:``|`)|(?<![\w:])(?:{'|'.join(sorted(_UNMARKED))}):`"
)


def may_slip(source: str) -> bool:
    """Whether a text may hold such markup; where not, it needs no parse."""
    if (".." in source or "\n." in source) and _SUSPECT_DOTS.search(source):
        return True
    if ":" in source:
        if "::" in source and _SUSPECT_NAME.search(source):
            return True
        if "`" in source and _SUSPECT_ROLE.search(source):
            return True
    return "](" in source or "```" in source or "~~~" in source


def slips(part: nodes.Element, source: str) -> Iterator[Fault]:
    """The markup in a text that readers see as words, or do not see; without that of others."""
    from docutils import nodes

    lines = source.splitlines()
    yield from _fences(part, source)
    for comment in part.findall(nodes.comment):
        first = comment.astext().partition("\n")[0]
        told = _slip_in_comment(first)
        if told is not None:
            places = (at for at, line in enumerate(lines, 1) if f".. {first}" in line)
            for line in places:
                yield Fault(line, *told)
    for block in part.findall(nodes.TextElement):
        if not isinstance(block, (nodes.Inline, nodes.FixedTextElement, nodes.Invisible)):
            yield from _slips_in_block(block, lines)
    for node in part.findall(nodes.Text):
        if not isinstance(node.parent, (nodes.literal, nodes.FixedTextElement, nodes.comment)):
            yield from _slips_in_words(node, lines)


def _slip_in_comment(line: str) -> tuple[str, str] | None:
    match = _COMMENT.fullmatch(line)
    if match is None or match["name"].lower() not in _MEANT:
        return None
    # Comments for maintainers begin so.
    if match["name"].isupper():
        return None
    name, colons, rest, word = match["name"], match["colons"], match["rest"], match["word"]
    if colons is None and word is not None and name.lower() not in _WITH_WORD:
        return None
    if colons is not None and colons.endswith("::") and rest[:1] in ("", " "):
        return None
    meant = " ".join(filter(None, (f".. {name}::", (rest or word or "").strip())))
    return f"`.. {line.strip()}` is a comment, which readers do not see", f"write `{meant}`"


def _slips_in_words(node: nodes.Text, lines: list[str]) -> Iterator[Fault]:
    from docutils import nodes

    words = str(node)
    behind = node.next_node(descend=False, siblings=True, ascend=False)
    apart = _ROLE_APART.search(words)
    if apart is not None and isinstance(behind, (nodes.inline, nodes.literal, nodes.reference)):
        markup = str(getattr(behind, "rawsource", ""))
        if markup.startswith("`") and _is_role(apart, is_literal=markup.startswith("``")):
            written = f"{apart['role']}{apart['blank']}{markup}"
            message = f"{' '.join(written.split())!r} is shown as words: it is no role"
            hint = f"write :{apart['name']}:`...`, without a blank between"
            yield Fault(_line(lines, apart["role"]), message, hint)


def _slips_in_block(block: nodes.TextElement, lines: list[str]) -> Iterator[Fault]:
    from docutils import nodes

    # The address may have become a link, and what is in a literal is meant as it is.
    words = "".join(
        child.astext() if isinstance(child, (nodes.Text, nodes.reference)) else " "
        for child in block.children
    )
    for line in words.split("\n"):
        match = _AT_MARGIN.fullmatch(line)
        if match is not None and _is_meant(match):
            hint = f"write `.. {match['name']}::`, with a blank line before it"
            message = f"{line.strip()!r} is shown as words: it is no directive as it is written"
            yield Fault(_line(lines, line.strip()), message, hint)
    for match in _ROLE_WITHOUT_COLON.finditer(words):
        if match["name"] in ROLES:
            hint = f"write :{match['name']}:`...`"
            message = f"{match[0]!r} is shown as words: it is no role"
            yield Fault(_line(lines, match[0].partition("\n")[0]), message, hint)
    for match in _MARKDOWN_LINK.finditer(words):
        hint = f"write `` `{match['text']} <{match['to']}>`__ ``"
        message = f"`[{match['text']}](...)` is shown as it is: it is no link in RST"
        yield Fault(_line(lines, f"[{match['text']}".partition("\n")[0]), message, hint)


def _is_meant(match: re.Match[str]) -> bool:
    """Whether a line of words is a directive whose dots or blanks are wrong."""
    name = match["name"]
    if match["dots"]:
        return name.lower() in _MEANT
    return name in _NAMES_ONLY


def _is_role(match: re.Match[str], *, is_literal: bool) -> bool:
    """Whether words before a backquote are a role that is written wrongly."""
    role, name = match["role"], match["name"].strip(":")
    if name not in ROLES or role.strip(":") == role:
        return False
    if role.startswith(":") and role.endswith(":"):
        return not is_literal or not match["blank"]
    return name in _UNMARKED and not is_literal and not match["blank"]


def _fences(part: nodes.Element, source: str) -> Iterator[Fault]:
    from docutils import nodes

    found = list(_FENCE.finditer(source))
    if len(found) < 2:
        return
    shown = [node.astext() for node in part.findall(nodes.literal_block)]
    for fence in found[::2]:
        if not any(fence[0].strip() in text for text in shown):
            line = source.count("\n", 0, fence.start()) + 1
            language = fence["language"] or "json"
            yield Fault(
                line,
                f"{fence[0].strip()!r} begins no block of code in RST",
                f"write `.. code-block:: {language}`, and indent the code",
            )


def _line(lines: list[str], words: str) -> int:
    """The first line that has the words."""
    return next((at for at, line in enumerate(lines, 1) if words in line), 1)
