"""The root of the model: a whole spec and its pages, as one logical document."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from microref.model.api import Api
from microref.model.operation import Operation
from microref.model.parameter import Definition
from microref.model.text import Label, Notice, Section, Text
from microref.source import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One generated page."""

    key: str
    title: Label | None = None
    """Title of the page. One without continues the page before it, in the document of both."""
    titles: tuple[str, ...] | None = None
    """Adornments of the titles, where they differ from those of `api.style`.

    Pages in one document need the same.
    """
    label: str | None = None
    """Target before the title, for `:ref:`."""
    description: Text = ()
    """Text before the first operation."""
    items: tuple[Operation | Section, ...] = ()
    """The operations in the order of the page, and sections of text between them."""
    span: Span = field(compare=False, repr=False)

    @property
    def operations(self) -> Iterator[Operation]:
        return (item for item in self.items if isinstance(item, Operation))


@dataclass(frozen=True, slots=True, kw_only=True)
class Spec:
    """Everything that the files of a spec say, merged."""

    api: Api
    notices: Mapping[str, Notice] = field(default_factory=dict)
    parameters: Mapping[str, Definition] = field(default_factory=dict)
    pages: Mapping[str, Page] = field(default_factory=dict)
    span: Span = field(compare=False, repr=False)

    @property
    def operations(self) -> Iterator[Operation]:
        return (operation for page in self.pages.values() for operation in page.operations)
