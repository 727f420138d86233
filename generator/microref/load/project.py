"""A spec's root file to a Spec: includes, merging, linking. Reads no sample, judges no content."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from microref.diagnostics import Diagnostic, Related, in_order
from microref.garbage import few_collections
from microref.load import kinds
from microref.load.compose import compose
from microref.load.files import read_file
from microref.load.grammar.document import FORMAT_VERSION, Document, read_document
from microref.load.includes import Included, matches
from microref.load.link import link
from microref.load.shapes import Log, Rejected
from microref.model import Api, Definition, Notice, Page, Spec
from microref.reading import display_path, real_path
from microref.source import SourceFile

Named = TypeVar("Named", Definition, Notice, Page)


@dataclass(frozen=True, slots=True)
class Loaded:
    """A spec as far as it could be read, the files it came from, and every fault found.

    `spec` is None when the root file itself gives none.
    """

    root: Path
    spec: Spec | None
    sources: Mapping[str, SourceFile]
    files: tuple[Path, ...]
    diagnostics: tuple[Diagnostic, ...]


def load(root: Path, base: Path | None = None) -> Loaded:
    """Read a spec from its root file.

    `base` is the folder to which the paths in findings are relative; by default
    that of the root file. Faults of the files are returned, all at once.
    """
    with few_collections():
        return _Loading(root, base or root.parent).run()


@dataclass
class _Loading:
    """One run of the loader."""

    root: Path
    base: Path
    sources: dict[str, SourceFile] = field(default_factory=dict)
    files: list[Path] = field(default_factory=list)
    diagnostics: list[Diagnostic] = field(default_factory=list)
    documents: list[Document] = field(default_factory=list)
    seen: set[Path] = field(default_factory=set)
    lost: set[str] = field(default_factory=set)
    is_complete: bool = True

    def run(self) -> Loaded:
        document = self._read(self.root)
        spec = None
        if document is not None:
            self._follow(document, self.root)
            if self._check_versions(document):
                spec = self._merge(document)
                faults = link(spec, lost=self.lost, is_complete=self.is_complete)
                self.diagnostics.extend(faults)
        return Loaded(
            root=self.root,
            spec=spec,
            sources=self.sources,
            files=tuple(self.files),
            diagnostics=in_order(self.diagnostics),
        )

    def _read(self, path: Path, included: Included | None = None) -> Document | None:
        name = display_path(path, self.base)
        if included is None:
            source = read_file(path, name)
        else:
            source = read_file(path, name, included.asked_at, included.name)
        if isinstance(source, Diagnostic):
            self.diagnostics.append(source)
            return None
        self.sources[name] = source
        self.files.append(path)
        self.seen.add(real_path(path))
        node, faults = compose(source)
        self.diagnostics.extend(faults)
        if node is None:
            if not faults:
                self.diagnostics.append(kinds.WRONG_TYPE.at(source.start(), "the file is empty"))
            return None
        log = Log()
        try:
            document = read_document(node, log)
        except Rejected:
            document = None
        self.diagnostics.extend(log.diagnostics)
        self.lost |= log.lost
        self.is_complete = self.is_complete and log.is_complete
        if document is not None:
            self.documents.append(document)
        return document

    def _check_versions(self, root: Document) -> bool:
        """Whether the root file is of a format that this loader reads; reports each that is not."""
        for document in self.documents:
            named = document.microref
            if named is not None and named.version != FORMAT_VERSION:
                message = f"format {named.version} is not known; this Microref reads"
                self.diagnostics.append(
                    kinds.FORMAT_VERSION.at(named.span, f"{message} {FORMAT_VERSION}")
                )
        if root.microref is None:
            hint = f"begin the file with `microref: {FORMAT_VERSION}`"
            message = "the root file of a spec names the version of its format"
            self.diagnostics.append(kinds.MISSING_KEY.at(root.span, message, hint=hint))
        return root.microref is None or root.microref.version == FORMAT_VERSION

    def _follow(self, root: Document, path: Path) -> None:
        """Read what a file includes, and what that includes, in the order of the text.

        A stack of our own, since a chain of includes may be longer than Python's.
        """
        project = real_path(self.root.parent)
        open_files = {real_path(path): self._included(root, path, project)}
        while open_files:
            current = next(reversed(open_files))
            included = next(open_files[current], None)
            if included is None:
                del open_files[current]
                continue
            real = real_path(included.file)
            if real in open_files:
                message = f"{included.name!r} is included by itself"
                self.diagnostics.append(kinds.INCLUDE.at(included.asked_at, message))
            elif real not in self.seen:
                document = self._read(included.file, included)
                if document is None:
                    self.is_complete = False
                else:
                    open_files[real] = self._included(document, included.file, project)

    def _included(self, document: Document, path: Path, project: Path) -> Iterator[Included]:
        for include in document.include:
            files, faults = matches(include, path.parent, project)
            self.diagnostics.extend(faults)
            self.is_complete = self.is_complete and not faults
            yield from files

    def _merge(self, root: Document) -> Spec:
        for document in self.documents:
            if document is not root and document.api is not None:
                self.diagnostics.append(
                    kinds.DUPLICATE.at(
                        document.api.span, "`api` belongs in the root file of the spec"
                    )
                )
        if root.api is None:
            self.diagnostics.append(kinds.MISSING_KEY.at(root.span, "this spec has no `api`"))
        return Spec(
            api=root.api or Api(span=root.span),
            notices=self._merged([d.notices for d in self.documents], "notice"),
            parameters=self._merged([d.parameters for d in self.documents], "definition"),
            pages=self._merged([d.pages for d in self.documents], "page"),
            span=root.span,
        )

    def _merged(self, parts: list[Mapping[str, Named]], what: str) -> dict[str, Named]:
        merged: dict[str, Named] = {}
        for part in parts:
            for key, value in part.items():
                first = merged.setdefault(key, value)
                if first is not value:
                    self.diagnostics.append(
                        kinds.DUPLICATE.at(
                            value.span,
                            f"the {what} {key!r} is defined twice",
                            related=[Related("first", first.span)],
                        )
                    )
        return merged
