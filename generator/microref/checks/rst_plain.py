"""Texts that docutils takes without a word, told without docutils, which is slow. Judges nothing.

A text that is not told to be such may be as well. What is told here is the common:
paragraphs, lists, notes and code, with nothing at an unexpected indentation, and markup
that ends. The directives that render words of tables themselves know less, as they have to
make the same nodes.
"""

from __future__ import annotations

import re

# Lines of words without any markup, each with two letters and a blank at least: most texts.
_WORDS = re.compile(r"(?:[A-Za-z][A-Za-z0-9-]+ [A-Za-z0-9 ,.;'()%=/&-]*(?:\n+|\Z))+")
# At each place one alternative can match, so that the whole takes one pass.
_BEFORE = r"(?<![^\s(\"'\[{<\-/:])"
_AFTER = r"(?![^\s.,;:!?)\"'\]}>\-/\\])"
_INLINE = re.compile(
    rf"""(?:
      [A-Za-z0-9 ,.;?!()'"/=%&+\n\#$^~@{{}}<>\u00a0-\u2fff-]
    | [\[\]](?!_)
    | (?<=[A-Za-z0-9/\"'(]):(?!`)|:(?=\s|\Z)|(?<=\s):(?=[A-Za-z0-9/.\"'])(?![a-z:+-]+:`)
    | (?<=[A-Za-z0-9])_+(?=[A-Za-z0-9])
    | (?<=')_(?=')
    | (?<!\S)_+(?=[A-Za-z0-9])
    | {_BEFORE}``[^`\s](?:[^`]*[^`\s])?``{_AFTER}
    | {_BEFORE}\*\*[^*`\s\\](?:[^*`\\]*[^*`\s\\])?\*\*{_AFTER}
    | {_BEFORE}\*[^*`\s\\](?:[^*`\\]*[^*`\s\\])?\*{_AFTER}
    | {_BEFORE}:[a-z]+:`[^`\s\\|](?:[^`\\]*[^`\s\\])?`(?!_){_AFTER}
    | {_BEFORE}`[^`\s\\|](?:[^`\\]*[^`\s\\])?`_{{0,2}}{_AFTER}
    | (?<!\S)[*|](?=\s)
    )*""",
    re.VERBOSE,
)
_START = re.compile(
    r"""(?=.*[A-Za-z0-9])
    (?: [A-Za-z0-9'"({<$&@\#%!?,;^~\[\u2018\u201c] | /(?=\w\w) | ``?(?!`) | \*{1,2}(?=[^\s*])
      | :[a-z]+:` )""",
    re.VERBOSE,
)
_ENUMERATED = re.compile(r"\(?(?:[0-9]+|[A-Za-z]|[ivxlcdmIVXLCDM]+|\#)[.)](?:\s|\Z)")
_BULLET = re.compile(r"[*+-] +(?=\S)")
_NUMBER = re.compile(r"(?:(?P<number>[0-9]+)|\#)\. +(?=\S)")
_FIELD = re.compile(r":[^:`]*:(?:\s|\Z)")
_BODIED = re.compile(
    r"\.\. (?:note|warning|tip|important|caution|danger|attention|hint|seealso)::"
    r"(?: (?P<words>.*))?"
)
_CODE = re.compile(r"\.\. (?:code-block|sourcecode):: [\w+-]+")
_VERSION = re.compile(r"\.\. version(?:added|changed|removed):: [0-9.]+")
_TARGET = re.compile(
    r"\.\. _[A-Za-z0-9_. -]*[A-Za-z0-9-]:(?: https?://\S+[\w/])?|__ https?://\S+[\w/]"
)


def is_plain(source: str) -> bool:
    """Whether docutils takes a text, without doubt."""
    if _WORDS.fullmatch(source):
        return True
    if "\t" in source or "\\" in source or "\v" in source or "\f" in source:
        return False
    # Two targets may have the same name.
    return source.count(".. _") < 2 and _are_plain(_blocks(source))


def _are_plain(blocks: list[list[str]]) -> bool:
    """The same of blocks, of which some are shown as they are."""
    at = 0
    while at < len(blocks):
        lines = blocks[at]
        indent = _indent(lines[0])
        inner = _indent(blocks[at + 1][0]) if at + 1 < len(blocks) else -1
        first = lines[0][indent:]
        at += 1
        if first.startswith((".. ", "__ ")):
            verdict = _explicit(first, lines, indent, inner)
        else:
            verdict = _is_block(lines, indent)
        if not verdict:
            return False
        is_explicit = first.startswith((".. ", "__ "))
        if _CODE.fullmatch(first) or (lines[-1].endswith("::") and not is_explicit):
            # What is further in is shown as it is.
            is_list = _BULLET.match(first) or _NUMBER.match(first)
            if inner <= indent or is_list or any(_indent(line) != indent for line in lines):
                return False
            while at < len(blocks) and _indent(blocks[at][0]) > indent:
                if any(_indent(line) <= indent for line in blocks[at]):
                    return False
                at += 1
    return True


def _blocks(source: str) -> list[list[str]]:
    """The lines between blank ones."""
    blocks: list[list[str]] = [[]]
    for line in source.split("\n"):
        stripped = line.rstrip()
        if stripped:
            blocks[-1].append(stripped)
        elif blocks[-1]:
            blocks.append([])
    return blocks if blocks[-1] else blocks[:-1]


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _explicit(first: str, lines: list[str], indent: int, inner: int) -> bool:
    """Whether a directive or a target is fine."""
    if len(lines) == 1 and (_TARGET.fullmatch(first) or _VERSION.fullmatch(first)):
        return True
    if _CODE.fullmatch(first):
        return len(lines) == 1
    match = _BODIED.fullmatch(first)
    if match is None:
        return False
    body = [line for line in (match["words"] or "", *(line.strip() for line in lines[1:])) if line]
    depths = {_indent(line) for line in lines[1:]}
    if len(depths) > 1 or (depths and min(depths) <= indent):
        return False
    if not body:
        return inner > indent
    return _is_text(body) and not body[-1].endswith("::")


def _is_block(lines: list[str], indent: int) -> bool:
    """Whether lines are a paragraph, a list, or a term with what it means."""
    if lines[-1][indent:] == "::":
        # Below so short a line it is a title.
        if len(lines) == 2 and len(lines[0].strip()) <= len("::"):
            return False
        lines = lines[:-1]
    if not lines or [line.strip() for line in lines] == ["|"]:
        return True
    bodies = [line[indent:] for line in lines]
    if _BULLET.match(bodies[0]):
        return _is_list(bodies, _BULLET)
    if _NUMBER.match(bodies[0]):
        return _is_list(bodies, _NUMBER)
    depths = [_indent(line) for line in lines]
    if all(depth == indent for depth in depths):
        return _is_text(bodies)
    is_definition = len(set(depths[1:])) == 1 and depths[1] > indent
    return is_definition and _is_text(bodies[:1]) and _is_block(lines[1:], depths[1])


def _is_list(bodies: list[str], marker: re.Pattern[str]) -> bool:
    """Whether each line begins an item of a list or goes on with it."""
    items: list[list[str]] = []
    width, expected = 0, None
    for body in bodies:
        match = marker.match(body)
        if match is not None:
            number = match.groupdict().get("number")
            if marker is _NUMBER:
                if items and (number is None) != (expected is None):
                    return False
                if number is not None:
                    if int(number) != (1 if expected is None else expected):
                        return False
                    expected = int(number) + 1
            elif items and body[0] != bodies[0][0]:
                return False
            width = match.end()
            items.append([body[width:]])
        elif _indent(body) == width:
            items[-1].append(body[width:])
        else:
            return False
    # Behind such an item a block of code follows.
    return all(map(_is_text, items)) and not any(body.endswith("::") for body in bodies)


def _is_text(lines: list[str]) -> bool:
    """Whether lines are one paragraph whose markup ends."""
    if _ENUMERATED.match(lines[0]) or _FIELD.match(lines[0]):
        return False
    return all(map(_START.match, lines)) and _INLINE.fullmatch("\n".join(lines)) is not None
