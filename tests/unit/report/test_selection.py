"""Which findings count, and how bad they are."""

import pytest

from microref import api
from microref.config import Config, PathSettings
from microref.diagnostics import Diagnostic, Severity
from microref.report import Folders
from microref.report.selection import EVERYTHING, Selection, UnknownCodeError, select
from microref.source import Span

KNOWN = api.kinds()
INFO, WARNING, ERROR = Severity.INFO, Severity.WARNING, Severity.ERROR


def found(code: str, path: str = "parameters.yaml") -> Diagnostic:
    return Diagnostic(
        code, KNOWN[code].severity if code in KNOWN else ERROR, "", Span(path, 1, 1, 1, 2)
    )


def taken(selection: Selection, *diagnostics: Diagnostic) -> list[tuple[str, Severity]]:
    folders = Folders("/work", "/work")
    return [(one.code, one.severity) for one in selection.of(diagnostics, folders)]


def test_without_a_choice_all_count_but_house_rules() -> None:
    assert EVERYTHING.takes("J105")
    assert not EVERYTHING.takes("H101")


@pytest.mark.parametrize(
    ("chosen", "ignored", "added", "takes", "leaves"),
    [
        (["J"], [], [], ["J105", "J201"], ["S005", "H101"]),
        (["sample-null"], [], [], ["J109"], ["J105"]),
        (["j1"], ["J105"], [], ["J104"], ["J105", "J201"]),
        ([], ["J"], [], ["S005"], ["J105", "H101"]),
        ([], [], ["J105"], ["J105", "S005"], ["H101"]),
        (["S"], [], ["J105"], ["J105", "S005"], ["J104"]),
        (["S"], ["S"], [], ["S001", "S101"], ["S005"]),
    ],
)
def test_what_is_chosen_added_and_ignored(chosen, ignored, added, takes, leaves) -> None:
    selection = select(chosen, ignored, KNOWN, added=added)
    assert [code for code in [*takes, *leaves] if selection.takes(code)] == takes


def test_a_word_that_means_nothing_is_named() -> None:
    with pytest.raises(UnknownCodeError, match="did you mean 'sample-null'"):
        select(["sample-nul"], [], KNOWN)
    with pytest.raises(UnknownCodeError, match="J9"):
        select([], [], KNOWN, severities={"J9": INFO})


def test_the_longest_beginning_gives_the_severity() -> None:
    selection = select([], [], KNOWN, severities={"J": INFO, "J104": WARNING})
    assert taken(selection, found("J105"), found("J104"), found("S005")) == [
        ("J105", INFO),
        ("J104", WARNING),
        ("S005", ERROR),
    ]


def test_settings_of_paths_hold_for_findings_there() -> None:
    old = PathSettings("api_samples/v1/*", ignore=("J104",), severity={"J": WARNING})
    selection = select([], [], KNOWN, severities={"J105": INFO}, places=[old])
    there, beside = "api_samples/v1/deep/a.json", "api_samples/v2/a.json"
    assert taken(selection, found("J104", there), found("J104", beside)) == [("J104", ERROR)]
    assert taken(selection, found("J105", there), found("J105", beside)) == [
        ("J105", WARNING),
        ("J105", INFO),
    ]


def test_what_could_not_be_read_counts_everywhere() -> None:
    selection = select(["J"], ["S"], KNOWN, places=[PathSettings("*", ignore=("S",))])
    assert [code for code, _ in taken(selection, found("S001"), found("S005"))] == ["S001"]


def test_the_settings_of_a_project_make_a_selection(tmp_path) -> None:
    config = Config(folder=tmp_path, output=tmp_path, select=("S",), extend_select=("J105",))
    selection = api.selection(config)
    assert (selection.takes("S005"), selection.takes("J105"), selection.takes("J104")) == (
        True,
        True,
        False,
    )
    assert api.selection(config, chosen=["J104"]).takes("J104")
    assert api.selection(config, added=["V"]).takes("V002")
    assert api.selection(Config(folder=tmp_path, output=tmp_path)) is EVERYTHING
