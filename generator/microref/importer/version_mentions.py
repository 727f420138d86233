"""Versions that prose mentions, and what it says of them. Decides no window of a parameter."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import NamedTuple

from microref.derive.version_phrases import Phrase, phrases
from microref.derive.version_words import Masked, bounded, masked, sentences
from microref.microversion import Window

KINDS = ("since", "until", "range", "at", "added", "changed", "deprecated", "removed")


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A version in a sentence."""

    window: Window
    """The versions that are meant: before a removal, from any other event on."""
    kind: str
    """One of `KINDS`."""
    existence: bool
    """Whether something is there in the window only, and not just another behaviour."""
    literals: tuple[str, ...]
    """What exists, if names are given; of a behaviour the names nearby."""
    offset: int
    """Where the phrase begins in the text."""


def mentions(text: str) -> tuple[Mention, ...]:
    """The versions that a text mentions, in its order."""
    found = (
        _mention(text, start, text[start:end], phrase)
        for start, end in sentences(text)
        for phrase in phrases(text[start:end])
    )
    return tuple(mention for mention in found if mention is not None)


_REACH = 240
"""How many characters before and behind a phrase are asked for its verb and subject."""

_STATES = "available|present|returned|included|shown|supported|accepted"
_ADDED = "added|introduced|exposed|adds|introduces|exposes"
_REMOVED = rf"removed|dropped|removes|drops|no longer (?:exposed|{_STATES})"
_CHANGED = "changed|renamed|replaced|fixed|restored|changes|renames|replaces|restores"
_ELSE = r"(?! (?:for|only|when|if)\b)"
_OTHERWISE = r"(?! (?:as|for|only|instead|with|when|if|by)\b)"
"""Words behind a verb that say how something is there, not that it is."""
_VERB = (
    rf"(?:(?:(?P<removed>{_REMOVED}){_ELSE})|(?P<deprecated>deprecated|superseded|deprecates)"
    rf"|(?P<changed>{_CHANGED})|(?P<added>{_ADDED})|(?:(?P<state>{_STATES}){_OTHERWISE}))"
)
_NOUN = (
    r"(?:(?:request|response|query|boolean) )?(?:and )?(?:(?:request|response|query|boolean) )?"
    r"(?:fields?|parameters?|attributes?|keys?|headers?|propert(?:y|ies)|options?|types?|values?)"
)
_SELF = (
    r"(?:(?:the|this) (?:\w+ )?(?:api|operation|call|action|method|endpoint|resource|parameter|"
    r"field|attribute|key|header|property|option)|it|this)"
)
_NAMED = rf"(?:(?:the|a|an|new|optional) ){{0,3}}(?:\w+ )?@(?: {_NOUN})?"
_AUX = r"(?:(?:is|are|was|were|has been|have been|will be|also|now|only|first) ?){0,3}"
_PLACE = r"(?: (?:in|from|to|by) (?:the |this )?(?:\w+ )?(?:response|request|api|body)s?)?"

_BEFORE = re.compile(
    rf"(?:(?:\A|[,;:(] ?)(?P<subject>{_NAMED}|{_SELF}) {_AUX}|\A(?P<none>){_AUX})?"
    rf"\b{_VERB}{_PLACE} ?\Z",
    re.IGNORECASE,
)
"""A verb right before the phrase, with its subject if that is a plain one."""
_OBJECT_BEFORE = re.compile(rf"\A{_VERB} (?P<subject>{_NAMED}){_PLACE} ?\Z", re.IGNORECASE)
_BEHIND = re.compile(
    rf"[ ,]{{0,3}}(?P<subject>{_NAMED}|{_SELF}) {_AUX}{_VERB}",
    re.IGNORECASE,
)
"""A subject right behind the phrase, with its verb."""
_OBJECT_BEHIND = re.compile(rf" ?{_VERB} (?P<subject>{_NAMED})", re.IGNORECASE)
_NEEDED = re.compile(r" ?(?:is|are) (?:required|needed)(?: (?:for|by) [\w ]{1,40})?\.?\Z")
_NAME_BEFORE = re.compile(r"@ ?\([ _]*\Z")
_ITEM = re.compile(r"\s|[-*+|>:]\s|\w{1,3}[.)]\s")


def _is_sure(phrase: Phrase) -> bool:
    """Whether it is a version without a look at the sentence."""
    return phrase.kind == "new" or (phrase.kind == "since" and not phrase.preposition)


def _mention(text: str, start: int, sentence: str, phrase: Phrase) -> Mention | None:
    before = masked(sentence[max(0, phrase.start - _REACH) : phrase.start])
    behind = masked(sentence[phrase.end : phrase.end + _REACH])
    if phrase.start > _REACH:
        before = before._replace(text=f"... {before.text}")
    said = _said(phrase, before, behind)
    if not (phrase.marked or _is_sure(phrase) or said.verb is not None):
        return None
    kind, window = _with_verb(phrase, said.verb)
    if window is None:
        return None
    existence = said.existence and (bool(said.literals) or not _in_list(text, start))
    return Mention(
        window=window,
        kind=kind,
        existence=existence,
        literals=said.literals if existence else _once((*before.names, *behind.names)),
        offset=start + phrase.start,
    )


def _in_list(text: str, offset: int) -> bool:
    """Whether a sentence stands in an item or a block, which it may be about."""
    before = text[max(0, offset - 2000) : offset]
    paragraph = re.split(r"\n[ \t]*\n", before)[-1] + text[offset : offset + 2]
    return _ITEM.match(paragraph) is not None


class _Said(NamedTuple):
    """What the words around a phrase say."""

    verb: str | None
    existence: bool
    literals: tuple[str, ...] = ()


def _said(phrase: Phrase, before: Masked, behind: Masked) -> _Said:
    rest = behind.text.strip(" .)_*:")
    if before.text.endswith("(") and behind.text.startswith(")"):
        named = _NAME_BEFORE.search(before.text) is not None
        is_alone = before.text == "(" and not rest
        is_certain = (named or is_alone) and not phrase.preposition
        return _Said(None, is_certain, before.names[-1][-1:] if named else ())
    if not before.text.strip("( ") and not rest:
        return _Said(None, not phrase.preposition)
    if not before.text and _NEEDED.match(behind.text):
        return _Said(None, phrase.kind == "since")
    for pattern, words, which in (
        (_OBJECT_BEFORE, before, 0),
        (_BEFORE, before, -1),
        *(((_BEHIND, behind, 0), (_OBJECT_BEHIND, behind, 0)) if not before.text else ()),
    ):
        match = pattern.search(words.text) if pattern is _BEFORE else pattern.match(words.text)
        if match is not None:
            verb = next(
                name for name, said in match.groupdict().items() if name in _EVENTS and said
            )
            groups = match.groupdict()
            subject = groups["subject"]
            names = words.names[which] if subject and "@" in subject else ()
            is_plain = subject is not None or groups.get("none") is not None
            return _Said(verb, is_plain and verb in ("added", "removed", "state"), names)
    return _Said(None, existence=False)


_EVENTS = ("removed", "deprecated", "changed", "added", "state")


def _with_verb(phrase: Phrase, verb: str | None) -> tuple[str, Window | None]:
    """The kind and the window of a phrase with its verb."""
    if verb is None or phrase.kind in ("until", "range"):
        return ("since" if phrase.kind == "new" else phrase.kind), phrase.window
    if verb == "removed":
        return verb, bounded(None, phrase.version.previous)
    return ("since" if verb == "state" else verb), bounded(phrase.version, None)


def _once(lists: tuple[tuple[str, ...], ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for names in lists for name in names))
