"""The window that a heading, a path or a description is about. Takes nothing that is in doubt."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath

from microref.importer.version_mentions import KINDS, Mention, mentions
from microref.importer.version_notes import (
    Introduced,
    fields_introduced,
    fields_of_version_note,
    is_whole_operation,
)
from microref.importer.version_phrases import Phrase, phrase_of, phrases
from microref.importer.version_words import NUMBER, masked, plain, sentences, version
from microref.microversion import EVERY_VERSION, Window

__all__ = [
    "KINDS",
    "Introduced",
    "Mention",
    "fields_introduced",
    "fields_of_version_note",
    "is_whole_operation",
    "mentions",
    "version_of_path",
    "window_of_description",
    "window_of_heading",
    "window_of_operation",
]

_LONGEST = 20_000
_PARENTHESES = re.compile(r"\(([^()]{1,120})\)")
_FOLDER = re.compile(rf"v?({NUMBER})")
_IN_NAME = re.compile(rf"[-_.](?:v({NUMBER})(?=[-_.]|\Z)|({NUMBER})\Z)")
_SUFFIX = re.compile(r"\.[A-Za-z]\w{0,9}\Z")


def window_of_heading(text: str) -> Window | None:
    """The versions that a heading or a caption names; one version is that version and later.

    They stand in parentheses, or have the word "version" or a word such as "since" before them.
    """
    if len(text) > _LONGEST:
        return None
    parts = (part for found in _PARENTHESES.findall(text) for part in re.split("[;,]", found))
    found = [phrase for part in parts if (phrase := phrase_of(part)) is not None]
    if not found:
        named = list(phrases(text))
        found = [each for each in named if "version" in text[each.start : each.end].lower()]
    return _together(
        Window(phrase.version) if phrase.kind == "at" else phrase.window for phrase in found
    )


def version_of_path(path: str) -> Window | None:
    """From the version on that the path of a sample names; a major version alone is none."""
    *folders, name = PurePosixPath("/", path[-1000:]).parts
    numbers = [match[1] for folder in folders if (match := _FOLDER.fullmatch(folder))]
    numbers += [match[1] or match[2] for match in _IN_NAME.finditer(_SUFFIX.sub("", name))]
    found = [known for number in numbers if (known := version(number)) is not None]
    return Window(found[-1]) if found else None


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
    return _together(found)


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


def _together(windows: Iterable[Window]) -> Window | None:
    """The versions that lie in all windows, if there is a window and a version."""
    together = EVERY_VERSION
    for window in windows:
        together = together.intersect(window)
    return None if together.is_empty or together.is_unbounded else together
