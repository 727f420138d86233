"""Calls of curl and HTTP messages in the text of a sample: what they do. Judges nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

MAX_TEXT = 100_000
MAX_CALLS = 50


@dataclass(frozen=True, slots=True)
class CallInText:
    """A request, or a response, that stands in a sample."""

    side: str
    offset: int
    """Where it begins."""
    method: str | None = None
    url: str | None = None
    body: str | None = None
    body_at: int = 0
    """Where its body begins."""
    is_verbatim: bool = True
    """Whether the body is in the text as it is sent: no quotes and variables of a shell in it."""
    media: str | None = None
    """The media type that its body is said to have."""


_CURL = re.compile(r"(?:^|(?<=[\s;|&(`]))curl(?=\s)")
# In this order: a line that goes on, quoted in two ways, an escaped character, anything else.
_PIECE = re.compile(
    r"""(?P<on>\\\r?\n)|'(?P<single>[^']*)'|"(?P<double>(?:[^"\\]|\\.)*)"|\\(?P<escaped>.)"""
    r"""|(?P<blank>[^\S\n]+)|(?P<end>\n)|(?P<plain>[^\s'"\\]+|['"\\])""",
    re.DOTALL,
)
_UNESCAPED = re.compile(r'\\([\\"$`])|\\\r?\n')
_ENDS = ("|", ";", "&&", "||", "&", ">", ">>")


@dataclass(slots=True)
class _Word:
    """A word of a command line."""

    text: str = ""
    offset: int = 0
    is_verbatim: bool = True


def curl_calls(text: str) -> Iterator[CallInText]:
    """The calls of curl in a text, in order."""
    if len(text) > MAX_TEXT:
        return
    done = count = 0
    for found in _CURL.finditer(text):
        # The word may be one in the quotes of a call before it.
        if found.start() >= done and count < MAX_CALLS:
            count += 1
            words, done = _words(text, found.end())
            yield _call(found.start(), words, text, done)


def _words(text: str, start: int) -> tuple[list[_Word], int]:
    """The words of a command line, and where it ends."""
    words: list[_Word] = []
    word: _Word | None = None
    at = start
    while at < len(text):
        piece = _PIECE.match(text, at)
        if piece is None or piece["end"] is not None:
            break
        at = piece.end()
        if piece["blank"] is not None or piece["on"] is not None:
            word = None
            continue
        if word is None:
            if piece["plain"] in _ENDS:
                break
            word = _Word(offset=piece.start())
            words.append(word)
        _add(word, piece)
    return words, at


def _add(word: _Word, piece: re.Match[str]) -> None:
    is_first = not word.text
    if piece["single"] is not None:
        # $'...' is one string, too.
        said = piece["single"]
        word.text = said if word.text == "$" else word.text + said
        word.offset, word.is_verbatim = (
            (piece.start("single"), True) if is_first else (word.offset, False)
        )
    elif piece["double"] is not None:
        said = _UNESCAPED.sub(lambda match: match[1] or "", piece["double"])
        word.text += said
        if is_first:
            word.offset = piece.start("double")
        word.is_verbatim = is_first and said == piece["double"] and "$" not in said
    else:
        said = piece["escaped"] or piece["plain"]
        word.text += said
        word.is_verbatim = word.is_verbatim and "$" not in said and piece["escaped"] is None


_DATA = ("-d", "--data", "--data-raw", "--data-binary", "--data-ascii", "--json")
_OTHERS = ("-X", "--request", "-T", "--upload-file", "--url", "-H", "--header")
_IGNORED = (
    *("-A", "-b", "-c", "-D", "-e", "-E", "-F", "-m", "-o", "-u", "-w", "-x"),
    *("--cacert", "--cert", "--form", "--key", "--max-time", "--output", "--user"),
    *("--user-agent", "--write-out", "--data-urlencode"),
)


@dataclass(slots=True)
class _Options:
    """What the words of a call of curl say."""

    method: str | None = None
    implied: str = "GET"
    url: str | None = None
    data: _Word | None = None
    media: str | None = None

    def read(self, words: list[_Word]) -> None:
        """Read the words in order; an option takes the next one where its value is not with it."""
        rest = iter(words)
        for word in rest:
            name, value = _split(word.text)
            if name in (*_DATA, *_OTHERS, *_IGNORED):
                given = _Word(value, word.offset, is_verbatim=False) if value else _next(rest)
                self._option(name, given)
            elif name in ("-I", "--head"):
                self.implied = "HEAD"
            elif name in ("-G", "--get"):
                self.method = self.method or "GET"
            elif self.url is None and not name.startswith(("-", "<")):
                self.url = word.text

    def _option(self, name: str, given: _Word) -> None:
        if name in _DATA:
            self.implied = "POST"
            self.data = self.data or given
            self.media = "application/json" if name == "--json" else self.media
        elif name in ("-X", "--request"):
            self.method = given.text
        elif name in ("-T", "--upload-file"):
            self.implied = "PUT"
        elif name == "--url":
            self.url = given.text
        elif name in ("-H", "--header"):
            header, _, said = given.text.partition(":")
            if header.strip().lower() == "content-type":
                self.media = said.strip().lower()


def _call(offset: int, words: list[_Word], text: str, end: int) -> CallInText:
    said = _Options()
    said.read(words)
    method = (said.method or said.implied).upper()
    call = CallInText("request", offset, method, said.url, media=said.media)
    data = said.data
    if data is None or method in ("GET", "HEAD"):
        return call
    if not data.text.startswith("@"):
        return replace(call, body=data.text, body_at=data.offset, is_verbatim=data.is_verbatim)
    heredoc = _heredoc(words, text, end) if data.text == "@-" else None
    if heredoc is None:
        return call
    body = text[heredoc[0] : heredoc[1]]
    return replace(call, body=body, body_at=heredoc[0], is_verbatim="$" not in body)


def _heredoc(words: list[_Word], text: str, end: int) -> tuple[int, int] | None:
    """Where the lines begin and end that a command reads from the text behind it."""
    said = [word.text for word in words]
    marks = [number for number, word in enumerate(said) if word.startswith("<<")]
    if not marks:
        return None
    name = said[marks[0]][2:].lstrip("-") or "".join(said[marks[0] + 1 : marks[0] + 2])
    start = text.find("\n", end) + 1
    last = re.compile(rf"^[ \t]*{re.escape(name)}[ \t]*\r?$", re.MULTILINE)
    found = last.search(text, start) if start and name else None
    return None if found is None else (start, found.start())


def _split(text: str) -> tuple[str, str]:
    """An option and the value that is written to it, as in -XPOST or --request=POST."""
    name, _, value = text.partition("=")
    if name.startswith("--"):
        return name, value
    if len(text) > 2 and text[0] == "-" and text[1] in "XdH":
        return text[:2], text[2:]
    return text, ""


def _next(words: Iterator[_Word]) -> _Word:
    return next(words, _Word())


_START = re.compile(
    r"^(?:(?P<method>GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS)[ \t]+(?P<url>\S+)(?:[ \t]+HTTP/\S+)?"
    r"|HTTP/[0-9.]+[ \t]+[0-9]{3}\b[^\n]*)[ \t]*\r?$",
    re.MULTILINE,
)
_BLANK = re.compile(r"\r?\n[ \t]*\r?\n")
_TYPE = re.compile(r"^content-type:[ \t]*(\S+)", re.MULTILINE | re.IGNORECASE)


def http_messages(text: str) -> Iterator[CallInText]:
    """The HTTP requests and responses in a text, in order."""
    starts = list(_START.finditer(text)) if len(text) <= MAX_TEXT else []
    for number, start in enumerate(starts):
        end = starts[number + 1].start() if number + 1 < len(starts) else len(text)
        blank = _BLANK.search(text, start.end(), end)
        head = text[start.end() : blank.start() if blank else end]
        media = _TYPE.search(head)
        body = text[blank.end() : end] if blank else ""
        yield CallInText(
            "request" if start["method"] else "response",
            start.start(),
            start["method"],
            start["url"],
            body if body.strip() else None,
            blank.end() if blank else end,
            media=media[1].lower() if media else None,
        )
