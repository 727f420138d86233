"""Which versions the texts of a reference speak of, and of what. Changes no text.

A version in prose is data that the page does not print a second time.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from microref.derive.version_labels import window_of_heading
from microref.derive.version_texts import window_of_description, window_of_operation
from microref.diagnostics import Diagnostic
from microref.importer import kinds
from microref.importer.draft import DraftOperation
from microref.importer.version_notes import fields_of_version_note, is_whole_operation
from microref.microversion import Microversion, Window
from microref.model import Block, Definition, Label, Prose, Section, Text, VersionNote
from microref.model.walk import Side, blocks


@dataclass(slots=True)
class Evidence:
    """What version notes and descriptions say of operations and their fields."""

    diagnostics: list[Diagnostic] = field(default_factory=list)

    def window_of_operation(self, operation: DraftOperation) -> Window:
        """From which version on an operation exists, if a note says so of it as a whole."""
        for block in operation.description:
            if isinstance(block, Prose):
                window = window_of_operation(block.text.source)
                if window is not None:
                    self._note(block, f"the operation exists at {window}")
                    return window
            if (
                isinstance(block, VersionNote)
                and block.kind == "versionadded"
                and is_whole_operation("" if block.text is None else block.text.source)
            ):
                version = _version(block.version)
                if version is not None:
                    self._note(block, f"the operation exists from {version} on")
                    return Window(version)
        window = window_of_heading(operation.title.text)
        if window is None:
            return Window()
        self._note(operation.title, f"the operation exists at {window}")
        return window

    def since(self, operation: DraftOperation, side: Side) -> dict[str, Window]:
        """The windows that the notes of an operation give to rows of one side, by their names."""
        messages = operation.of_side(side)
        names = {row.name for m in messages for rows in m.lists for row in rows}
        found: dict[str, Window] = {}
        for block in _texts(operation):
            if not isinstance(block, VersionNote) or block.text is None:
                continue
            version = _version(block.version)
            text = block.text.source
            fields = fields_of_version_note(block.kind, block.version, text, names, side=side)
            for name in fields if version is not None else ():
                if name not in found:
                    found[name] = Window(version)
                    self._note(block, f"{name!r} exists from {version} on")
        return found

    def _note(self, block: Prose | VersionNote | Label, what: str) -> None:
        self.diagnostics.append(kinds.VERSION_FROM_TEXT.at(block.span, what))

    def window_of(self, definition: Definition) -> Window | None:
        """What the description of a parameter says of its versions, where its keys say nothing."""
        if definition.window is not None:
            return None
        for block in definition.description or ():
            if isinstance(block, Prose):
                window = window_of_description(block.text.source)
                if window is not None:
                    return window
        return None


def _texts(operation: DraftOperation) -> list[Block]:
    texts: list[Text] = [tuple(operation.description), tuple(operation.after)]
    texts += [message.text for message in operation.messages]
    return [block for text in texts for block in blocks(text) if not isinstance(block, Section)]


def _version(text: str) -> Microversion | None:
    try:
        return Microversion.parse(text)
    except ValueError:
        return None
