"""The kinds of faults that reading a spec can find. Finds none itself."""

from __future__ import annotations

from microref.diagnostics import Kind, Severity

SYNTAX = Kind(
    "S001",
    "yaml-syntax",
    Severity.ERROR,
    """The file is not valid YAML.

    Nothing of the file can be used until it parses. Frequent causes are a tab in
    the indentation, a missing blank after a colon, and an unclosed quote.

    Wrong::

        title:Compute API

    Right::

        title: Compute API
    """,
)

UNREADABLE = Kind(
    "S002",
    "unreadable-file",
    Severity.ERROR,
    """A file of the spec is missing, is no regular file, or is not UTF-8 text.

    The pattern of an `include` that matches no file is reported too: a page that
    silently disappears is worse than a build that stops.
    """,
)

LIMIT = Kind(
    "S003",
    "beyond-limits",
    Severity.ERROR,
    """The file is larger or more deeply nested than any reference needs.

    Nesting beyond 100 levels, aliases that expand to more than a million nodes,
    aliases that contain themselves and files over 32 MiB are refused, so that no
    input can exhaust the memory of a build.
    """,
)

DUPLICATE_KEY = Kind(
    "S004",
    "duplicate-key",
    Severity.ERROR,
    """A key stands twice in one mapping.

    YAML parsers keep one of the two silently. Remove or rename one; the first is
    the one that Microref reads.
    """,
)

UNKNOWN_KEY = Kind(
    "S005",
    "unknown-key",
    Severity.ERROR,
    """A key that the format does not have, often a misspelling.

    os-api-ref ignores such keys, so that `requried: true` prints "Optional".

    Wrong::

        requried: true

    Right::

        required: true
    """,
)

WRONG_TYPE = Kind(
    "S006",
    "wrong-type",
    Severity.ERROR,
    """A value has another form than the key takes: a list for a text, say.""",
)

MISSING_KEY = Kind(
    "S007",
    "missing-key",
    Severity.ERROR,
    """A mapping lacks a key that it must have.""",
)

BAD_VALUE = Kind(
    "S008",
    "bad-value",
    Severity.ERROR,
    """A value is none of those that the key takes.

    Wrong::

        in: url

    Right::

        in: path
    """,
)

DANGLING = Kind(
    "S009",
    "dangling-reference",
    Severity.ERROR,
    """A use, a notice or a path names something that the spec does not have.""",
)

INCLUDE = Kind(
    "S010",
    "bad-include",
    Severity.ERROR,
    """An include leads out of the project or back to a file that includes it.""",
)

DUPLICATE = Kind(
    "S011",
    "duplicate-definition",
    Severity.ERROR,
    """Two files define the same thing, or two operations have one id.

    Ids of operations are the names by which commands, links and tests refer to
    them, so each must be unique in the whole spec. Two that differ only in case, or
    in `.`, `_` and `-`, are one in the links of the page.
    """,
)

CYCLE = Kind(
    "S012",
    "endless-fields",
    Severity.ERROR,
    """Definitions whose `fields` contain each other without end.

    Give the inner use `fields: []` to end the tree; its `schema` may say what
    the inner objects hold.
    """,
)

FORMAT_VERSION = Kind(
    "S013",
    "format-version",
    Severity.ERROR,
    """The file is written for another version of the spec format.""",
)

UNKNOWN_TYPE = Kind(
    "S014",
    "unknown-type",
    Severity.WARNING,
    """A type word that JSON Schema has no type for; any value is accepted.

    The words are array, boolean, float, integer, object, string, and none or null
    for any value. Say more with `schema`. `microref check --fix` writes the type for words
    of other languages, such as `bool` or `list`.

    Wrong::

        type: uuid

    Right::

        type: string
        schema: {format: uuid}
    """,
)

MISPLACED = Kind(
    "S018",
    "misplaced-part",
    Severity.ERROR,
    """A `place` that names no part, a part that does not exist here, or one placed twice.

    The text of an operation places its method, its normal and error codes, and a
    request or response as a whole; with `of` also parts of a message. The text of a
    message places its parameters, samples (or one sample after the other) and codes.

    Wrong::

        request:
          description: [{place: method}]

    Right::

        request:
          description: [{place: parameters}, These are all., {place: samples}]
    """,
)

BAD_VERSION = Kind(
    "V001",
    "bad-version",
    Severity.ERROR,
    """A version is not of the form major.minor, such as "2.79".

    Versions are text: 2.10 is not 2.1. Write them quoted, since other YAML tools
    read the unquoted ones as numbers.
    """,
)

HARMLESS = (UNKNOWN_KEY.code, UNKNOWN_TYPE.code)
"""Codes of faults after which everything that the spec can say has been read all the same."""

KINDS = (
    SYNTAX,
    UNREADABLE,
    LIMIT,
    DUPLICATE_KEY,
    UNKNOWN_KEY,
    WRONG_TYPE,
    MISSING_KEY,
    BAD_VALUE,
    DANGLING,
    INCLUDE,
    DUPLICATE,
    CYCLE,
    FORMAT_VERSION,
    UNKNOWN_TYPE,
    MISPLACED,
    BAD_VERSION,
)
