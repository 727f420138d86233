"""What an import made of a reference, page by page, in numbers and in words. Prints nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from microref.diagnostics import Diagnostic, Severity
from microref.importer.pages import DraftPage
from microref.importer.run import Imported
from microref.model import Admonition, Block, Operation, Page, Place, Prose, Section, VersionNote
from microref.model.walk import blocks, texts_of_operation


@dataclass(frozen=True, slots=True)
class PageSummary:
    """What became of one page."""

    path: str
    structured: Counter[str]
    """How many parts of each kind have structure."""
    rows: Counter[str]
    """How many rows were placed in which way."""
    kept: Counter[str]
    """How many blocks of each kind stay RST, or stand outside of the usual order."""
    doubts: tuple[Diagnostic, ...]


@dataclass(frozen=True, slots=True)
class Summary:
    """What became of a reference."""

    pages: tuple[PageSummary, ...]
    others: tuple[Diagnostic, ...]
    """Doubts about no single page."""
    rows: Counter[str]

    def total(self) -> Counter[str]:
        """The parts with structure, of all pages."""
        return sum((page.structured for page in self.pages), Counter())

    def line(self) -> str:
        """The whole in a few lines, for the terminal."""
        total = self.total()
        counts = Counter(
            doubt.severity for page in (*self.pages,) for doubt in page.doubts
        ) + Counter(doubt.severity for doubt in self.others)
        placed = sum(
            count for how, count in self.rows.items() if how not in ("guessed", "unplaced")
        )
        parts = (
            f"{_many(len(self.pages), 'page')}, {_many(total['operations'], 'operation')},"
            f" {_many(total['rows'], 'row')} in {_many(total['lists'], 'list')},"
            f" {_many(total['codes'], 'response code')}, {_many(total['samples'], 'sample')}\n"
        )
        fields = (
            f"fields of bodies: {placed} placed, {self.rows['guessed']} guessed,"
            f" {self.rows['unplaced']} not placed\n"
        )
        doubts = (
            f"in doubt: {_many(counts[Severity.ERROR], 'error')},"
            f" {_many(counts[Severity.WARNING], 'warning')},"
            f" {_many(counts[Severity.INFO], 'remark')}\n"
        )
        return parts + fields + doubts

    def text(self) -> str:
        """The whole report, in Markdown."""
        parts = ["# Import report", "", *self.line().splitlines()]
        for page in self.pages:
            parts += ["", f"## {page.path}", ""]
            parts += [f"- structure: {_listed(page.structured)}"]
            if page.rows:
                parts += [f"- fields of bodies: {_listed(page.rows)}"]
            if page.kept:
                parts += [f"- as RST or in an order of its own: {_listed(page.kept)}"]
            parts += [f"- {doubt}" for doubt in page.doubts]
        if self.others:
            parts += ["", "## Definitions and files", ""]
            parts += [f"- {doubt}" for doubt in self.others]
        return "\n".join(parts) + "\n"


def summary(imported: Imported, diagnostics: Iterable[Diagnostic]) -> Summary:
    """What became of each page, with all that was found on the way to its publication."""
    by_file: dict[str, list[Diagnostic]] = {}
    for found in diagnostics:
        by_file.setdefault(found.span.path, []).append(found)
    pages = tuple(
        _page(draft, page, by_file.pop(draft.span.path, []), imported)
        for draft, page in zip(imported.drafts, imported.spec.pages.values(), strict=True)
    )
    others = tuple(found for rest in by_file.values() for found in rest)
    rows = sum((page.rows for page in pages), Counter())
    return Summary(pages, others, rows)


def _page(
    draft: DraftPage, page: Page, doubts: list[Diagnostic], imported: Imported
) -> PageSummary:
    structured: Counter[str] = Counter()
    kept: Counter[str] = Counter()
    for operation in page.operations:
        structured.update(_parts(operation))
        for text in texts_of_operation(page, operation):
            kept.update(_text_kinds(blocks(text)))
    for item in draft.operations:
        lists = [rows for message in item.messages for rows in message.lists]
        structured.update(lists=len(lists), rows=sum(len(rows) for rows in lists))
    rows = Counter(imported.placed.get(draft.span.path, {}))
    return PageSummary(draft.source.file.path, structured, rows, kept, tuple(doubts))


def _parts(operation: Operation) -> Iterator[str]:
    yield "operations"
    messages = (*operation.request, *operation.response)
    for status in (operation.status, *(message.status for message in messages)):
        for _ in status.codes if status is not None else ():
            yield "codes"
    for message in messages:
        for _ in message.samples:
            yield "samples"


def _text_kinds(text: Iterable[Block]) -> Iterator[str]:
    for block in text:
        if isinstance(block, Prose):
            yield "passages"
        elif isinstance(block, (Admonition, VersionNote)):
            yield "notes"
        elif isinstance(block, Section):
            yield "sections"
        elif isinstance(block, Place):
            yield "places"


def _many(count: int, what: str) -> str:
    return f"{count} {what}" if count == 1 else f"{count} {what}s"


def _listed(counts: Counter[str]) -> str:
    return ", ".join(f"{count} {name}" for name, count in sorted(counts.items()) if count)
