"""Drafts to the model: windows, messages, operations, pages. Decides no layout and no style.

What a style of the API could say is said at each place here; `style` finds what is
common.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from microref.derive.captions import made_caption
from microref.importer.bodies import Bodies
from microref.importer.draft import DraftMessage, DraftOperation
from microref.importer.ids import actions, operation_ids
from microref.importer.items import Shown
from microref.importer.pages import DraftPage
from microref.importer.samples import Samples
from microref.importer.version_evidence import Evidence
from microref.microversion import Microversion, Window
from microref.model import Codes, Label, Message, Operation, Page, Sample, Status
from microref.model.walk import Side

_MARK = "\0"
_DEPRECATED = re.compile(r"(?i:\(deprecated\)|\bdeprecated$)|^DEPRECATED\b")


@dataclass(slots=True)
class Assembler:
    """Makes the pages of one reference."""

    drafts: tuple[DraftPage, ...]
    samples: Samples
    bodies: Bodies
    evidence: Evidence
    _ids: Mapping[int, str] = field(init=False)
    _actions: Mapping[int, str] = field(init=False)

    def __post_init__(self) -> None:
        self._ids = operation_ids(self.drafts)
        operations = [operation for page in self.drafts for operation in page.operations]
        self._actions = actions(operations, self.samples)

    def pages(self) -> dict[str, Page]:
        """The pages by their keys."""
        return {draft.source.key: self._page(draft) for draft in self.drafts}

    def _page(self, draft: DraftPage) -> Page:
        items = tuple(
            self._operation(item) if isinstance(item, DraftOperation) else item
            for item in draft.items
        )
        return Page(
            key=draft.source.key,
            title=draft.title,
            label=draft.label,
            description=draft.description,
            items=items,
            span=draft.span,
        )

    def _operation(self, draft: DraftOperation) -> Operation:
        shown = _window(dict(draft.method.versions))
        hidden = self.evidence.window_of_operation(draft) if shown.is_unbounded else Window()
        window = shown if hidden.is_unbounded else hidden
        return Operation(
            id=self._ids[id(draft)],
            title=draft.title,
            label=draft.label,
            depth=draft.depth,
            method=draft.method.method,
            path=draft.method.path,
            action=self._actions.get(id(draft)),
            window=window,
            versions=None if window.is_unbounded else "hidden" if shown.is_unbounded else "shown",
            deprecated=True if _DEPRECATED.search(draft.title.text) else None,
            description=tuple(draft.description),
            status=_status(draft.codes, draft),
            request=self._messages(draft, "request"),
            response=self._messages(draft, "response"),
            after=tuple(draft.after),
            span=draft.span,
        )

    def _messages(self, operation: DraftOperation, side: Side) -> tuple[Message, ...]:
        return tuple(self._message(operation, each) for each in operation.of_side(side))

    def _message(self, operation: DraftOperation, draft: DraftMessage) -> Message:
        body = self.bodies.read(operation, draft)
        return Message(
            heading=draft.heading,
            window=draft.window,
            step=draft.step,
            status=_status(draft.codes, draft),
            description=draft.text,
            body=body.form,
            parameters=body.uses,
            samples=tuple(
                self._sample(shown, draft.side, body.partial) for shown in draft.all_samples
            ),
            span=draft.span,
        )

    def _sample(self, shown: Shown, side: Side, partial: frozenset[str]) -> Sample:
        sample = dataclasses.replace(
            shown.sample,
            file=self.samples.name(shown.path),
            partial=shown.path in partial,
        )
        title = _title_in(sample, side)
        return sample if title is None else dataclasses.replace(sample, title=title, caption=None)


def _title_in(sample: Sample, side: Side) -> Label | None:
    """The title of which the caption of a sample would be made; None where it would not."""
    caption = sample.caption
    if caption is None or caption.markup or sample.style == "heading":
        return None
    before, _, behind = made_caption(_MARK, sample, side).partition(_MARK)
    title = caption.text.removeprefix(before).removesuffix(behind)
    is_made = title and title.strip() == title and f"{before}{title}{behind}" == caption.text
    return dataclasses.replace(caption, text=title) if is_made else None


def _window(versions: Mapping[str, str]) -> Window:
    bounds: dict[str, Microversion | None] = {"min_version": None, "max_version": None}
    for name, text in versions.items():
        try:
            bounds[name] = Microversion.parse(text)
        except ValueError:
            continue
    return Window(bounds["min_version"], bounds["max_version"])


def _status(codes: Mapping[str, Codes], draft: DraftMessage | DraftOperation) -> Status | None:
    if not codes:
        return None
    return Status(normal=codes.get("normal"), error=codes.get("error"), span=draft.span)
