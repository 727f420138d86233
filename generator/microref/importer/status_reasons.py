"""Files of status reasons as the reasons of one API. Knows no page."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from microref.diagnostics import Diagnostic
from microref.importer import kinds
from microref.importer.codes import Statement
from microref.importer.tree import Tree
from microref.load.compose import compose
from microref.load.files import read_file
from microref.load.nodes import Mapping, Scalar
from microref.model import Code, Rst
from microref.source import Span

DEFAULT = "default"


@dataclass(slots=True)
class Reasons:
    """The reasons that tables of codes use. A file that says otherwise gets names of its own."""

    tree: Tree
    diagnostics: list[Diagnostic] = field(default_factory=list)
    texts: dict[int, dict[str, Rst]] = field(default_factory=dict)
    _files: dict[str, dict[int, dict[str, Rst]]] = field(default_factory=dict)

    def resolved(self, statement: Statement, path: str, span: Span) -> Statement:
        """A table's codes with the names that their reasons have in the spec."""
        file = self._file(path, span)
        codes = tuple(self._resolved(code, file, path) for code in statement.codes.codes)
        return dataclasses.replace(
            statement, codes=dataclasses.replace(statement.codes, codes=codes)
        )

    def finish(self) -> dict[int, dict[str, Rst]]:
        """The reasons by code, sorted."""
        return {code: self.texts[code] for code in sorted(self.texts)}

    def used_files(self) -> tuple[str, ...]:
        """The paths of the files that tables have named."""
        return tuple(self._files)

    def _resolved(self, code: Code, file: dict[int, dict[str, Rst]], path: str) -> Code:
        name = code.reason or DEFAULT
        known = file.get(code.code, {})
        text = known.get(name) or known.get(DEFAULT)
        if text is None:
            message = f"{path} has no text for {code.code}"
            self.diagnostics.append(kinds.MISSING_FILE.at(code.span, message))
            return dataclasses.replace(code, reason=None)
        texts = self.texts.setdefault(code.code, {})
        own = name if name in known else DEFAULT
        if own in texts and texts[own] != text:
            folder = PurePosixPath(path).parent.name or PurePosixPath(path).stem
            own = f"{own}-{folder}"
        texts.setdefault(own, text)
        return dataclasses.replace(code, reason=None if own == DEFAULT else own)

    def _file(self, path: str, span: Span) -> dict[int, dict[str, Rst]]:
        if path not in self._files:
            self._files[path] = self._read(path, span)
        return self._files[path]

    def _read(self, path: str, used_at: Span) -> dict[int, dict[str, Rst]]:
        source = read_file(
            self.tree.root / path, self.tree.display(path), used_at, f"the status file {path}"
        )
        if isinstance(source, Diagnostic):
            message = source.message
            self.diagnostics.append(kinds.MISSING_FILE.at(used_at, message))
            return {}
        root, faults = compose(source)
        self.diagnostics += [kinds.MISSING_FILE.at(fault.span, fault.message) for fault in faults]
        reasons: dict[int, dict[str, Rst]] = {}
        for code, texts in root.pairs if isinstance(root, Mapping) else ():
            if code.value.isdigit() and isinstance(texts, Mapping):
                reasons[int(code.value)] = {
                    name.value: Rst(
                        source=text.value.strip("\n"), span=text.span, first_line=text.first_line
                    )
                    for name, text in texts.pairs
                    # A code without a text is built with an empty one.
                    if isinstance(text, Scalar) and text.value.strip()
                }
        return reasons
