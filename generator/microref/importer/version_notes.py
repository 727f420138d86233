"""What a `versionadded` or `versionchanged` note brings: fields, or the operation itself."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from typing import Literal, NamedTuple, TypeAlias

from microref.derive.version_words import Masked, masked, plain, sentences, version

Side: TypeAlias = Literal["request", "response"]


class Introduced(NamedTuple):
    """A field that a note brings."""

    name: str
    side: Side | None
    """Where it is new, if the note says so."""


_NEW = r"(?:the|an?|new|two|three|several|additional|optional|following|boolean|also)"
_KIND = (
    r"(?:boolean|string|integer|optional|request|response|query|body|url|top-level|new|read-only|"
    r"json|object|array)"
)
_NOUN = (
    r"(?:fields?|param(?:eter)?s?|attributes?|keys?|headers?|propert(?:y|ies)|selectors?|"
    r"arguments?|elements?)"
)
_NOUNS = (
    rf"(?:{_KIND} ){{0,3}}(?:and (?:{_KIND} ){{1,3}})?{_NOUN}(?: and (?:{_KIND} ){{0,3}}{_NOUN})?"
)
_GROUP = re.compile(
    rf"(?:{_NEW} ){{0,4}}(?P<ahead>{_NOUNS} )?@(?: (?P<behind>{_NOUNS})\b(?! @))?", re.IGNORECASE
)
_NEXT_GROUP = re.compile(rf"(?:,|,? and|,? as well as) (?=(?:{_NEW} |{_NOUN} |{_KIND} ){{0,4}}@)")
_OPENING = re.compile(
    r"(?:this (?:version |microversion )?|it |the (?:request|response) )?(?:also |now )?"
    r"(?:introduce[sd]?|add(?:s|ed)?|expose[sd]?|include[sd]?|new:?)(?P<support> support for)? ",
    re.IGNORECASE,
)
_GOES_ON = re.compile(
    r"\.?\Z|[,;:.]|\(| (?:to|for|which|that|in|on|of|with|when|where|by|allowing|containing|"
    r"showing|indicating|so|as|and|from)\b"
)
_PLACE_BEHIND = re.compile(
    r" (?:to|in|for) (?:the |all )?(?:\w+ )?(?:request|response|reply|body)s?\b"
)
_NOW_THERE = re.compile(
    r" (?:is|are|was|were|has been|have been) (?:now )?(?:added|introduced|exposed)\b",
    re.IGNORECASE,
)
_FRAGMENT = re.compile(r"\.?\Z| for \w+ing\b| that \w+s\b", re.IGNORECASE)


def fields_introduced(kind: str, version_text: str, text: str) -> tuple[Introduced, ...]:
    """The fields that a note brings for sure, in its order; none for a version of another form."""
    if kind not in ("versionadded", "versionchanged") or version(version_text.strip()) is None:
        return ()
    found: dict[Introduced, None] = {}
    for start, end in sentences(text):
        for field in _of_sentence(masked(text[start:end]), fragments=kind == "versionadded"):
            found[field] = None
    return tuple(found)


def fields_of_version_note(
    kind: str, version: str, text: str, known: Collection[str], *, side: Side | None = None
) -> tuple[str, ...]:
    """Those of the known names that a note brings.

    With a side, what a note says of the other side alone is left out: a new query
    parameter may have the name of an old field of the response.
    """
    brought = fields_introduced(kind, version, text)
    names = (
        field.name
        for field in brought
        if field.name in known and (side is None or field.side in (None, side))
    )
    return tuple(dict.fromkeys(names))


def _of_sentence(sentence: Masked, *, fragments: bool) -> Iterator[Introduced]:
    opening = _OPENING.match(sentence.text)
    if opening is not None:
        yield from _added(sentence, opening)
    elif sentence.names and (group := _GROUP.match(sentence.text)) is not None:
        is_said = _NOW_THERE.match(sentence.text, group.end()) is not None
        nouns = group["ahead"] or group["behind"]
        if nouns and (
            is_said or (fragments and _FRAGMENT.match(sentence.text, group.end()) is not None)
        ):
            side = _side(nouns)
            yield from (Introduced(name, side) for name in sentence.names[0])


def _added(sentence: Masked, opening: re.Match[str]) -> Iterator[Introduced]:
    """What stands behind "Added": groups of names, each with the noun that says what they are."""
    position = opening.end()
    for names in sentence.names:
        group = _GROUP.match(sentence.text, position)
        if group is None:
            return
        nouns = group["ahead"] or group["behind"]
        end = group.end()
        place = _PLACE_BEHIND.match(sentence.text, end)
        following = _NEXT_GROUP.match(sentence.text, end)
        is_end = sentence.text[end:] in ("", ".")
        if nouns is None and (opening["support"] or not (is_end or place)):
            return
        if following is None and _GOES_ON.match(sentence.text, end) is None:
            return
        side = _side(f"{opening[0]} {nouns or ''}{place[0] if place else ''}")
        yield from (Introduced(name, side) for name in names)
        if following is None:
            return
        position = following.end()


def _side(words: str) -> Side | None:
    """The one side that all nouns name; "field and query parameter" says nothing of the field."""
    sides = {_one_side(part) for part in words.lower().split(" and ")}
    return sides.pop() if len(sides) == 1 else None


def _one_side(words: str) -> Side | None:
    is_request = re.search(r"request|query|url", words) is not None
    is_response = re.search(r"response|reply", words) is not None
    if is_request == is_response:
        return None
    return "request" if is_request else "response"


_WHOLE = re.compile(
    r"(?:(?:the |this |a |new )*(?:[\w-]+ ){0,5}(?:apis?|operation|call|action|method|endpoint)"
    r" (?:is|was|were|has been) (?:new|added|introduced|available|first available|created)"
    r"(?: in this (?:micro)?version)?"
    r"|(?:introduced|added|new|available)(?: in this (?:micro)?version)?"
    r"|(?:introduce[sd]?|add(?:s|ed)?) (?:the |this |a |new )*(?:[\w-]+ ){0,5}"
    r"(?:api|operation|call|action|method|endpoint))",
    re.IGNORECASE,
)


def is_whole_operation(text: str | None) -> bool:
    """Whether a note is about the operation itself: it is bare, or says so and nothing else."""
    said = plain(text or "").rstrip(".")
    return not said or (len(said) <= 120 and _WHOLE.fullmatch(said) is not None)
