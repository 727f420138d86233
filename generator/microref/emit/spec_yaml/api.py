"""API as a YAML tree: versions, style, status reasons. Writes no default."""

from __future__ import annotations

from collections.abc import Mapping

from microref.emit.spec_yaml.scalars import word
from microref.emit.spec_yaml.text import is_plain, text_node
from microref.emit.spec_yaml.tree import (
    Items,
    Node,
    Pairs,
    Passage,
    short_list,
    version_word,
)
from microref.model import Api, HistoryEntry, Microversions, Release, Style

_STYLE = Style()


def api_node(api: Api) -> Pairs:
    """The API."""
    pairs = Pairs()
    # One without a title is a fault that the reader reports; an empty title would be a second.
    pairs.word("title", api.title or None)
    pairs.word("service_type", api.service_type or None)
    _add_unless(pairs, "samples", api.samples, "api_samples")
    pairs.word("endpoint", api.endpoint)
    pairs.word("version_header", api.version_header)
    _add_unless(pairs, "samples_at", api.samples_at, "minimum")
    _add_some(pairs, "microversions", _microversions(api.microversions))
    _add_some(pairs, "style", _style(api.style))
    reasons = Pairs()
    for code, texts in api.status_reasons.items():
        by_name = [
            (word(name), Passage(text.source.rstrip("\n")), ()) for name, text in texts.items()
        ]
        reasons.add(str(code), Pairs([*by_name]))
    _add_some(pairs, "status_reasons", reasons)
    return pairs


def _add_unless(pairs: Pairs, key: str, value: str, default: str) -> None:
    if value != default:
        pairs.word(key, value)


def _add_some(pairs: Pairs, key: str, value: Pairs) -> None:
    if value.entries:
        pairs.add(key, value)


def _microversions(microversions: Microversions) -> Pairs:
    pairs = Pairs()
    _add_unless(pairs, "scheme", microversions.scheme, "microversion")
    pairs.version("minimum", microversions.minimum)
    pairs.version("maximum", microversions.maximum)
    releases, history = Pairs(), Pairs()
    for release in microversions.releases:
        releases.add(version_word(release.version), _names(release))
    for entry in microversions.history:
        history.add(version_word(entry.version), _notes(entry))
    _add_some(pairs, "releases", releases)
    _add_some(pairs, "history", history)
    return pairs


def _names(release: Release) -> Node:
    if len(release.names) == 1:
        return word(release.names[0])
    return short_list(word(name) for name in release.names)


def _notes(entry: HistoryEntry) -> Node:
    """The notes of a version: one text as it is, where that cannot be read as several."""
    if len(entry.notes) == 1:
        (text,) = entry.notes
        # A list of strings is as many texts.
        if len(text) == 1 or not all(is_plain(block) for block in text):
            return text_node(text)
    return Items([(text_node(text), ()) for text in entry.notes])


def _style(style: Style) -> Pairs:
    pairs = Pairs()
    if style.titles != _STYLE.titles:
        pairs.add("titles", short_list(word(title) for title in style.titles))
    _add_unless(pairs, "status", style.status, _STYLE.status)
    _add_some(pairs, "status_heads", _words(style.status_heads))
    names = Pairs()
    for code, name in style.status_names.items():
        names.add(str(code), word(name))
    _add_some(pairs, "status_names", names)
    _add_unless(pairs, "versions", style.versions, _STYLE.versions)
    _add_unless(pairs, "samples", style.samples, _STYLE.samples)
    _add_some(pairs, "headings", _words(style.headings))
    return pairs


def _words(words: Mapping[str, str]) -> Pairs:
    pairs = Pairs(may_flow=True)
    for name, text in words.items():
        pairs.word(name, text)
    return pairs
