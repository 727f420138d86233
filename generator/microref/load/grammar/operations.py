"""Grammar of OPERATION, STATUS, CODE, MESSAGE and SAMPLE."""

from __future__ import annotations

import re
from contextlib import suppress

from microref.load import kinds
from microref.load.grammar.parameters import GUARD, USES
from microref.load.grammar.scalars import (
    DEPTH,
    FLAG,
    LINE,
    NUMBER,
    STATUS_CODE,
    TEXTUAL,
    VERSION,
    VERSION_PATTERN,
    WINDOW,
    flag,
    label,
)
from microref.load.grammar.text import TEXT_KEY
from microref.load.nodes import Node
from microref.load.records import Key, Record
from microref.load.shapes import ByForm, Choice, Later, ListOf, Log, Mapped, Shape, Word
from microref.microversion import Microversion
from microref.model import (
    BODIES,
    CODE_FORMS,
    METHODS,
    Code,
    Codes,
    Message,
    Operation,
    Sample,
    Status,
)

_SHORT_CODE = re.compile(r"([1-5][0-9]{2})|([A-Za-z][A-Za-z0-9_]*) ?\(([1-5][0-9]{2})\)")
_SHORT_CODE_SCHEMA = {
    "type": ["integer", "string"],
    "minimum": 100,
    "maximum": 599,
    "pattern": f"^({_SHORT_CODE.pattern})$",
}


def _short_code(text: str) -> re.Match[str]:
    match = _SHORT_CODE.fullmatch(text)
    if match is None:
        raise ValueError(f"{text!r} is no response code, such as 404 or itemNotFound(404)")
    return match


def _code(match: re.Match[str], node: Node) -> Code:
    return Code(code=int(match[1] or match[3]), name=match[2], span=node.span)


CODE: Shape[Code] = ByForm(
    "a response code, such as 404 or itemNotFound(404)",
    scalar=Mapped(
        Word("a response code", _short_code, _SHORT_CODE_SCHEMA),
        lambda match, node, log: _code(match, node),
    ),
    mapping=Record(
        "response code",
        Code,
        Key("code", STATUS_CODE, required=True),
        Key("name", LINE),
        Key("note", LINE),
        Key("reason", LINE, place="reason_span"),
        label("tail"),
        WINDOW,
    ),
)

_CODES = ListOf(CODE, "a list of response codes")
_CODES_OF_KIND: Shape[Codes] = ByForm(
    "a list of response codes, or a mapping with codes, head, form",
    sequence=Mapped(_CODES, lambda codes, node, log: Codes(codes=codes, span=node.span)),
    mapping=Record(
        "group of codes",
        Codes,
        Key("codes", _CODES, required=True),
        Key("head", LINE),
        Key("form", Choice(*CODE_FORMS)),
    ),
)

STATUS = Record("status", Status, Key("normal", _CODES_OF_KIND), Key("error", _CODES_OF_KIND))

SAMPLE = Record(
    "sample",
    Sample,
    Key("file", LINE, required=True),
    label("title"),
    label("caption"),
    WINDOW,
    Key("microversion", VERSION),
    Key("scenario", LINE),
    Key("partial", FLAG),
    Key("language", LINE),
    Key("media", Choice("json", "curl", "http", "xml", "text")),
    Key("style", Choice("bold", "heading")),
    exclusive=(("title", "title_rst", "caption", "caption_rst"),),
)

_MESSAGE: Record[Message] = Record(
    "message",
    Message,
    label("heading"),
    WINDOW,
    Key("step", NUMBER),
    Key("status", STATUS),
    Key("description", TEXT_KEY),
    Key("body", Choice(*BODIES)),
    Key("parameters", Later("uses", lambda: USES)),
    Key("samples", ListOf(SAMPLE, "a list of samples")),
)

MESSAGES: Shape[tuple[Message, ...]] = ByForm(
    "a message, or a list of messages",
    sequence=ListOf(_MESSAGE, "a list of messages"),
    mapping=Mapped(_MESSAGE, lambda message, node, log: (message,)),
)


def _deprecated(text: str) -> bool | Microversion:
    for read in (flag, Microversion.parse):
        with suppress(ValueError):
            return read(text)
    raise ValueError(f"{text!r} is neither true, false nor a version")


_ID = r"[A-Za-z0-9]+([-_.][A-Za-z0-9]+)*"


def _id(text: str) -> str:
    if not re.fullmatch(_ID, text):
        raise ValueError(f"{text!r} is no id: letters and digits, joined by -, _ or .")
    return text


def _path(path: str, node: Node, log: Log) -> str:
    if re.search(r"\s", path):
        log.add(kinds.BAD_VALUE, node.span, f"the path {path!r} contains white space")
    return path


OPERATION = Record(
    "operation",
    Operation,
    Key("id", Word("an id", _id, {"type": TEXTUAL, "pattern": f"^{_ID}$"}), required=True),
    label("title", required=True),
    Key("method", Choice(*METHODS), required=True),
    Key(
        "path",
        Mapped(LINE, _path, {"pattern": r"^\s*\S+\s*$"}),
        required=True,
        place="path_span",
    ),
    Key("action", LINE),
    WINDOW,
    Key("versions", Choice("shown", "hidden")),
    Key("label", LINE),
    Key("depth", DEPTH),
    Key("description", TEXT_KEY),
    Key("status", STATUS),
    Key("guards", ListOf(GUARD, "a list of guards")),
    Key("request", MESSAGES),
    Key("response", MESSAGES),
    Key("after", TEXT_KEY),
    Key(
        "deprecated",
        Word(
            "true, false or a version",
            _deprecated,
            {"type": ["boolean", *TEXTUAL], "pattern": VERSION_PATTERN},
        ),
    ),
)
