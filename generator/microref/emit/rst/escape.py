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
    r"""[-+*\u2022\u2023\u2043](\s|$)
      | \(?([0-9]+|[a-zA-Z]|[ivxlcdmIVXLCDM]+|\#)[.)](\s|$)
      | :(?![: ])[^:]*.*:(\s|$)
      | (--?|/|\+)[a-zA-Z0-9?]
      | >>>(\s|$)
      | \|(\s|$)
      | \+-
      | =+(\s|$)
      | \.\.(\s|$)
      | __(\s|$)
      | (?P<adornment>[!-/:-@\[-`{-~])(?P=adornment)*\s*$
    """,
    re.VERBOSE,
)

# The schemes of addresses that docutils links, whatever follows them.
_SCHEMES = "|".join(
    """about acap addbook afp afs aim callto castanet chttp cid crid data dav dict dns eid fax feed
    file finger freenet ftp go gopher gsm-sms h323 h324 hdl hnews http https hydra iioploc ilu im
    imap info ior ipp irc iris\\.beep iseek jar javascript jdbc ldap lifn livescript lrq mailbox
    mailserver mailto md5 mid mocha modem mtqp mupdate news nfs nntp opaquelocktoken phone pop pop3
    pres printer prospero rdar res rtsp rvp rwhois rx sdp service shttp sip sips smb snews snmp
    soap\\.beeps? ssh t120 tag tcp tel telephone telnet tftp tip tn3270 tv urn uuid vemmi videotex
    view-source wais whodp whois\\+\\+ x-man-page xmlrpc\\.beeps? z39\\.50[rs]""".split()  # noqa: SIM905 - words are easier to read as text
)

_ADDRESS = re.compile(
    rf"""(?<=\w):(?=//)
      | (?<![^\W_])(?:{_SCHEMES}):(?=\S)
      | (?<=\S)@(?=\S)
    """,
    re.VERBOSE | re.IGNORECASE,
)

# Markup within a line: a backslash; a backtick; an asterisk or a bar that could
# begin something; underscores at the end of a word.
_INLINE = re.compile(r"\\|`|(?<![^\W_])[*|](?!\s)|(?<=[\w\])>])_+(?!\w)")


def one_line(text: str) -> str:
    """The text with whatever docutils would take for the end of a line as a blank."""
    return _ODD.sub(" ", text).replace("\0", "\ufffd").strip()


def inline(text: str) -> str:
    """Plain text for the middle of a paragraph."""
    return _escaped(one_line(text))


def line(text: str) -> str:
    """Plain text for a line of its own: a title, an argument, a paragraph, a table cell."""
    plain = one_line(text)
    escaped = _escaped(plain)
    if _LEADING.match(plain) and not escaped.startswith("\\"):
        escaped = f"\\{escaped}"
    # Escaped backslashes alone look like an adornment; an escaped blank is nothing.
    if not plain.strip("\\"):
        escaped = f"\\ {escaped}"
    # Two colons at the end would announce a literal block.
    if escaped.endswith("::"):
        escaped = f"{escaped[:-1]}\\:"
    return escaped


def markup_line(text: str) -> str:
    """RST for a line of its own, of which only the inline markup counts."""
    source = one_line(text)
    # An escaped blank is nothing, and what it precedes begins no block.
    if _LEADING.match(source):
        source = f"\\ {source}"
    return f"{source[:-1]}\\:" if source.endswith("::") else source


def _escaped(plain: str) -> str:
    escaped = _INLINE.sub(_with_backslashes, plain)
    if ":" in escaped or "@" in escaped:
        escaped = _ADDRESS.sub(_with_last_escaped, escaped)
    return escaped


def _with_backslashes(match: re.Match[str]) -> str:
    return "".join(f"\\{character}" for character in match[0])


def _with_last_escaped(match: re.Match[str]) -> str:
    return f"{match[0][:-1]}\\{match[0][-1]}"


def strong(text: str) -> str:
    """Plain text as a bold paragraph."""
    plain = one_line(text).replace("\\", "\\\\").replace("*", "\\*")
    return f"**{plain}**"


_SIMPLE_NAME = re.compile(r"[A-Za-z0-9]+([-_.][A-Za-z0-9]+)*")


def target(label: str) -> str:
    """The name of a target as RST writes it."""
    name = one_line(label)
    if _SIMPLE_NAME.fullmatch(name):
        return name
    escaped = name.replace("\\", "\\\\").replace("`", "\\`").replace(":", "\\:")
    return f"`{escaped}`"


def role(name: str, text: str) -> str:
    """Plain text under an interpreted text role."""
    plain = one_line(text).replace("\\", "\\\\").replace("`", "\\`")
    return f":{name}:`{plain}`"
