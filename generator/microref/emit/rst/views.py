"""What templates see: prepared, immutable values. Computes nothing and knows no spec.

Each view names its template and the variable under which that template sees it.
Texts are RST already, with everything escaped that has to be; a template only
lays them out. `parts` are views and RST texts in the order of the page.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import ClassVar, NamedTuple, TypeAlias


class RoleView(NamedTuple):
    """A text role that gives its text classes."""

    name: str
    classes: tuple[str, ...]


class RowView(NamedTuple):
    """A row of a parameter list: the name that it shows, and the key of its entry."""

    name: str
    key: str


class CodeView(NamedTuple):
    """A row of a table of response codes; without a reason the default one shows."""

    code: int
    reason: str | None


@dataclass(frozen=True, slots=True)
class TitleView:
    """A section title with its adornment."""

    template: ClassVar[str] = "title.rst.j2"
    variable: ClassVar[str] = "title"

    text: str
    """The title in RST."""
    line: str
    """The adornment, as long as the title."""
    overline: bool
    """Whether the adornment stands above the title too."""


@dataclass(frozen=True, slots=True)
class TextView:
    """RST that exists at some microversions only."""

    template: ClassVar[str] = "text.rst.j2"
    variable: ClassVar[str] = "text"

    text: str
    """The text in RST."""
    classes: tuple[str, ...]
    """The classes of its window."""


@dataclass(frozen=True, slots=True)
class CommentView:
    """A remark that readers do not see."""

    template: ClassVar[str] = "comment.rst.j2"
    variable: ClassVar[str] = "comment"

    text: str
    """Plain text."""


@dataclass(frozen=True, slots=True)
class AdmonitionView:
    """A note, a warning, a shared notice."""

    template: ClassVar[str] = "admonition.rst.j2"
    variable: ClassVar[str] = "admonition"

    kind: str
    """`note`, `warning`, `important` and so on."""
    title: str | None
    """A title in place of the one of its kind, in RST."""
    text: str
    """What it says, in RST."""
    classes: tuple[str, ...]
    """The classes of its window."""


@dataclass(frozen=True, slots=True)
class VersionNoteView:
    """A `versionadded` or one of its relatives."""

    template: ClassVar[str] = "version_note.rst.j2"
    variable: ClassVar[str] = "version_note"

    kind: str
    """The name of the directive."""
    version: str
    """The version that it names."""
    text: str
    """What changed, in RST; may be empty."""


@dataclass(frozen=True, slots=True)
class MethodView:
    """The method and the path of an operation."""

    template: ClassVar[str] = "method.rst.j2"
    variable: ClassVar[str] = "method"

    method: str
    """The HTTP method."""
    path: str
    """The URL path."""
    min_version: str | None
    """The lowest version of the operation, where the page prints versions."""
    max_version: str | None
    """The highest version of the operation, where the page prints versions."""


@dataclass(frozen=True, slots=True)
class StatusView:
    """Response codes as a sentence."""

    template: ClassVar[str] = "status.rst.j2"
    variable: ClassVar[str] = "status"

    kind: str
    """`normal` or `error`."""
    head: str
    """The words before the codes, in RST."""
    form: str
    """`prose`, `list` or `term`."""
    codes: tuple[str, ...]
    """The codes with their names and notes, in RST."""
    joined: StatusView | None = None
    """The codes of the other kind, where both stand in one paragraph."""


@dataclass(frozen=True, slots=True)
class StatusTableView:
    """Response codes as a table."""

    template: ClassVar[str] = "status_table.rst.j2"
    variable: ClassVar[str] = "status"

    kind: str
    """`normal` or `error`."""
    file: str
    """The file with the reasons, as Sphinx finds it."""
    codes: tuple[CodeView, ...]
    """The codes with the keys of their reasons, as YAML."""
    classes: tuple[str, ...]
    """The classes that tell which codes have windows."""


@dataclass(frozen=True, slots=True)
class ParametersView:
    """A parameter list."""

    template: ClassVar[str] = "parameters.rst.j2"
    variable: ClassVar[str] = "parameters"

    file: str
    """The file with the definitions, as Sphinx finds it."""
    rows: tuple[RowView, ...]
    """The rows, as YAML."""
    classes: tuple[str, ...]
    """The class that says which list of which operation this is."""


@dataclass(frozen=True, slots=True)
class SampleView:
    """A sample with its caption."""

    template: ClassVar[str] = "sample.rst.j2"
    variable: ClassVar[str] = "sample"

    title: TitleView | None
    """The caption, where it is a section title."""
    caption: str | None
    """The caption, where it is a paragraph, in RST."""
    file: str
    """The file, as Sphinx finds it."""
    language: str
    """The language of the highlighting."""
    classes: tuple[str, ...]
    """The classes of its identity and its window."""


@dataclass(frozen=True, slots=True)
class SectionView:
    """Text under a title of its own."""

    template: ClassVar[str] = "section.rst.j2"
    variable: ClassVar[str] = "section"

    title: TitleView
    parts: tuple[Part, ...]
    """The blocks of its text."""
    classes: tuple[str, ...]
    """The classes of its window."""
    label: str | None = None
    """The name of the target before the title, as RST writes it."""


@dataclass(frozen=True, slots=True)
class MessageView:
    """A request or a response."""

    template: ClassVar[str] = "message.rst.j2"
    variable: ClassVar[str] = "message"

    side: str
    """`request` or `response`."""
    title: TitleView | None
    """The title; samples with headings of their own need none."""
    parts: tuple[Part, ...]
    """Its text, parameter list and samples."""
    classes: tuple[str, ...]
    """The classes of its window."""


@dataclass(frozen=True, slots=True)
class OperationView:
    """An operation."""

    template: ClassVar[str] = "operation.rst.j2"
    variable: ClassVar[str] = "operation"

    id: str
    """The id, as the spec has it."""
    title: TitleView
    parts: tuple[Part, ...]
    """Its method, text, response codes and messages."""
    classes: tuple[str, ...]
    """The classes of its identity and its window."""
    label: str | None = None
    """The name of the target before the title, as RST writes it."""


@dataclass(frozen=True, slots=True)
class PageView:
    """A generated page."""

    template: ClassVar[str] = "page.rst.j2"
    variable: ClassVar[str] = "page"

    key: str
    """The path of the page without its suffix."""
    label: str | None
    """The name of the target before the title, as RST writes it."""
    title: TitleView | None
    """The title, if the page has one."""
    parts: tuple[Part, ...]
    """Its text, its operations and the sections between them."""
    roles: tuple[RoleView, ...] = field(default=())
    """The text roles that the page uses."""


View: TypeAlias = (
    "TitleView | TextView | CommentView | AdmonitionView | VersionNoteView | MethodView"
    " | StatusView | StatusTableView | ParametersView | SampleView | SectionView"
    " | MessageView | OperationView | PageView"
)
Part: TypeAlias = "str | View"

VIEWS = (
    TitleView,
    TextView,
    CommentView,
    AdmonitionView,
    VersionNoteView,
    MethodView,
    StatusView,
    StatusTableView,
    ParametersView,
    SampleView,
    SectionView,
    MessageView,
    OperationView,
    PageView,
)
