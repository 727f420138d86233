"""Plain text as RST that reads as exactly that text. Parses no RST and knows no view.

A backslash stands only where docutils would read markup, so that a page stays
legible. The regular expressions are those of docutils' parser, made a little
wider: a backslash too many is harmless, one too few is not. A property test
compares both with what docutils makes of the result.
"""

from __future__ import annotations

import re

# What docutils' `str.splitlines` takes for the end of a line, and the tab,
# which it expands. NUL is its own mark for an escaped character.
_ODD = re.compile("[\t\n\v\f\r\x1c-\x1e\x85\u2028\u2029]+")

# Markup at the beginning of a line: bullet, enumerator, field, option, doctest,
# line block, tables, explicit markup, anonymous target, adornment.
_LEADING = re.compile(
    r"""[-+*•‣⁃](\s|$)
      | \(?([0-9]+|[a-zA-Z]|[ivxlcdmIVXLCDM]+|\#)[.)](\s|$)
      | :(?![: ])[^:]*.*:(\s|$)
      | (--?|/|\+)[a-zA-Z0-9?]
      | >>>(\s|$)
      | \|(\s|$)
      | \+-
      | =+(\s|$)
      | \.\.(\s|$)
      | __(\s|$)
      | ([!-/:-@\[-`{-~])\7*\s*$
    """,
    re.VERBOSE,
)

# Markup within a line: a backslash; a backtick; an asterisk or a bar that could
# begin something; underscores at the end of a word; an address.
_INLINE = re.compile(
    r"""\\
      | `
      | (?<!\w)[*|](?=\S) | (?<=_)[*|](?=\S)
      | (?<=[^\W_]|\]|\)|>)_+(?!\w) | (?<=\w)_+(?!\w)
      | (?<=\w):(?=//)
      | (?<![^\W_])(?:mailto|news|tel|urn|sip|sips|data|tag|file|info|service|xmpp|uuid|im|pop)(:)(?=\w)
      | (?<=\w)@(?=\w)
    """,
    re.VERBOSE | re.IGNORECASE,
)


def one_line(text: str) -> str:
    """The text with whatever docutils would take for the end of a line as a blank."""
    return _ODD.sub(" ", text).replace("\0", "\ufffd").strip()


def inline(text: str) -> str:
    """Plain text for the middle of a paragraph."""
    return _INLINE.sub(_with_backslash, one_line(text))


def _with_backslash(match: re.Match[str]) -> str:
    found = match[0]
    if match[1] is not None:
        return f"{found[:-1]}\\:"
    return "".join(f"\\{character}" for character in found)


def line(text: str) -> str:
    """Plain text for a line of its own: a title, an argument, a paragraph, a table cell."""
    plain = one_line(text)
    escaped = _INLINE.sub(_with_backslash, plain)
    if _LEADING.match(plain) and not escaped.startswith("\\"):
        escaped = f"\\{escaped}"
    # Two colons at the end would announce a literal block.
    if escaped.endswith("::"):
        escaped = f"{escaped[:-1]}\\:"
    return escaped


def strong(text: str) -> str:
    """Plain text as a bold paragraph."""
    plain = one_line(text).replace("\\", "\\\\").replace("*", "\\*")
    return f"**{plain}**"


def role(name: str, text: str) -> str:
    """Plain text under an interpreted text role."""
    plain = one_line(text).replace("\\", "\\\\").replace("`", "\\`")
    return f":{name}:`{plain}`"
