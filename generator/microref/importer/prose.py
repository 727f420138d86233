"""Blocks of RST to the text of a spec: notes, comments, prose in between. Knows no operation."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from microref.importer.rst.blocks import Block, Comment, Directive, Raw, Target, Title
from microref.importer.tree import source_path
from microref.model import ADMONITIONS, VERSION_NOTES, Admonition, Label, Prose, Rst, VersionNote
from microref.model import Block as TextBlock
from microref.model import Comment as Remark
from microref.source import Span

PAGE_WIDE = frozenset(
    """role default-role default-domain currentmodule module namespace namespace-push program
    highlight highlightlang footer header section-numbering sectnum target-notes title""".split()  # noqa: SIM905 - easier to read as text
)
"""Directives that change the rest of a page."""
TRANSITION = re.compile(r"([!-/:-@\[-`{-~])\1{3,}")
"""A line across the page."""

READING = ("include", "literalinclude", "image", "figure")
"""Directives that read a file."""

_READ_WITHIN = re.compile(
    rf"^[ \t]+(?:[-*+] +)?\.\. (?:{'|'.join(READING)})::[ \t]+(?P<path>\S+)[ \t]*$", re.MULTILINE
)
_FOR_NEXT = ("class", "cssclass", "rst-class", "tabularcolumns")
_MODE_LINE = re.compile(r"-\*-.*")
_ESCAPED = re.compile(r"\\([^\s\w])")
_MARKUP = re.compile(r"[*`|\\]|(?<=\w)_+(?!\w)")
_VERSION_NOTE = re.compile(r"(?P<version>\S+)(?:\s+(?P<text>[\s\S]*))?")


def text(blocks: Iterable[Block]) -> Iterator[TextBlock]:
    """The text that blocks make; what has no structure of its own stays as it is written."""
    run: list[Directive | Raw | Target] = []
    for block in blocks:
        assert not isinstance(block, Title), "titles are no text"
        structured: TextBlock | None = None
        if isinstance(block, Comment):
            structured = _remark(block)
            if structured is not None and run and names_next(run[-1]):
                # A name must stay with what it names.
                yield structured
                continue
        elif isinstance(block, Directive) and not (run and names_next(run[-1])):
            structured = _note(block)
        if structured is None and not isinstance(block, Comment):
            run.append(block)
            continue
        yield from _prose(run)
        run = []
        if structured is not None:
            yield structured
    yield from _prose(run)


def read_within(block: Directive | Raw, folder: str) -> Iterator[str]:
    """The files, below the source folder, that directives within a block read."""
    for match in _READ_WITHIN.finditer(block.raw if isinstance(block, Directive) else block.text):
        yield source_path(match["path"], folder)


def names_next(block: Block) -> bool:
    """Whether a block names or changes the one that follows it."""
    if isinstance(block, Directive):
        return block.name in _FOR_NEXT and not block.content
    return isinstance(block, Target)


def label(words: str, span: Span) -> Label:
    """A title or caption: plain text, unless there is markup in it; escapes alone are none."""
    if _MARKUP.search(_ESCAPED.sub("", words)) is not None:
        return Label(text=words, markup=True, span=span)
    return plain_label(words, span)


def plain_label(words: str, span: Span) -> Label:
    """Words in which only escapes are markup."""
    return Label(text=_ESCAPED.sub(r"\1", words), span=span)


def rst(source: str, span: Span) -> Rst:
    """A text as written."""
    return Rst(source=source, span=span, first_line=span.line)


def _prose(run: list[Directive | Raw | Target]) -> Iterator[Prose]:
    if run:
        source = "\n\n".join(block.text if isinstance(block, Raw) else block.raw for block in run)
        first, last = run[0].span, run[-1].span
        span = first._replace(end_line=last.end_line, end_column=last.end_column)
        yield Prose(text=rst(source, span), span=span)


def _remark(comment: Comment) -> Remark | None:
    """A comment; one for editors, or an empty one, says nothing."""
    if not comment.text.strip() or _MODE_LINE.fullmatch(comment.text.strip()):
        return None
    return Remark(comment=comment.text, span=comment.span)


def _note(directive: Directive) -> TextBlock | None:
    """An admonition or a version note without options; None for any other directive."""
    name, span = directive.name, directive.span
    if directive.options:
        return None
    if name == "admonition":
        body = "\n".join(directive.content)
        if directive.first and body:
            title = label(directive.argument, span)
            return Admonition(kind=name, title=title, text=rst(body, span), span=span)
    elif name in ADMONITIONS:
        if directive.body:
            return Admonition(kind=name, text=rst(directive.body, span), span=span)
    elif name in VERSION_NOTES:
        match = _VERSION_NOTE.fullmatch(directive.body)
        if match is not None and not match["version"].startswith(":"):
            said = (match["text"] or "").strip("\n")
            words = rst(said, span) if said.strip() else None
            return VersionNote(kind=name, version=match["version"], text=words, span=span)
    return None
