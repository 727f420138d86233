"""Grammar of TEXT, BLOCK and NOTICE."""

from __future__ import annotations

from functools import partial

from microref.load.grammar.scalars import DEPTH, LINE, RST, WINDOW, WORD, label
from microref.load.records import Key, Record, Tagged
from microref.load.shapes import ByForm, Choice, Later, ListOf, Mapped, Shape
from microref.model import (
    ADMONITIONS,
    VERSION_NOTES,
    Admonition,
    Block,
    Comment,
    Notice,
    NoticeUse,
    Place,
    Prose,
    Section,
    Text,
    VersionNote,
)

_PLAIN_PROSE: Shape[Block] = Mapped(RST, lambda text, node, log: Prose(text=text, span=node.span))


_BLOCK = "A part of a text: told by which of these keys it has."


def _wrapped(kind: str, content: Shape[Block], doc: str) -> Record[Block]:
    """`{kind: CONTENT}`: a block whose only key says what it is."""
    return Record(
        f"{kind} block",
        lambda content, span: content,
        Key(kind, content, required=True, attribute="content", doc=doc),
        doc=_BLOCK,
    )


def _admonition(kind: str) -> Record[Block]:
    content: Shape[Block] = ByForm(
        "text, or a mapping with text, title, min_version, max_version",
        scalar=Mapped(
            RST, lambda text, node, log: Admonition(kind=kind, text=text, span=node.span)
        ),
        mapping=Record(
            "admonition",
            partial(Admonition, kind=kind),
            Key("text", RST, required=True),
            label("title"),
            WINDOW,
            model=Admonition,
        ),
    )
    return _wrapped(
        kind, content, "Text set off from the rest, as the directive of this name does in RST."
    )


def _version_note(kind: str) -> Record[Block]:
    content: Shape[Block] = Record(
        "version note",
        partial(VersionNote, kind=kind),
        Key("version", LINE, required=True),
        Key("text", RST),
        model=VersionNote,
    )
    return _wrapped(
        kind, content, "What a version changed, as Sphinx says it: *Changed in version 1.6*, say."
    )


_SECTION_BODY: Record[Section] = Record(
    "section",
    Section,
    label("title", required=True),
    Key("text", Later("text", lambda: TEXT)),
    WINDOW,
    Key("label", LINE),
    Key("depth", DEPTH),
)
SECTION: Record[Section] = Record(
    "section block",
    lambda content, span: content,
    Key(
        "section",
        _SECTION_BODY,
        required=True,
        attribute="content",
        doc="Text under a title of its own. What stands behind it comes under this title too.",
    ),
    doc=_BLOCK,
)

BLOCK: Shape[Block] = ByForm(
    "a block of text",
    scalar=_PLAIN_PROSE,
    mapping=Tagged(
        "a block of text",
        {
            "text": Record(
                "text block", Prose, Key("text", RST, required=True), WINDOW, doc=_BLOCK
            ),
            "notice": Record(
                "notice block",
                NoticeUse,
                Key("notice", LINE, required=True, place="notice_span"),
                doc=_BLOCK,
            ),
            "comment": Record(
                "comment block", Comment, Key("comment", WORD, required=True), doc=_BLOCK
            ),
            "section": SECTION,
            "place": Record(
                "place block",
                Place,
                Key("place", LINE, required=True, attribute="part"),
                Key("of", Choice("request", "response")),
                Key("from", LINE, attribute="start", place="start_span"),
                doc=_BLOCK,
            ),
            **{kind: _admonition(kind) for kind in ADMONITIONS},
            **{kind: _version_note(kind) for kind in VERSION_NOTES},
        },
    ),
)

TEXT: Shape[Text] = ByForm(
    "text, or a list of blocks of text",
    scalar=Mapped(_PLAIN_PROSE, lambda block, node, log: (block,)),
    sequence=ListOf(BLOCK, "a list of blocks of text"),
)

TEXT_KEY = Later("text", lambda: TEXT)

NOTICE = Record(
    "notice",
    Notice,
    Key("kind", Choice(*ADMONITIONS)),
    Key("text", RST, required=True),
    label("title"),
)
