"""One report for the tests of every format: two files, each severity, awkward characters."""

from microref.diagnostics import Diagnostic, Kind, Related, Severity
from microref.report import Report
from microref.source import SourceFile, Span

TAG = Kind(
    "J105",
    "outside-window",
    Severity.ERROR,
    """A sample holds a field that its version does not have.

    Why it matters stands here.

    Wrong::

        tag: 1
    """,
)
UNKNOWN = Kind("S005", "unknown-key", Severity.WARNING, """A key that the format does not have.""")
STYLE = Kind("H001", "house-rule", Severity.INFO, """A habit of the house.""")

SPEC = SourceFile(
    "parameters.yaml",
    "microref: 1\napi:\n  titel: Compute API\nparameters:\n  tag:\n    in: body\n",
)
SAMPLE = SourceFile(
    "api_samples/os volumes/v2.49/x,req.json",
    '{\n\t"volumeAttachment": {\n    "tag": "a"\n  }\n}\n',
)

DIAGNOSTICS = (
    Diagnostic(
        "J105",
        Severity.ERROR,
        "'tag' is not accepted before 2.49; this sample is for 2.20",
        Span(SAMPLE.path, 3, 5, 3, 10),
        (Related("defined", Span("parameters.yaml", 5, 3, 5, 6)),),
    ),
    Diagnostic(
        "H001",
        Severity.INFO,
        "100% <odd>: a, b\nand & \x1b[31m more",
        Span("parameters.yaml", 1, 1, 1, 1),
    ),
    Diagnostic(
        "S005",
        Severity.WARNING,
        "unknown key 'titel'",
        Span("parameters.yaml", 3, 3, 3, 8),
        hint="did you mean 'title'?",
    ),
)

REPORT = Report(
    DIAGNOSTICS,
    {source.path: source for source in (SPEC, SAMPLE)},
    {kind.code: kind for kind in (TAG, UNKNOWN, STYLE)},
)
CLEAN = Report((), {SPEC.path: SPEC}, REPORT.kinds)
