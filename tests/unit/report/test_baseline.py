import pytest

from microref.diagnostics import Diagnostic, Severity
from microref.report import baseline
from microref.source import Span


def at(line: int, message: str = "m", path: str = "spec.yaml") -> Diagnostic:
    return Diagnostic("S005", Severity.ERROR, message, Span(path, line, 1, line, 2))


KNOWN = (at(3), at(9), at(1, "other"))


def test_what_is_listed_is_not_reported():
    assert baseline.of(KNOWN).subtract(KNOWN) == ((), 0)


def test_moved_lines_are_still_listed():
    assert baseline.of(KNOWN).subtract([at(30), at(90), at(10, "other")]) == ((), 0)


def test_one_more_of_a_kind_is_reported():
    assert baseline.of(KNOWN).subtract([at(1), *KNOWN]) == ((at(9),), 0)


def test_another_fault_is_reported():
    new = at(3, "new")
    assert baseline.of(KNOWN).subtract([*KNOWN, new]) == ((new,), 0)


def test_what_is_gone_is_counted():
    assert baseline.of(KNOWN).subtract([at(3)]) == ((), 2)


@pytest.mark.parametrize("known", [(), KNOWN, (at(1, 'say "no"'), at(2, "\u00e9"))])
def test_written_and_read_again_it_is_the_same(known):
    written = baseline.of(known)
    assert baseline.parse(baseline.dump(written)) == written


def test_the_text_is_sorted_and_has_one_finding_a_line():
    assert (
        baseline.dump(baseline.of(reversed(KNOWN)))
        == """\
{
  "version": 1,
  "findings": [
    {"path": "spec.yaml", "code": "S005", "message": "m", "count": 2},
    {"path": "spec.yaml", "code": "S005", "message": "other", "count": 1}
  ]
}
"""
    )


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "not JSON"),
        ("[]", "version"),
        ('{"version": 2, "findings": []}', "version"),
        ('{"version": 1}', "list of findings"),
        ('{"version": 1, "findings": [{}]}', "each finding"),
        (
            '{"version": 1, "findings": [{"path": "a", "code": "b", "message": "c", "count": 0}]}',
            "each finding",
        ),
    ],
)
def test_a_text_that_is_no_baseline_is_refused(text, why):
    with pytest.raises(baseline.BadBaselineError, match=why):
        baseline.parse(text)
