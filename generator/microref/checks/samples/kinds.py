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

NEEDLESS_PARTIAL = Kind(
    "J117",
    "sample-not-partial",
    Severity.INFO,
    """A sample that is marked `partial: true` and lacks nothing.

    The mark would hide what the sample loses later. Take it away.
    """,
)

IN_NO_SAMPLE = Kind(
    "J118",
    "required-in-no-sample",
    Severity.WARNING,
    """A required field that several samples could show, and none does.

    One sample that lacks a field is wrong itself (J104); if all do, the field is more
    likely one that is there on a condition only. Say so with `when`, or with the versions
    as `required: {min_version: ...}`, or leave `required` out. Else add it to the samples.
    """,
)

OTHER_SIDE = Kind(
    "J120",
    "sample-on-wrong-side",
    Severity.WARNING,
    """A sample of the request that is one of the response, or the other way round.

    It is no valid body of its own side, and a valid one of the other: it has a field that
    only that side requires, or a file name that says so as `show-resp.json`.
    """,
)

OUT_OF_DATE = Kind(
    "J121",
    "newest-sample-out-of-date",
    Severity.WARNING,
    """The newest sample of a body is none of the highest version any more.

    A field that it has was removed since, or one that it lacks became required: no sample
    shows what clients send or get today. Optional fields that came later do not count.
    """,
)

COMMAND_DIFFERS = Kind(
    "J122",
    "command-differs",
    Severity.WARNING,
    """A curl or HTTP sample does something else than its operation.

    It has another method or path, sends or gets a body that is not JSON, or one that is
    not what the message says, judged as a JSON sample is. Only bodies that stand in the
    sample are looked at, and only those that are not said to be of another media type.
    """,
)

NOTHING_IN_COMMON = Kind(
    "J123",
    "nothing-in-common",
    Severity.ERROR,
    """The top-level names of a sample and of its message have nothing in common.

    Frequent causes: the sample of another operation; a list that has the keys of the
    definitions in place of the names; a level that only one of both has, which a list
    that does not show it has with `row: false`.
    """,
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
    NEEDLESS_PARTIAL,
    IN_NO_SAMPLE,
    OTHER_SIDE,
    OUT_OF_DATE,
    COMMAND_DIFFERS,
    NOTHING_IN_COMMON,
)
