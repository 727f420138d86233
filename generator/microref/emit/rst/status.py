"""Response codes as views, and the file of reasons that their tables read. Knows no template."""

from __future__ import annotations

import dataclasses
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field

from microref.derive.code_facts import code_label
from microref.emit.rst.classes import window_classes, window_role
from microref.emit.rst.escape import inline, line, one_line, role
from microref.emit.rst.prose import rst_text
from microref.emit.rst.views import CodeView, Part, RoleView, StatusTableView, StatusView
from microref.emit.rst.yaml_text import block, scalar
from microref.model import Api, Code, Codes, Label, Status
from microref.model.api import STATUS_HEADS

DEFAULT = "default"


@dataclass(frozen=True, slots=True)
class StatusFile:
    """The reasons of response codes, as far as the pages of one spec show them.

    It is filled while the pages are made: a remark on a code has no place in a
    table but as a reason of its own.
    """

    api: Api
    reasons: dict[int, dict[str, str]] = field(default_factory=dict)

    def key_for(self, code: Code) -> str | None:
        """The key of the reason that a code shows; None for its default reason."""
        known = self.api.status_reasons.get(code.code, {})
        reasons = self.reasons.setdefault(
            code.code, {DEFAULT: "", **{key: rst_text(text.source) for key, text in known.items()}}
        )
        reason = code.reason if code.reason in reasons else None
        if code.note is None and code.tail is None:
            return reason
        text = reasons[reason or DEFAULT]
        if code.note is not None:
            note = inline(code.note)
            text = f"{text} ({note})" if text else note
        if code.tail is not None:
            text = f"{text} {_tail(code.tail)}".lstrip()
        key = f"note-{hashlib.sha256(text.encode('utf-8', 'replace')).hexdigest()[:8]}"
        reasons[key] = text
        return key

    def text(self) -> str:
        """The file, without its marker: each code with its reasons."""
        lines = []
        for code, reasons in sorted(self.reasons.items()):
            lines.append(f"{code}:")
            lines += [f"  {scalar(key)}: {block(reasons[key], '    ')}" for key in sorted(reasons)]
        return "\n".join(lines)


@dataclass(frozen=True, slots=True)
class StatusWriter:
    """Makes views of response codes, in the style of the API."""

    api: Api
    file: StatusFile
    path: str
    """Where Sphinx finds the file of reasons."""

    def parts(self, status: Status | None, kind: str, roles: set[RoleView]) -> Iterator[Part]:
        """The `normal` or `error` codes; notes the roles that they need."""
        codes = None if status is None else status.of(kind)
        if status is None or codes is None or not codes.codes:
            return
        form = codes.form or self.api.style.status
        if form == "table":
            yield self._table(codes.codes, kind)
            return
        if form == "joined" and kind == "error" and self._is_sentence(status.normal):
            return
        view = self._sentence(codes, kind, form, roles)
        joined = status.error if kind == "normal" and form == "prose" else None
        if joined is not None and joined.form == "joined" and joined.codes:
            other = self._sentence(joined, "error", "prose", roles)
            view = dataclasses.replace(view, joined=other)
        yield view

    def _is_sentence(self, codes: Codes | None) -> bool:
        """Whether codes are shown as a sentence, which others can join."""
        if codes is None or not codes.codes:
            return False
        return (codes.form or self.api.style.status) == "prose"

    def _sentence(self, codes: Codes, kind: str, form: str, roles: set[RoleView]) -> StatusView:
        default = self.api.style.status_heads.get(kind, STATUS_HEADS[kind])
        # The colon behind the words decides whether they need a backslash.
        head = line(f"{codes.head or default}:").removesuffix(":")
        return StatusView(
            kind=kind,
            head=head,
            form=form if form in ("list", "term") else "prose",
            codes=tuple(self._sentence_part(code, roles) for code in codes.codes),
        )

    def _table(self, codes: tuple[Code, ...], kind: str) -> StatusTableView:
        """A table; since its rows can carry no class, the table says which of them have windows."""
        rows = []
        classes = []
        for code in codes:
            key = self.file.key_for(code)
            rows.append(CodeView(code.code, None if key is None else scalar(key)))
            if not code.window.is_unbounded:
                window = window_role(code.window).removeprefix("mr-")
                classes.append(f"mr-code-{code.code}-{window}")
        return StatusTableView(kind, self.path, tuple(rows), tuple(classes))

    def _sentence_part(self, code: Code, roles: set[RoleView]) -> str:
        text = one_line(code_label(code, self.api.style))
        if code.window.is_unbounded:
            # A code of a list begins a line.
            text = line(text)
        else:
            view = RoleView(window_role(code.window), window_classes(code.window))
            roles.add(view)
            text = role(view.name, text)
        if code.note:
            text = f"{text} ({inline(code.note)})"
        if code.tail is None:
            return text
        tail = _tail(code.tail)
        return f"{text}{tail}" if tail.startswith((":", ".", ",")) else f"{text} {tail}"


def _tail(tail: Label) -> str:
    """What is said after a code, which must announce no literal block."""
    text = one_line(tail.text) if tail.markup else inline(tail.text)
    return f"{text[:-1]}\\:" if text.endswith("::") else text
