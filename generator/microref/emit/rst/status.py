"""Response codes as views, and the file of reasons that their tables read. Knows no template."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field

from microref.emit.rst.classes import window_classes, window_role
from microref.emit.rst.escape import inline, one_line, role
from microref.emit.rst.prose import rst_text
from microref.emit.rst.views import CodeView, Part, RoleView, StatusTableView, StatusView
from microref.emit.rst.yaml_text import block, scalar
from microref.model import Api, Code, Status

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
        if code.note is None:
            return reason
        text = reasons[reason or DEFAULT]
        note = inline(code.note)
        text = f"{text} ({note})" if text else note
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
        codes: tuple[Code, ...] = ()
        if status is not None:
            codes = status.normal if kind == "normal" else status.error
        if not codes:
            return
        if self.api.style.status == "table":
            yield self._table(codes, kind)
        else:
            yield StatusView(kind, tuple(self._sentence_part(code, roles) for code in codes))

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
        name = code.name or self.api.style.status_names.get(code.code)
        text = one_line(f"{name}({code.code})" if name else str(code.code))
        if code.window.is_unbounded:
            text = inline(text)
        else:
            view = RoleView(window_role(code.window), window_classes(code.window))
            roles.add(view)
            text = role(view.name, text)
        return f"{text} ({inline(code.note)})" if code.note else text
