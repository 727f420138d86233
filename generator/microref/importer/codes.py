"""Response codes as pages write them: sentences, lists, tables. Knows no operation."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from microref.derive.code_facts import CODE_HEAD, STATUS_LINE
from microref.derive.version_labels import window_of_heading
from microref.importer.rst.blocks import Directive, Raw
from microref.microversion import EVERY_VERSION, Window
from microref.model import FIRST_ERROR, Code, Codes, Label
from microref.source import Span

_CODE = re.compile(
    r"(?:(?P<name>[A-Za-z][A-Za-z0-9_]*)\s*\((?P<named>[1-5][0-9]{2})\)"
    r"|(?P<bare>[1-5][0-9]{2})(?![0-9A-Za-z.]*[0-9A-Za-z]))"
    r"(?:\s*\((?P<note>[^()]*)\))?"
)
_NAME_BEHIND = re.compile(r"\s+(?!and\b|or\b)(?P<name>[A-Za-z][A-Za-z' -]*?)(?=\s*(?:[,;]|$))")
_SEPARATOR = re.compile(r"\s*(?:[,;]\s*(?:and\b|or\b)?|\band\b|\bor\b|(?=\s))\s*", re.IGNORECASE)
_MARKUP = re.compile(r"[`*|\\]|_(?!\w)")
_ANY_CODE = re.compile(r"(?<![\w.])[1-5][0-9]{2}(?![\w.]*\w)")
_BULLET = re.compile(r"\s*[-*+]\s+(?P<item>.*)")


@dataclass(frozen=True, slots=True)
class Statement:
    """The codes of one kind, as a page states them."""

    kind: str
    """`normal` or `error`."""
    codes: Codes
    source: tuple[Raw | Directive, ...] = field(default=(), compare=False, repr=False)
    """The blocks that say it; none where the statement before has them too."""
    kinds: tuple[str, ...] = ()
    """All that the paragraph states, where that is more than one."""


def statements(block: Raw, following: Raw | None) -> tuple[tuple[Statement, ...], bool]:
    """The statements of a paragraph, and whether it took the list that follows; often none."""
    first = CODE_HEAD.match(block.text)
    if first is None:
        status = STATUS_LINE.fullmatch(block.text)
        return () if status is None else (_status_line(status, block),), False
    if first.end() == len(block.text.rstrip()):
        items = None if following is None else _items(following.text.split("\n"))
        found = None if items is None else _listed(items, block.span)
        if found is None:
            return (), False
        codes = _codes(first, found, "list", block.span)
        source = (block,) if following is None else (block, following)
        return (Statement(_kind(first), codes, source),), True
    first_line, *below = block.text.split("\n")
    if first.end() == len(first_line.rstrip()) and below and below[0].startswith(" "):
        items = _items(below)
        found = None if items is None else _listed(items, block.span)
        if found is None:
            return (), False
        codes = _codes(first, found, "term", block.span)
        return (Statement(_kind(first), codes, (block,)),), False
    return _sentences(block), False


def _sentences(block: Raw) -> tuple[Statement, ...]:
    """One statement, or two of different kinds in one paragraph."""
    text = " ".join(line.strip() for line in block.lines)
    heads = [match for match in CODE_HEAD.finditer(text) if not match.start() or match["kind"]]
    found: list[Statement] = []
    for head, after in zip(heads, [*heads[1:], None], strict=True):
        rest = text[head.end() : None if after is None else after.start()].strip()
        codes = _listed_in(rest, block.span)
        if codes is None or (found and _kind(head) == found[0].kind):
            return ()
        form = "joined" if found else "prose"
        source = () if found else (block,)
        kinds = tuple(map(_kind, heads)) if len(heads) > 1 else ()
        found.append(Statement(_kind(head), _codes(head, codes, form, block.span), source, kinds))
    return tuple(found)


def _status_line(line: re.Match[str], block: Raw) -> Statement:
    """What the first line of a response says."""
    code = Code(code=int(line["code"]), span=block.span)
    codes = Codes(
        codes=(_with_tail(code, line["name"], block.span),),
        head=line["head"],
        form="prose",
        span=block.span,
    )
    return Statement("error" if code.code >= FIRST_ERROR else "normal", codes, (block,))


def _kind(head: re.Match[str]) -> str:
    return "error" if (head["kind"] or "").lower() in ("error", "failure") else "normal"


def _codes(head: re.Match[str], codes: tuple[Code, ...], form: str, span: Span) -> Codes:
    words = " ".join((head["head"] + (head["parentheses"] or "")).split())
    return Codes(codes=codes, head=words, form=form, span=span)


def _items(lines: Iterable[str]) -> list[str] | None:
    """The items of a flat bulleted list; None for anything else."""
    items: list[str] = []
    for line in lines:
        bullet = _BULLET.fullmatch(line)
        if bullet is not None:
            items.append(bullet["item"].strip())
        elif line.strip() and items and line.startswith("  "):
            items[-1] += f" {line.strip()}"
        elif line.strip():
            return None
    return items or None


def _listed(items: list[str], span: Span) -> tuple[Code, ...] | None:
    codes: list[Code] = []
    for item in items:
        found = _listed_in(item, span)
        if found is None or len(found) != 1:
            return None
        codes += found
    return tuple(codes)


def _listed_in(text: str, span: Span) -> tuple[Code, ...] | None:
    """The codes of a sentence; None where it says anything else before its last code."""
    codes: list[Code] = []
    at = 0
    while at < len(text):
        match = _CODE.match(text, at)
        if match is None:
            if codes and text[at:].strip(" .,;"):
                codes[-1] = _with_tail(codes[-1], text[at:].strip(), span)
            break
        codes.append(_code(match, span))
        at = match.end()
        behind = _NAME_BEHIND.match(text, at)
        if behind is not None and codes[-1].tail is None:
            codes[-1] = _with_tail(codes[-1], behind["name"], span)
            at = behind.end()
        separator = _SEPARATOR.match(text, at)
        at = at if separator is None else separator.end()
    if not codes:
        return None
    tail = codes[-1].tail
    # What speaks of further codes is a sentence about them, not a tail.
    if tail is not None and len(codes) > 1 and not (tail.text[0].isalpha() or tail.text[0] == "("):
        return None
    if tail is not None and tail.text[0].isdigit():
        return None
    tails = [code.tail.text for code in codes if code.tail is not None]
    are_errors = codes[0].code >= FIRST_ERROR
    # A tail may speak of codes of the other kind; one of the same kind is a code like these.
    for number in (int(word) for text in tails for word in _ANY_CODE.findall(text)):
        if (number >= FIRST_ERROR) == are_errors:
            return None
    return tuple(codes)


def _code(match: re.Match[str], span: Span) -> Code:
    code = Code(code=int(match["named"] or match["bare"]), name=match["name"], span=span)
    if not match["note"]:
        return code
    note = match["note"].strip()
    if _MARKUP.search(note):
        return _with_tail(code, f"({note})", span)
    return dataclasses.replace(code, note=note, window=_window(note))


def _window(note: str) -> Window:
    # "microversions 1.0 - 1.19" stands in a code's parentheses as in a heading's.
    return window_of_heading(f"Codes ({note})") or EVERY_VERSION


def _with_tail(code: Code, tail: str, span: Span) -> Code:
    markup = _MARKUP.search(tail) is not None
    return dataclasses.replace(code, tail=Label(text=tail, markup=markup, span=span))


_ITEM = re.compile(r"\s*-\s+(?P<code>[1-5][0-9]{2})\s*(?::\s*(?P<reason>.+))?")


def table(directive: Directive) -> tuple[Statement, str] | None:
    """The codes of a `rest_status_code` and the file of their reasons; None if it has no form."""
    words = directive.argument.split()
    if len(words) != 2 or words[0] not in ("success", "error"):
        return None
    codes = []
    for line in directive.content:
        item = _ITEM.fullmatch(line)
        if item is None:
            if line.strip():
                return None
            continue
        reason = item["reason"].strip().strip("'\"") if item["reason"] else None
        codes.append(Code(code=int(item["code"]), reason=reason, span=directive.span))
    if not codes:
        return None
    kind = "normal" if words[0] == "success" else "error"
    stated = Codes(codes=tuple(codes), form="table", span=directive.span)
    return Statement(kind, stated, (directive,)), words[1]
