from dataclasses import replace

import pytest

from microref.diagnostics import Diagnostic, Severity
from microref.report import Folders, Report
from microref.source import Span
from tests.unit.report.sample import DIAGNOSTICS


def at(line: int, message: str = "unknown key 'a'", path: str = "spec.yaml") -> Diagnostic:
    return Diagnostic("S005", Severity.ERROR, message, Span(path, line, 1, line, 2))


def test_fingerprints_are_sixteen_hexadecimal_digits_and_differ():
    fingerprints = Report(DIAGNOSTICS).fingerprints
    assert len(set(fingerprints)) == len(DIAGNOSTICS)
    assert all(len(bytes.fromhex(fingerprint)) == 8 for fingerprint in fingerprints)


def test_fingerprints_stay_when_lines_move():
    assert Report((at(3), at(9))).fingerprints == Report((at(4), at(70))).fingerprints


def test_equal_findings_are_told_apart():
    assert len(set(Report((at(3), at(4), at(5))).fingerprints)) == 3


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("first at spec.yaml:12", "first at spec.yaml:13"),
        ("first at spec.yaml:12:4", "first at spec.yaml:13:1"),
        ("opened on line 3, column 9", "opened on line 4, column 1"),
        ("see lines 3 and 4", "see lines 13 and 14"),
    ],
)
def test_line_numbers_in_a_message_do_not_count(one, other):
    assert Report((at(1, one),)).fingerprints == Report((at(1, other),)).fingerprints


@pytest.mark.parametrize(
    "other",
    [
        at(1, "unknown key 'b'"),
        at(1, path="other.yaml"),
        replace(at(1), code="S006"),
        at(1, "404 is listed twice"),
    ],
)
def test_another_fault_has_another_fingerprint(other):
    assert Report((other,)).fingerprints != Report((at(1),)).fingerprints


@pytest.mark.parametrize(
    ("base", "path"),
    [
        ("/home/x/project", "a/spec.yaml"),
        ("/home/x", "project/a/spec.yaml"),
        ("/home/x/project/a", "spec.yaml"),
        ("/home/x/project/b", "/home/x/project/a/spec.yaml"),
        ("/home/x/project/b", "../a/spec.yaml"),
        ("", "/home/x/project/a/spec.yaml"),
    ],
)
def test_fingerprints_do_not_depend_on_where_the_run_started(base, path):
    here = Report((at(1, path="a/spec.yaml"),))
    there = Report((at(1, path=path),), folders=Folders(base, "/home/x/project"))
    assert there.fingerprints == here.fingerprints


@pytest.mark.parametrize(
    ("base", "path"), [("/home/x/project", "a/b.yaml"), ("/home/x/project/a", "b.yaml"),
                       ("/home/x/project/b", "../a/b.yaml"), ("", "/home/x/project/a/b.yaml")],
)  # fmt: skip
def test_nor_do_they_when_a_message_names_its_own_file(base, path):
    def fingerprint(path, base="/home/x/project"):
        found = at(1, f"cannot read {path}: bad b.yaml2", path=path)
        return Report((found,), folders=Folders(base, "/home/x/project")).fingerprints

    assert fingerprint(path, base) == fingerprint("a/b.yaml")


@pytest.mark.parametrize(
    ("base", "path", "known_as"),
    [
        ("/home/x/project", "a/spec.yaml", "a/spec.yaml"),
        ("/home/x/project", "./a/spec.yaml", "a/spec.yaml"),
        ("/home/x/project/a", "spec.yaml", "a/spec.yaml"),
        ("/home/x/project/b", "../a/spec.yaml", "a/spec.yaml"),
        ("/home/x/project/b", "../../spec.yaml", "/home/x/spec.yaml"),
        ("/home/x", "project/a/spec.yaml", "project/a/spec.yaml"),
        ("/home/x/other", "../project/spec.yaml", "/home/x/project/spec.yaml"),
        ("/home/x/other", "spec.yaml", "spec.yaml"),
        ("/home/x/project2", "spec.yaml", "spec.yaml"),
        ("/", "home/x/project/spec.yaml", "home/x/project/spec.yaml"),
        ("/home/x/project", "/etc/spec.yaml", "/etc/spec.yaml"),
        ("", "../spec.yaml", "../spec.yaml"),
    ],
)
def test_machines_know_a_file_from_the_outer_folder_on(base, path, known_as):
    assert Folders(base, "/home/x/project").in_checkout(path) == known_as


@pytest.mark.parametrize("path", ["/home/x/project2/spec.yaml", "/etc/spec.yaml"])
def test_a_path_outside_of_the_project_stays(path):
    assert Folders("/home/x/project", "/home/x/project").within(path) == path
