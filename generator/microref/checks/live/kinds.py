"""The kinds of faults that only a live body can have. Finds none itself."""

from __future__ import annotations

from microref.diagnostics import Kind, Severity

UNKNOWN_OPERATION = Kind(
    "J201",
    "live-unknown-operation",
    Severity.ERROR,
    """A request for which the reference has no operation.

    Readers cannot know of it. Either the reference lacks the operation, or its
    method or path are written wrongly there, or the prefix before the paths (the
    one of `api.endpoint`, or the one given to the validator) is another.
    """,
)

OUTSIDE_WINDOW = Kind(
    "J202",
    "live-outside-window",
    Severity.ERROR,
    """A request or an answer at a version at which the reference has no such thing.

    The operation, or its request or response, has another window, or the version is
    none of those that the reference describes.
    """,
)

UNLISTED_CODE = Kind(
    "J203",
    "live-unlisted-code",
    Severity.ERROR,
    """An answer with a status code that the operation does not list.

    Clients are written for the codes that are listed. An operation that lists no
    codes at all is not judged.

    Wrong, for an operation that answers 404::

        status: {normal: [200], error: [401, 403]}

    Right::

        status: {normal: [200], error: [401, 403, 404]}
    """,
)

MISSING_BODY = Kind(
    "J204",
    "live-missing-body",
    Severity.ERROR,
    """A request or an answer without the body that the reference demands.

    It demands one where a field of the body is required at the version.
    """,
)

UNKNOWN_QUERY = Kind(
    "J205",
    "live-unknown-query",
    Severity.ERROR,
    """A query parameter that the reference does not have, or not at the version.

    Services ignore such parameters, or refuse the request; either way the reference
    does not say what it means.
    """,
)

KINDS = (UNKNOWN_OPERATION, OUTSIDE_WINDOW, UNLISTED_CODE, MISSING_BODY, UNKNOWN_QUERY)
