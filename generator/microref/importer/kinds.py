"""What an import can leave in doubt, as kinds of findings. Finds none itself."""

from __future__ import annotations

from microref.diagnostics import Kind, Severity

MISSING_FILE = Kind(
    "I101",
    "missing-file",
    Severity.ERROR,
    """A file that a page names is not there, or cannot be read.

    A missing sample or parameter file leaves a hole in the page, as it does when the
    page is built today. Everything else is imported.
    """,
)

UNKNOWN_PARAMETER = Kind(
    "I102",
    "unknown-parameter",
    Severity.ERROR,
    """A row of a parameter list names a definition that its file does not have.

    os-api-ref leaves such a row out of the page; so does the import.
    """,
)

NOT_IMPORTED = Kind(
    "I103",
    "not-imported",
    Severity.ERROR,
    """A page is kept as it is written, because something on it has no place in a spec.

    What that is, the message says. The page is published as before, and the rest of
    the reference is imported; change the page and import again, or write it anew.
    """,
)

KEPT_AS_TEXT = Kind(
    "I104",
    "kept-as-text",
    Severity.WARNING,
    """A statement that looks like structure is kept as text, because it does not read as such.

    Response codes, for instance, that are `TBD`. The page stays as it was; correct the
    text to give it structure.
    """,
)

FAULTY_DEFINITION = Kind(
    "I105",
    "faulty-definition",
    Severity.WARNING,
    """A definition of a parameter has a misspelt key, or a value that says nothing.

    os-api-ref passes over it in silence: `requried: true` shows the parameter as
    optional. The import does as the page did.
    """,
)

GUESSED_PLACE = Kind(
    "I106",
    "guessed-place",
    Severity.INFO,
    """Where a field stands in the body is guessed from the rows around it.

    No sample shows the field. The page is the same wherever it stands; the schema and
    the check of samples are not. Move it where it belongs, and delete the comment.
    """,
)

UNPLACED = Kind(
    "I107",
    "unplaced-field",
    Severity.WARNING,
    """Where a field stands in the body cannot be told; it is put at the root.

    No sample shows it, and nothing around it helps. Move it where it belongs.
    """,
)

LEFT_OUT = Kind(
    "I108",
    "unused-definition",
    Severity.INFO,
    """A definition that no page uses is left out.

    No reader ever saw it. It stays in the source tree, should it be wanted.
    """,
)

RENAMED = Kind(
    "I109",
    "renamed-definition",
    Severity.INFO,
    """Two parameter files define one key differently; in the spec one has another key.

    A spec has one library of definitions. The page does not show keys.
    """,
)

NEAR_COPIES = Kind(
    "I110",
    "near-copies",
    Severity.INFO,
    """Definitions that say the same but for being required, their type or their versions.

    `microref import --merge` makes one definition of them, with what differs said where
    it is used.
    """,
)

VERSION_FROM_TEXT = Kind(
    "I111",
    "version-from-text",
    Severity.INFO,
    """The versions of a parameter or an operation are taken from a sentence.

    They hold in the spec, and the page does not print them: it says so in its own
    words already.
    """,
)

ORPHAN = Kind(
    "I112",
    "orphan-page",
    Severity.WARNING,
    """No document includes this page, so no reader sees it.

    It is imported all the same. Include it, or delete it.
    """,
)

SHOWN_TWICE = Kind(
    "I113",
    "page-shown-twice",
    Severity.WARNING,
    """Two documents, or one twice, include this page, so its operations are published twice.""",
)

RENDERED_OTHERWISE = Kind(
    "I114",
    "rendered-otherwise",
    Severity.ERROR,
    """The built page is not the one that was imported, at this place.

    The import compares both. What differs is a gap of the importer: please report it,
    and correct the spec by hand until it is closed.
    """,
)

NOT_JSON = Kind(
    "I115",
    "sample-unreadable",
    Severity.WARNING,
    """A JSON sample is not JSON, so it cannot tell where the fields of its list stand.""",
)

ALLOWED = Kind(
    "I116",
    "allowed-directive",
    Severity.WARNING,
    """A directive or role in a text reads files, runs code or injects, and is allowed.

    The page needs it to be what it was. Elsewhere it is an error (R101, R102), so the
    pyproject.toml of the new project names it in `allow_directives`. Look at those texts, and
    take out the names that you can do without. A pyproject.toml that is there already is
    left as it is; pages that need more than it allows are kept as they are written.
    """,
)

KINDS = (
    MISSING_FILE,
    UNKNOWN_PARAMETER,
    NOT_IMPORTED,
    KEPT_AS_TEXT,
    FAULTY_DEFINITION,
    GUESSED_PLACE,
    UNPLACED,
    LEFT_OUT,
    RENAMED,
    NEAR_COPIES,
    VERSION_FROM_TEXT,
    ORPHAN,
    SHOWN_TWICE,
    RENDERED_OTHERWISE,
    NOT_JSON,
    ALLOWED,
)
