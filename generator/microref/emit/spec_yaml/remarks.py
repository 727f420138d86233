"""Comments in the YAML of a spec, which the model does not hold. Places none."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TypeAlias

from microref.emit.spec_yaml.tree import Above
from microref.model import (
    Definition,
    Message,
    Notice,
    Operation,
    Page,
    Sample,
    Section,
    Use,
)

Remarkable: TypeAlias = Definition | Message | Notice | Operation | Page | Sample | Section | Use
"""The nodes of a spec above which a comment can stand. Sections: those between operations."""

Remark: TypeAlias = Callable[[Remarkable], str]
"""The comment of a node, without the `#`; an empty text is no comment."""

# What YAML does not allow, within comments too, and where it or a reader ends a line.
_LINE_END = re.compile(r"\r\n|[\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_FORBIDDEN = re.compile(
    "[^\t\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
)


def no_remark(_node: Remarkable, /) -> str:
    """No comment, for any node."""
    return ""


def comment(text: str) -> Above:
    """The lines of a comment; none for an empty text."""
    if not text:
        return ()
    lines = _LINE_END.split(_LINE_END.sub("\n", text).strip("\n"))
    return tuple(f"# {_FORBIDDEN.sub('?', line)}".rstrip() for line in lines)


def apart(text: str, *, first: bool) -> Above:
    """The lines of a comment, and an empty one between an entry and that before it."""
    return comment(text) if first else ("", *comment(text))
