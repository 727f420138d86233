"""RST source of a spec, made ready to stand between other blocks. Parses no RST.

A text ends where its block ends: that lines keep their indentation, and that
what it leaves open does not take in what follows, is seen to here. What is wrong
within a text stays as it is; the rules about RST report it.
"""

from __future__ import annotations

import re

# A paragraph ends with the promise of a literal block, which does not follow.
_PROMISE = re.compile(r"(?<!\\)(?:\\\\)*::$")
_BLANKS_BEHIND = re.compile(r"[ \t]\n")
_EMPTY_COMMENT = ".."


def rst_lines(source: str) -> list[str]:
    """The lines as docutils counts them, without tabs, trailing blanks and empty ends."""
    lines = [line.expandtabs().rstrip() for line in source.splitlines()]
    first = next((number for number, line in enumerate(lines) if line), len(lines))
    last = next((number for number in range(len(lines), first, -1) if lines[number - 1]), first)
    return lines[first:last]


def rst_text(source: str) -> str:
    """RST to stand on its own, below a directive."""
    if "\n" not in source and not _PROMISE.search(source):
        return source.expandtabs().rstrip() if source.isprintable() else _closed(source)
    return _closed(source)


def cell_text(source: str) -> str:
    """RST to stand on its own as a table cell.

    os-api-ref gives it to docutils line by line, so that blanks behind a line count:
    they stay, but for those at the end.
    """
    text = rst_text(source)
    if not _BLANKS_BEHIND.search(source):
        return text
    lines = text.split("\n")
    kept = [line.expandtabs() for line in source.splitlines()]
    first = next((number for number, line in enumerate(kept) if line.strip()), 0)
    behind = kept[first : first + len(lines) - 1]
    return "\n".join([*behind, lines[-1]]) if len(behind) == len(lines) - 1 else text


def _closed(source: str) -> str:
    lines = rst_lines(source)
    last = lines[-1] if lines else ""
    # Nothing indented follows within the text. Without this, docutils would look
    # for the block after it, and take a directive of ours for quoted literal text.
    if _PROMISE.search(last) and not last.startswith((" ", "..")):
        before = last[:-2]
        lines[-1] = f"{before}:" if before.rstrip() == before and before else before.rstrip()
    return "\n".join(lines)


def rst_block(source: str) -> str:
    """RST to stand after other blocks, none of which it may become a part of."""
    text = rst_text(source)
    return f"{_EMPTY_COMMENT}\n\n{text}" if text.startswith(" ") else text


def comment_text(source: str) -> str:
    """Plain text for the body of an RST comment."""
    return "\n".join(rst_lines(source.replace("\0", "\ufffd")))
