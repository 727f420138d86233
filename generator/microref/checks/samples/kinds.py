"""The kinds of faults that a sample can have. Finds none itself."""

from __future__ import annotations

from microref.diagnostics import Kind, Severity

NOT_JSON = Kind(
    "J101",
    "sample-not-json",
    Severity.ERROR,
    """The sample is not JSON (RFC 8259).

    Readers copy samples, and tests load them. Frequent causes are a comma after
    the last member and an ellipsis that stands for left out members.
    """,
)

DUPLICATE_KEY = Kind(
    "J102",
    "sample-duplicate-key",
    Severity.ERROR,
    """An object of the sample has a key twice.

    Parsers keep the last one silently; often two objects have been fused into one.
    """,
)

UNKNOWN_FIELD = Kind(
    "J103",
    "sample-unknown-field",
    Severity.ERROR,
    """The sample holds a field that the message does not have at any version.

    Either the sample is wrong, or the reference does not document the field. A
    level that the JSON has and the page does not list is written with `row: false`;
    an object that takes any further keys with `additional: true`.
    """,
)

MISSING_FIELD = Kind(
    "J104",
    "sample-missing-field",
    Severity.ERROR,
    """The sample lacks a field that is required at its version.

    A field that is present on a condition only says so with `when`; one that is
    required from a version on with `required: {min_version: ...}`. A sample that
    leaves fields out on purpose is marked `partial: true`.
    """,
)

OUTSIDE_WINDOW = Kind(
    "J105",
    "sample-field-outside-window",
    Severity.ERROR,
    """The sample holds a field that does not exist at the sample's version.

    The API refuses such a request, and never sends such a response. Either the
    sample is for a later version, or the window of the field is wrong.
    """,
)

WRONG_TYPE = Kind(
    "J106",
    "sample-wrong-type",
    Severity.ERROR,
    """A value has another type than its definition says, as "2" for an integer.""",
)

WRONG_FORMAT = Kind(
    "J107",
    "sample-wrong-format",
    Severity.ERROR,
    """A value is not of the `format` that its definition asserts, as a UUID that is none.""",
)

NOT_IN_ENUM = Kind(
    "J108",
    "sample-not-in-enum",
    Severity.ERROR,
    """A value is none of those that its definition lists.""",
)

NULL = Kind(
    "J109",
    "sample-null",
    Severity.ERROR,
    """A value is null, and its definition does not say `nullable: true`.""",
)

OTHER_KEYWORD = Kind(
    "J110",
    "sample-other-keyword",
    Severity.ERROR,
    """A value breaks another keyword of its `schema`: a bound, a length, a pattern.""",
)

MISSING_FILE = Kind(
    "J111",
    "sample-missing-file",
    Severity.ERROR,
    """A sample that the spec names is not there, or cannot be read.""",
)

NOT_SHOWN = Kind(
    "J112",
    "sample-not-shown",
    Severity.WARNING,
    """A file in the samples folder that no operation shows.

    It never reaches a reader and is never checked. Show it, or remove it.
    """,
)

NO_BODY = Kind(
    "J113",
    "sample-without-body",
    Severity.ERROR,
    """A JSON sample of a message that has no body (`body: none`).""",
)

NO_MESSAGE = Kind(
    "J114",
    "sample-outside-message",
    Severity.ERROR,
    """A sample for a version at which its message, or the sample itself, does not exist.

    A `microversion` at which the sample is judged lies within its own `min_version`
    and `max_version`.
    """,
)

UNKNOWN_PATCH_PATH = Kind(
    "J115",
    "sample-unknown-patch-path",
    Severity.ERROR,
    """A step of a JSON Patch whose `path` or `from` begins with no field of the message.""",
)

OUTSIDE_FOLDER = Kind(
    "J116",
    "sample-outside-folder",
    Severity.ERROR,
    """A sample path that leads out of the samples folder, also by a symbolic link.""",
)

KINDS = (
    NOT_JSON,
    DUPLICATE_KEY,
    UNKNOWN_FIELD,
    MISSING_FIELD,
    OUTSIDE_WINDOW,
    WRONG_TYPE,
    WRONG_FORMAT,
    NOT_IN_ENUM,
    NULL,
    OTHER_KEYWORD,
    MISSING_FILE,
    NOT_SHOWN,
    NO_BODY,
    NO_MESSAGE,
    UNKNOWN_PATCH_PATH,
    OUTSIDE_FOLDER,
)
