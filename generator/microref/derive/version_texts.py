"""The window that a description is about. Takes nothing that is in doubt."""

from __future__ import annotations

import re
from collections.abc import Iterator

from microref.derive.version_phrases import Phrase, phrases
from microref.derive.version_words import masked, plain, sentences, together
from microref.microversion import Window

_LONGEST = 20_000


def window_of_description(text: str) -> Window | None:
    """The versions that have a parameter, where its description says so and nothing else."""
    return _own_window(text, _OF_PARAMETER)


def window_of_operation(text: str) -> Window | None:
    """The versions that have an operation, where its description says so and nothing else."""
    return _own_window(text, _OF_OPERATION)


_APPEARS = (
    r"(?:added|introduced|available|present|supported|returned|included|exposed|shown|valid|"
    r"accepted|applicable)(?: in (?:the )?(?:response|request))?"
)
_VANISHES = (
    r"(?:removed|dropped|no longer (?:available|present|supported|returned|included|accepted))"
    r"(?: from (?:the )?(?:response|request))?"
)


def _before_the_phrase(nouns: str, other: str) -> re.Pattern[str]:
    """What may stand before a phrase; a pronoun may not, since it may mean something else."""
    own = rf"(?:this (?:\w+ )?|the (?:(?:request|response|query|body|new) )?)(?:{nouns})"
    verb = (
        rf"(?:(?P<appears>{_APPEARS})|(?P<vanishes>{_VANISHES})|(?P<new>new)|(?P<needs>requires))"
    )
    aux = r"(?:(?:is|are|was|were|has been|only|first|newly) ){0,3}"
    subject = rf"(?:{own}|(?P<other>{other})) {aux}|(?:only |first ){{0,2}}"
    return re.compile(rf"(?:(?:{subject}){verb}|only)?", re.IGNORECASE)


_OF_PARAMETER = _before_the_phrase(
    "parameter|field|attribute|key|header|property|option|element|object|item|argument|filter",
    other="(?!)",
)
_OF_OPERATION = _before_the_phrase(
    "api|operation|call|action|method|endpoint",
    other=r"(?:[\w-]+ ){0,4}(?:api|operation|call|action|method|request|endpoint)s?",
)
_BEHIND_THE_PHRASE = re.compile(
    r"(?:(?:is|are) (?:required|needed)(?: (?:for|by|to use) (?:this|the) (?:\w+ )?\w+)?)?"
)
_COMES_BACK = re.compile(
    r"\b(?:restored|re-?introduced|re-?added|again|broken|subsequently)\b", re.IGNORECASE
)
_LISTS_OR_NAMES = re.compile(r"[,;:]|\b(?:and|or|if|when)\b", re.IGNORECASE)
_ON_VALUE = re.compile(r"[`*\"'](?!`?(?:null|None)``? (?:when|if|for|where)\b)")


def _own_window(text: str, said: re.Pattern[str]) -> Window | None:
    if len(text) > _LONGEST or _COMES_BACK.search(text):
        return None
    found: list[Window] = []
    for paragraph in _paragraphs(text):
        previous = ""
        for start, end in sentences(paragraph):
            sentence = paragraph[start:end]
            window = _of_sentence(sentence, said)
            # A sentence behind one about a value may be about that value, too.
            if window is not None and _ON_VALUE.match(previous) is None:
                found.append(window)
            previous = sentence
    return together(found)


def _paragraphs(text: str) -> Iterator[str]:
    """The paragraphs that stand in no list, block or directive but a note."""
    lines = text.expandtabs().splitlines()
    margin = min((len(line) - len(line.lstrip()) for line in lines if line.strip()), default=0)
    paragraph: list[str] = []
    for line in [*lines, ""]:
        if line.strip():
            paragraph.append(line[margin:])
            continue
        if paragraph and _NOTE.match(paragraph[0]):
            yield _NOTE.sub("", "\n".join(paragraph))
        elif not any(map(_STANDS_APART.match, paragraph)):
            yield "\n".join(paragraph)
        paragraph = []


_STANDS_APART = re.compile(r"\s|[-*+|>:]\s|\w{1,3}[.)]\s|\.\. |[=+-]{3}")
_NOTE = re.compile(r"\A\.\. note::\s{0,9}")


def _of_sentence(sentence: str, said: re.Pattern[str]) -> Window | None:
    """The window of a sentence that says nothing else, or has it in parentheses at one end."""
    named = list(phrases(sentence))
    if len(named) != 1:
        return None
    phrase = named[0]
    before = plain(sentence[: phrase.start])
    behind = plain(sentence[phrase.end :]).rstrip("_. ")
    is_aside = before.endswith("(") and behind.startswith(")")
    before = before.removesuffix("(").strip("_ ")
    behind = behind.removeprefix(")").strip("_. ")
    if is_aside and (before == "") != (behind == ""):
        is_sure = phrase.kind in ("since", "new", "until", "range") and not phrase.preposition
        is_simple = not masked(sentence).names and not _LISTS_OR_NAMES.search(before)
        return phrase.window if is_sure and (is_simple or before == "") else None
    words = said.fullmatch(before)
    if words is None or _BEHIND_THE_PHRASE.fullmatch(behind) is None:
        return None
    return _with_words(phrase, words, is_needed=behind != "")


def _with_words(phrase: Phrase, words: re.Match[str], *, is_needed: bool) -> Window | None:
    """The window of a phrase with the verb before or behind it."""
    if is_needed or words["needs"]:
        is_sure = phrase.kind == "since" and words[0] in ("", words["needs"])
        return phrase.window if is_sure else None
    if words["vanishes"]:
        # An API that has gone may be the one that this one replaces.
        is_sure = phrase.kind in ("at", "since") and words["other"] is None
        return Window(None, phrase.version.previous) if is_sure else None
    if words["appears"] or words["new"]:
        return Window(phrase.version) if phrase.kind == "at" else phrase.window
    return None if phrase.kind == "at" or phrase.preposition else phrase.window
