"""Operations: method and path, response codes, messages and samples, as written."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from microref.microversion import EVERY_VERSION, Microversion, Window
from microref.model.parameter import Guard, Use
from microref.model.text import Label, Text
from microref.source import Span

CODE_FORMS = ("prose", "joined", "list", "term", "table")
FIRST_ERROR = 400
"""From this status code on a request has failed."""
METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "COPY", "METHOD")
BODIES = ("json", "array", "json-patch", "binary", "none")

_NO_PART_OF_A_CLASS = re.compile(r"[^a-z0-9]+")


def slug(identity: str) -> str:
    """An id as pages and links have it: a part of a class name, as docutils leaves it."""
    return _NO_PART_OF_A_CLASS.sub("-", identity.lower()).strip("-")


@dataclass(frozen=True, slots=True, kw_only=True)
class Code:
    """One response code of an operation."""

    code: int
    """The HTTP status code."""
    name: str | None = None
    """Name printed with the code, as in *itemNotFound(404)*."""
    note: str | None = None
    """Remark printed after the code, in parentheses."""
    reason: str | None = None
    """Key of the reason under `api.status_reasons`, for a table."""
    tail: Label | None = None
    """How the sentence goes on after the code, without parentheses."""
    reason_span: Span | None = field(default=None, compare=False, repr=False)
    """The place of that key."""
    window: Window = EVERY_VERSION
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Codes:
    """Response codes of one kind, with the way in which the page shows them."""

    codes: tuple[Code, ...] = ()
    """The codes."""
    head: str | None = None
    """The words before the codes, without the colon, in place of those of `api.style`.

    A table has none.
    """
    form: str | None = None
    """How they are shown, in place of the form of `api.style`.

    `prose`, a sentence; `joined`, error codes in the paragraph of the normal ones,
    where these are a sentence; `list`, the words with a list below; `term`, the words
    as a term with the list as its definition; `table`, with the reasons.
    """
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Status:
    """The response codes of an operation."""

    normal: Codes | None = None
    """Codes of success."""
    error: Codes | None = None
    """Codes of failure."""
    span: Span = field(compare=False, repr=False)

    def of(self, kind: str) -> Codes | None:
        """The codes of one kind, `normal` or `error`."""
        return self.normal if kind == "normal" else self.error

    @property
    def error_codes(self) -> tuple[Code, ...]:
        """The codes of failure."""
        return () if self.error is None else self.error.codes

    @property
    def codes(self) -> tuple[Code, ...]:
        """All codes, those of success first."""
        return (*(() if self.normal is None else self.normal.codes), *self.error_codes)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """A file that shows a message."""

    file: str
    """Path of the file below `api.samples`."""
    title: Label | None = None
    """What the sample shows; the caption is made from it, the version and the side."""
    caption: Label | None = None
    """The caption, word by word, in place of `title`."""
    window: Window = EVERY_VERSION
    microversion: Microversion | None = None
    """The version at which the sample is judged; else `min_version`, else the message's."""
    scenario: str | None = None
    """Name that the samples of one scenario at different versions share."""
    partial: bool = False
    """`true`: the sample leaves out required fields on purpose."""
    language: str | None = None
    """Language of the highlighting; by default from `media`."""
    media: str | None = None
    """What the file holds: `json`, `curl`, `http`, `xml` or `text`; by default from its suffix."""
    style: str | None = None
    """Form of the caption in place of the one of `api.style`: `bold` or `heading`."""
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """A request or a response: its parameters, its body and its samples."""

    heading: Label | None = None
    """Title of the section, in place of *Request* or *Response*."""
    window: Window = EVERY_VERSION
    step: int | None = None
    """Number of the step, when one operation takes several messages in turn."""
    status: Status | None = None
    """Response codes that belong to this message alone."""
    description: Text = ()
    """Text of the section, in which the parts of the message can have places."""
    body: str | None = None
    """Form of the body.

    `json`; `array`, each item of which has the top-level fields; `json-patch`, a list of
    changes (RFC 6902), where the fields name what a `path` may begin with; `binary` or
    `none`, which have no fields. By default `json` where there are fields.
    """
    parameters: tuple[Use, ...] = ()
    """The rows, in the order of the page."""
    samples: tuple[Sample, ...] = ()
    """The samples, in the order of the page."""
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Operation:
    """One thing that a client can ask of the API."""

    id: str
    """Name of the operation for commands, links and suppressions.

    It is unique in the spec, and stays when the title changes. Two that differ only in
    case, or in `.`, `_` and `-`, would be one in links, and are an error.
    """
    title: Label
    """Title of the section."""
    method: str
    """HTTP method; `METHOD` stands for any."""
    path: str
    """URL path with `{placeholders}`, and a query where the page shows one.

    One that does not begin with a slash is a finding, and is shown as it is.
    """
    path_span: Span | None = field(default=None, compare=False, repr=False)
    """The place of that path."""
    action: str | None = None
    """Top key of the request body that tells operations on one URL apart."""
    window: Window = EVERY_VERSION
    versions: str | None = None
    """Whether the page prints the window, in place of `api.style`: `shown` or `hidden`."""
    label: str | None = None
    """Target before the title, for `:ref:`."""
    depth: int = 0
    """By how many levels it stands deeper, with all that it holds: from -1 to 5."""
    description: Text = ()
    """Text of the section, before the request."""
    status: Status | None = None
    """The response codes."""
    guards: tuple[Guard, ...] = ()
    """Guards of the operation itself, beside those of the definitions that it uses."""
    request: tuple[Message, ...] = ()
    """The request, or a list of requests by version or step."""
    response: tuple[Message, ...] = ()
    """The response, or a list of responses by version, status or step."""
    after: Text = ()
    """Text after the response."""
    deprecated: Microversion | bool | None = None
    """`true`, or the version from which the operation is deprecated."""
    span: Span = field(compare=False, repr=False)
