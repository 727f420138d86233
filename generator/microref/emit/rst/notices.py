"""Whether the notices of guards stand on a rendered page, whatever templates made it.

The rules see to it that the spec shows them; a project's own template could still
leave them out. So the text that was rendered is asked, for each guarded operation.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from microref.derive.guards import guards_of
from microref.derive.resolve import ResolvedMessage
from microref.diagnostics import Diagnostic, Kind, Related, Severity
from microref.emit.rst.engine import Engine
from microref.emit.rst.prose import rst_text
from microref.emit.rst.views import (
    AdmonitionView,
    MessageView,
    OperationView,
    PageView,
    Part,
    SectionView,
    View,
)
from microref.model import Notice, NoticeUse, Operation, Page
from microref.model.walk import blocks, texts_of_operation
from microref.source import SourceFile, Span

NOTICE_DROPPED = Kind(
    "R903",
    "template-drops-notice",
    Severity.ERROR,
    """A template leaves out the notice of a guard.

    The page of a guarded operation has to show the notice, as text of that operation
    that readers see: not in a comment, and not for some outputs only. A template may
    lay it out in any way, as long as its words stay together. Without it no page is
    written.

    Wrong, as `admonition.rst.j2`::

        .. {{ admonition.kind }}:: See the handbook.

    Right::

        .. {{ admonition.kind }}:: {{ admonition.text | indent(3) }}
    """,
)

KINDS = (NOTICE_DROPPED,)

_WITH_PARTS = (PageView, OperationView, MessageView, SectionView)

# Explicit markup of RST, and what of it is a directive.
_MARKUP = re.compile(r" *\.\.(?:$| +(?P<rest>.*))")
_DIRECTIVE = re.compile(r"(?P<name>(?!_)\w+(?:[-_.+:]\w+)*) ?::(?: |$)")
_NOT_FOR_ALL = ("ifconfig", "meta", "only", "raw")


@dataclass(frozen=True, slots=True)
class NoticeCheck:
    """Looks at the pages of one rendering."""

    engine: Engine
    templates: Mapping[str, SourceFile]
    """The project's own, by the name of the one that each replaces."""
    notices: Mapping[str, Notice]
    messages: Mapping[int, ResolvedMessage]
    """The resolved messages, by the identity of the message."""

    def missing(self, page: Page, view: PageView, text: str) -> Iterator[Diagnostic]:
        """Each notice that a guarded operation of the page shows by its spec, and not in `text`."""
        views = {part.id: part for part in view.parts if isinstance(part, OperationView)}
        for operation in page.operations:
            for use, guard_span in self._guarding(page, operation):
                words = rst_text(self.notices[use.notice].text.source)
                dropper = self._dropper(views[operation.id], words)
                if dropper is None and not self._is_on_page(view, text, operation.id, words):
                    dropper = view
                if dropper is not None:
                    own = self.templates.get(dropper.template)
                    yield NOTICE_DROPPED.at(
                        use.span if own is None else own.start(),
                        f"{dropper.template} leaves out the notice {use.notice!r}"
                        f" of the guarded operation {operation.id}",
                        hint="print its text, all of it and where readers see it",
                        related=[Related("notice", use.span), Related("guard", guard_span)],
                    )

    def _guarding(self, page: Page, operation: Operation) -> Iterator[tuple[NoticeUse, Span]]:
        """The notices in the text of an operation that its guards demand, each once."""
        shown = {
            block.notice: block
            for text in texts_of_operation(page, operation)
            for block in blocks(text)
            if isinstance(block, NoticeUse) and block.notice in self.notices
        }
        if not shown:
            return
        found = (self.messages.get(id(message)) for message in operation.request)
        resolved = [message for message in found if message is not None]
        guards = {applied.guard.notice: applied.guard for applied in guards_of(operation, resolved)}
        for key, use in shown.items():
            if key in guards:
                yield use, guards[key].span

    def _dropper(self, view: View, words: str) -> View | None:
        """The innermost view whose own template leaves out what stands in it."""
        demanded = _times_in(view, words)
        if not demanded:
            return None
        if isinstance(view, _WITH_PARTS):
            for part in view.parts:
                dropper = None if isinstance(part, str) else self._dropper(part, words)
                if dropper is not None:
                    return dropper
        text = self.engine.render(view)
        # One that fails alone is laid out by the template around it: the page is asked then.
        if isinstance(text, Diagnostic):
            return None
        return view if _seen(text).count(_seen(words)) < demanded else None

    def _is_on_page(self, view: PageView, text: str, operation_id: str, words: str) -> bool:
        """Whether a page shows what its operation does.

        Where the page lays out the operation itself, it has to show the words as often
        as all its operations do.
        """
        page = _seen(text)
        for part in view.parts:
            if isinstance(part, OperationView) and part.id == operation_id:
                own = self.engine.render(part)
                if isinstance(own, str) and _seen(own) in page:
                    return True
        return page.count(_seen(words)) >= _times_in(view, words)


def _times_in(part: Part, words: str) -> int:
    """How often a view has an admonition with these words in it."""
    if isinstance(part, AdmonitionView):
        return part.text == words
    if isinstance(part, _WITH_PARTS):
        return sum(_times_in(inner, words) for inner in part.parts)
    return 0


def _seen(text: str) -> str:
    """The text that readers see in every output, however it is indented and broken."""
    kept: list[str] = []
    hidden: int | None = None
    lines = [line.rstrip() for line in text.splitlines()]
    for line, following in zip(lines, [*lines[1:], ""], strict=False):
        indent = len(line) - len(line.lstrip())
        if hidden is not None and (not line or indent > hidden):
            continue
        hidden = indent if _hides(line, following) else None
        if hidden is None:
            kept.append(line)
    return " ".join(" ".join(kept).split())


def _hides(line: str, following: str) -> bool:
    """Whether a line begins what readers do not see, or not in every output."""
    markup = _MARKUP.match(line)
    if markup is None:
        return False
    rest = markup["rest"]
    if not rest:
        return bool(following)  # an empty comment ends at once
    directive = _DIRECTIVE.match(rest)
    if directive is not None:
        return directive["name"].lower() in _NOT_FOR_ALL
    return not rest.startswith("[")  # a footnote; else a comment, a target, a substitution
