"""What holds for a whole API: its versions, its style, its status reasons. Holds no page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from microref.microversion import Microversion, Window
from microref.model.text import Rst, Text
from microref.source import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Release:
    """Names of the releases whose newest microversion this is."""

    version: Microversion
    names: tuple[str, ...]
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryEntry:
    """What one microversion brought."""

    version: Microversion
    notes: tuple[Text, ...]
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Microversions:
    """The versions that the API has, with their releases and their history."""

    scheme: str = "microversion"
    """How a version is chosen: `microversion`, by a header; `minor`, of the API; `none`."""
    minimum: Microversion | None = None
    """The lowest version that the API answers to."""
    maximum: Microversion | None = None
    """The highest version that the reference describes."""
    releases: tuple[Release, ...] = ()
    """The newest version of each release: a version and a name, or a list of names."""
    history: tuple[HistoryEntry, ...] = ()
    """The microversion notes: a version and its text, or a list of texts."""

    @property
    def window(self) -> Window:
        return Window(self.minimum, self.maximum)


STATUS_HEADS: Mapping[str, str] = {
    "normal": "Normal response codes",
    "error": "Error response codes",
}
"""What is said before codes where the style says nothing else."""
HEADINGS: Mapping[str, str] = {"request": "Request", "response": "Response"}
"""The titles of messages where the style says nothing else."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """How the pages are written where services differ."""

    titles: tuple[str, ...] = ("=o", "=", "-", "~")
    """Adornments of page, operation, section and subsection titles; `o` adds an overline."""
    status: str = "prose"
    """How response codes are shown: as `prose`, a `list`, a `term` or a `table`."""
    status_heads: Mapping[str, str] = field(default_factory=dict)
    """The words before the codes, without the colon, by `normal` and `error`."""
    status_names: Mapping[int, str] = field(default_factory=dict)
    """Names printed with bare codes: `400: badRequest` shows badRequest(400)."""
    versions: str = "shown"
    """Whether pages print the versions of operations and parameters: `shown` or `hidden`."""
    samples: str = "bold"
    """Captions of samples as `bold` paragraphs, as a `heading`, or `none`."""
    headings: Mapping[str, str] = field(default_factory=dict)
    """The titles of requests and responses, and of a section for response codes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Api:
    """The API that the reference describes."""

    title: str = ""
    """Name of the API, as readers know it."""
    service_type: str = ""
    """The service type of the catalogue, such as `compute`."""
    samples: str = "api_samples"
    """Folder of the samples, relative to the root file of the spec."""
    endpoint: str | None = None
    """Base URL that example requests begin with."""
    version_header: str | None = None
    """Header that chooses a version, with `{version}` where the version stands."""
    samples_at: str = "minimum"
    """Where a sample without a version is judged: at the `minimum` or `maximum` of its message."""
    microversions: Microversions = field(default_factory=Microversions)
    """The versions of the API."""
    style: Style = field(default_factory=Style)
    """How the pages are written."""
    status_reasons: Mapping[int, Mapping[str, Rst]] = field(default_factory=dict)
    """Texts of the status table in RST: for a code, a `default` and named reasons."""
    span: Span = field(compare=False, repr=False)
