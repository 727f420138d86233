"""The warning about swapping a volume cannot be lost: what takes it away is found, in its place.

Each test takes this repository's own reference, removes one thing, and asks what
`check` says of it, and whether a build would go on.
"""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from microref import api
from microref.api import BuildPlan, Project, check, plan_build, selection
from microref.checks import Subject, check_before_build
from microref.derive.resolve import resolve
from microref.diagnostics import Diagnostic, Severity
from microref.load.project import load
from microref.source import Span
from tests.helpers import NOT_IN_SMALL_SPECS, check_project

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

ROOT = Path(__file__).parents[2]
OPERATION = "update-volume-attachment"
SAMPLE = "os-volumes/v2.85/update-volume-attachment-delete-flag-req.json"
SPEC = "parameters.yaml"
CONFIG = "pyproject.toml"

# What the tests take away, as it stands in the spec.
SHOWN = "          - notice: orchestrated-swap\n"
GUARD = """\
    guard:
      started_by: [os-retype, os-migrate_volume]
      otherwise: 409
      notice: orchestrated-swap
"""
ROW = "                  - volumeId: volumeId_swap\n"


@dataclass
class Reference:
    """A copy of the reference, to be changed and checked."""

    folder: Path

    @property
    def spec(self) -> str:
        return (self.folder / SPEC).read_text()

    def edit(self, change: Callable[[str], str]) -> None:
        before = self.spec
        after = change(before)
        assert after != before, "the reference has changed, and this test with it"
        (self.folder / SPEC).write_text(after)

    def replace(self, old: str, new: str) -> None:
        assert self.spec.count(old) == 1, f"{old!r} should stand once in {SPEC}"
        self.edit(lambda text: text.replace(old, new))

    def remove(self, old: str) -> None:
        self.replace(old, "")

    def remove_block(self, start: str) -> None:
        """Remove a line, and those below it that are indented more deeply."""
        indent = len(start) - len(start.lstrip())
        lines = self.spec.splitlines(keepends=True)
        (first,) = [index for index, line in enumerate(lines) if line.rstrip() == start]
        last = first + 1
        while not lines[last].strip() or len(lines[last]) - len(lines[last].lstrip()) > indent:
            last += 1
        self.edit(lambda text: "".join(lines[:first] + lines[last:]))

    def line_of(self, text: str) -> int:
        (line,) = [number for number, line in enumerate(self.spec.splitlines(), 1) if text in line]
        return line

    def guarded(self) -> dict[str, Span]:
        config = tomllib.loads((ROOT / CONFIG).read_text())
        place = Span(CONFIG, 1, 1, 1, 1)
        return dict.fromkeys(config["tool"]["microref"]["guarded"], place)

    def found(self) -> list[Diagnostic]:
        return list(check_project(self.folder / SPEC, self.guarded()))

    def stops_the_build(self) -> bool:
        loaded = load(self.folder / SPEC)
        assert loaded.spec is not None
        subject = Subject(
            spec=loaded.spec,
            messages=resolve(loaded.spec),
            samples_folder=self.folder / loaded.spec.api.samples,
            base=self.folder,
            guarded=self.guarded(),
        )
        found = [*loaded.diagnostics, *check_before_build(subject)]
        return any(diagnostic.severity is Severity.ERROR for diagnostic in found)

    def expect(self, *findings: tuple[str, int | str]) -> None:
        """Assert that just these are found: a code, and a line of the spec or a place elsewhere.

        What an edit leaves over, as a definition that was used there or a version without a
        note in the history, is not asked for.
        """
        expected = {
            f"{SPEC}:{place} {code}" if isinstance(place, int) else f"{place} {code}"
            for code, place in findings
        }
        found = {
            f"{diagnostic.span.place} {diagnostic.code}"
            for diagnostic in self.found()
            if not diagnostic.code.startswith((*NOT_IN_SMALL_SPECS, "V009"))
        }
        assert found == expected
        assert self.stops_the_build()

    def project(self, setting: str) -> Project:
        """The reference with the settings of this repository and one more."""
        table = "[tool.microref]\n"
        config = (ROOT / CONFIG).read_text().replace(table, f"{table}{setting}\n")
        (self.folder / CONFIG).write_text(config)
        return api.load(self.folder / SPEC, self.folder)

    def build(self, **templates: str) -> BuildPlan:
        """What a build with templates of the project would do."""
        folder = self.folder / "templates"
        folder.mkdir()
        for name, text in templates.items():
            (folder / f"{name}.rst.j2").write_text(text)
        return plan_build(self.project('templates = "templates"'))

    @property
    def operation_line(self) -> int:
        return self.line_of(f"- id: {OPERATION}")

    @property
    def guard_line(self) -> int:
        """The line of the guard's first key, at which findings about the guard stand."""
        return self.line_of("started_by: [os-retype, os-migrate_volume]")


@pytest.fixture
def reference(tmp_path: Path) -> Reference:
    shutil.copy(ROOT / SPEC, tmp_path)
    shutil.copytree(ROOT / "api_samples", tmp_path / "api_samples")
    return Reference(tmp_path)


def test_the_operation_is_among_those_that_must_have_a_guard(reference: Reference) -> None:
    assert list(reference.guarded()) == [OPERATION]


def test_the_reference_as_it_is_has_no_finding(reference: Reference) -> None:
    assert [str(diagnostic) for diagnostic in reference.found()] == []
    assert not reference.stops_the_build()


def test_without_the_notice(reference: Reference) -> None:
    reference.replace("notices:\n", "notices:\n  another: {text: Another.}\n")
    reference.remove_block("  orchestrated-swap:")
    reference.expect(
        ("S009", reference.line_of("- notice: orchestrated-swap")),
        ("S009", reference.line_of("otherwise: 409") + 1),
    )


def test_without_the_only_notice(reference: Reference) -> None:
    reference.remove_block("  orchestrated-swap:")
    reference.expect(("S006", reference.line_of("notices:")))


def test_without_any_notices(reference: Reference) -> None:
    reference.remove_block("notices:")
    reference.expect(
        ("S009", reference.line_of("- notice: orchestrated-swap")),
        ("S009", reference.line_of("otherwise: 409") + 1),
    )


@pytest.mark.parametrize("text", ['""', '" "', "|\n\n", '".. A change swaps the volume."'])
def test_with_a_notice_that_says_nothing(reference: Reference, text: str) -> None:
    first = "    text: |\n      A change of ``volumeId``"
    before, _, rest = reference.spec.partition(first)
    kept = rest[rest.index("\n# Sorted by") :]
    reference.edit(lambda _: f"{before}    text: {text}\n{kept}")
    line = reference.line_of("kind: important") + 1
    reference.expect(("G101", line))


def test_without_the_guard(reference: Reference) -> None:
    reference.edit(lambda text: text[: text.index(GUARD)] + text[text.index("\npages:") :])
    reference.expect(("G105", reference.operation_line))


def test_without_the_guard_and_without_the_notice(reference: Reference) -> None:
    reference.edit(lambda text: text[: text.index(GUARD)] + text[text.index("\npages:") :])
    reference.remove_block("notices:")
    reference.remove(SHOWN)
    reference.expect(("G105", reference.operation_line))


def test_without_the_use_of_the_notice(reference: Reference) -> None:
    reference.remove(SHOWN)
    reference.expect(("G101", reference.operation_line))


@pytest.mark.parametrize("setting", ['ignore = ["G"]', 'select = ["J"]'])
def test_without_the_use_of_the_notice_where_no_finding_is_wanted(
    reference: Reference, setting: str
) -> None:
    reference.remove(SHOWN)
    project = reference.project(setting)
    assert check(project, selection(project.config)).diagnostics == ()
    plan = plan_build(project)
    assert plan.refused
    assert [found.code for found in plan.diagnostics] == ["G101"]


def test_with_the_use_of_the_notice_as_a_comment(reference: Reference) -> None:
    reference.replace(SHOWN, "          - comment: |\n              notice: orchestrated-swap\n")
    reference.expect(("G101", reference.operation_line))


def test_with_the_notice_at_another_operation_only(reference: Reference) -> None:
    reference.remove(SHOWN)
    reference.replace(
        "description: |\n          Shows one volume attachment of a server.\n",
        "description:\n" + SHOWN,
    )
    reference.expect(("G101", reference.operation_line))


@pytest.mark.parametrize("window", ['min_version: "2.85"', 'max_version: "2.84"'])
def test_with_the_notice_in_a_section_for_some_versions(reference: Reference, window: str) -> None:
    reference.replace(
        SHOWN,
        "          - section:\n"
        "              title: Swapping\n"
        f"              {window}\n"
        "              text:\n"
        "                - notice: orchestrated-swap\n",
    )
    reference.expect(("G101", reference.line_of("- notice: orchestrated-swap")))


def test_with_the_notice_in_a_section_for_all_versions_all_is_well(reference: Reference) -> None:
    reference.replace(
        SHOWN,
        "          - section:\n"
        "              title: Swapping\n"
        "              text:\n"
        "                - notice: orchestrated-swap\n",
    )
    assert reference.found() == []


def test_without_the_code(reference: Reference) -> None:
    codes = "error: [400, 401, 403, 404, 409]"
    before, own, rest = reference.spec.partition(f"- id: {OPERATION}")
    reference.edit(lambda _: before + own + rest.replace(codes, "error: [400, 401, 403, 404]", 1))
    line = next(
        number
        for number, text in enumerate(reference.spec.splitlines(), 1)
        if number > reference.operation_line and "normal: [202]" in text
    )
    reference.expect(("G102", line))


def test_without_any_codes(reference: Reference) -> None:
    before, own, rest = reference.spec.partition(f"- id: {OPERATION}")
    status = (
        "        status:\n          normal: [202]\n          error: [400, 401, 403, 404, 409]\n"
    )
    reference.edit(lambda _: before + own + rest.replace(status, "", 1))
    reference.expect(("G102", reference.operation_line))


def test_without_the_row(reference: Reference) -> None:
    reference.remove(ROW)
    reference.expect(
        ("G105", reference.operation_line),
        (
            "J103",
            f"api_samples/{SAMPLE}:{line_in_sample(reference, 'volumeId')}",
        ),
    )


def test_with_a_row_at_no_version(reference: Reference) -> None:
    reference.replace(
        ROW, ROW.replace("volumeId_swap", '{use: volumeId_swap, min_version: "2.101"}')
    )
    row = reference.line_of("use: volumeId_swap")
    sample = f"api_samples/{SAMPLE}:{line_in_sample(reference, 'volumeId')}"
    reference.expect(("V002", row), ("G103", reference.guard_line), ("J105", sample))


def test_with_another_definition(reference: Reference) -> None:
    reference.replace(ROW, ROW.replace("volumeId_swap", "volumeId"))
    reference.expect(("G105", reference.operation_line))


@pytest.mark.parametrize(("last", "first"), [("2.1", "2.2"), ("2.84", "2.85"), ("2.99", "2.100")])
def test_with_another_definition_from_some_version_on(
    reference: Reference, last: str, first: str
) -> None:
    reference.replace(
        ROW,
        ROW.replace("volumeId_swap", f'{{use: volumeId_swap, max_version: "{last}"}}')
        + ROW.replace("volumeId_swap", f'{{use: volumeId, min_version: "{first}"}}'),
    )
    # At 2.85 the sample holds the field that is not guarded, and needs no excuse then.
    stale = [] if last == "2.99" else [("G106", reference.guard_line)]
    reference.expect(("G107", reference.line_of("{use: volumeId,")), *stale)


def test_with_another_definition_until_some_version(reference: Reference) -> None:
    reference.replace(
        ROW,
        ROW.replace("volumeId_swap", '{use: volumeId_swap, min_version: "2.85"}')
        + ROW.replace("volumeId_swap", '{use: volumeId, max_version: "2.84"}'),
    )
    reference.expect(("G107", reference.line_of("{use: volumeId,")))


def test_with_another_definition_that_is_written_in_place(reference: Reference) -> None:
    reference.replace(ROW, ROW.replace("volumeId_swap", "{type: string, required: true}"))
    reference.expect(("G105", reference.operation_line))


def test_with_another_id(reference: Reference) -> None:
    reference.replace(f"- id: {OPERATION}", "- id: change-volume-attachment")
    reference.expect(("G105", f"{CONFIG}:1"))


def test_without_the_operation(reference: Reference) -> None:
    before, _, rest = reference.spec.partition(f"      - id: {OPERATION}\n")
    reference.edit(lambda _: before + rest[rest.index("      - id: detach-volume") :])
    reference.expect(("G105", f"{CONFIG}:1"), ("J112", f"api_samples/{SAMPLE}:1"))


def test_without_the_excuse_of_the_sample(reference: Reference) -> None:
    reference.remove_block("      samples:")
    line = line_in_sample(reference, "volumeId")
    reference.expect(("G104", f"api_samples/{SAMPLE}:{line}"))


def test_with_an_excuse_that_gives_no_reason(reference: Reference) -> None:
    reason = reference.spec[reference.spec.index(f"{SAMPLE}: >-") :].partition("\n\n")[0]
    reference.replace(reason, f'{SAMPLE}: ""')
    excuse = reference.line_of(f'{SAMPLE}: ""')
    line = line_in_sample(reference, "volumeId")
    reference.expect(("S008", excuse), ("G104", f"api_samples/{SAMPLE}:{line}"))


@pytest.mark.parametrize(
    ("name", "content", "line"),
    [
        (
            "swap-req.json",
            '{"volumeAttachment": {\n "volumeId":\n  "bb6ca75d-6b6a-49a7-8b9c-3ab6a0c4bb3f"}}\n',
            2,
        ),
        (
            "swap-req.json",
            '{"volumeAttachment": {"volumeId": "bb6ca75d-6b6a-49a7-8b9c-3ab6a0c4bb3f"}}\n',
            1,
        ),
        ("swap.curl", 'curl -X PUT \\\n -d \'{"volumeAttachment": {"volumeId": "b"}}\'\n', 2),
        ("swap.txt", "PUT /servers/1\n\n{'volumeAttachment': {'volumeId': ...}}\n", 3),
    ],
)
def test_with_one_more_sample_that_holds_the_field(
    reference: Reference, name: str, content: str, line: int
) -> None:
    (reference.folder / "api_samples" / "os-volumes" / name).write_text(content)
    shown = f"            - file: {SAMPLE}\n"
    version = '              min_version: "2.85"\n'
    reference.replace(shown, f"            - file: os-volumes/{name}\n{version}{shown}")
    reference.expect(("G104", f"api_samples/os-volumes/{name}:{line}"))


def test_with_a_sample_that_is_renamed(reference: Reference) -> None:
    old = reference.folder / "api_samples" / SAMPLE
    old.rename(old.with_name("other-req.json"))
    reference.replace(f"- file: {SAMPLE}", "- file: os-volumes/v2.85/other-req.json")
    place = "api_samples/os-volumes/v2.85/other-req.json"
    line = line_in(reference.folder / place, "volumeId")
    reference.expect(("G104", f"{place}:{line}"), ("G106", reference.guard_line))


def test_a_sample_that_does_not_hold_the_field_needs_no_excuse(reference: Reference) -> None:
    """The sample is incomplete on purpose, since the field is required."""
    content = {"volumeAttachment": {"delete_on_termination": True}}
    (reference.folder / "api_samples/os-volumes/flag-req.json").write_text(json.dumps(content))
    shown = f"            - file: {SAMPLE}\n"
    entry = '            - {file: os-volumes/flag-req.json, min_version: "2.85", partial: true}\n'
    reference.replace(shown, entry + shown)
    assert reference.found() == []


INSIDE = "{{ admonition.text | indent(3, first=true) }}"
OWN = {
    "nothing": ("admonition", "{# our theme shows no boxes #}"),
    "only its kind": ("admonition", ".. {{ admonition.kind }}:: See the documentation."),
    "other kinds alone": (
        "admonition",
        "{% if admonition.kind != 'important' %}{{ admonition.text }}{% endif %}",
    ),
    "the beginning": ("admonition", "{{ admonition.text | truncate(200) }}"),
    "a comment": ("admonition", f"..\n{INSIDE}"),
    "a comment from its first line on": ("admonition", f".. {INSIDE}"),
    "for some outputs": ("admonition", f".. only:: latex\n\n{INSIDE}"),
    "raw": ("admonition", f".. raw:: html\n\n{INSIDE}"),
    "a substitution": ("admonition", f".. |swap| replace:: x\n{INSIDE}"),
    "an operation without its text": (
        "operation",
        "{{ operation.title | rst }}\n\n{{ operation.parts[0] | rst }}",
    ),
    "a page without its operations": ("page", "{{ page.title | rst }}"),
    "a page that hides its operations": (
        "page",
        "{{ page.title | rst }}\n\n..\n{{ page.parts | rst | indent(2, first=true) }}",
    ),
    "a page of titles": (
        "page",
        "{% for part in page.parts if part is not string %}{{ part.title | rst }}\n\n{% endfor %}",
    ),
}


@pytest.mark.parametrize(("name", "template"), OWN.values(), ids=OWN)
def test_with_a_template_that_leaves_it_out(reference: Reference, name: str, template: str) -> None:
    plan = reference.build(**{name: template})
    (found,) = plan.diagnostics
    assert (found.code, found.span.place) == ("R903", f"templates/{name}.rst.j2:1")
    assert OPERATION in found.message
    assert [note.span.line for note in found.related] == [
        reference.line_of("- notice: orchestrated-swap"),
        reference.guard_line,
    ]
    assert plan.refused
    assert plan.changes == ()


ANOTHER_PAGE = """\
{{ page.title | rst }}

{% for part in page.parts %}
{% if part is string %}
{{ part }}
{% else %}
{{ part.title | rst }}

{{ part.parts | rst }}
{% endif %}

{% endfor %}
"""


@pytest.mark.parametrize(
    ("name", "template"),
    [
        ("admonition", '{% include "!admonition.rst.j2" %}'),
        ("admonition", "{{ admonition.text }}"),
        (
            "admonition",
            "**{{ admonition.kind }}**\n\n{{ admonition.text | wordwrap(72, false, None, false) }}",
        ),
        ("admonition", f".. container:: box\n\n{INSIDE}"),
        ("admonition", ".. danger:: {{ admonition.text | indent(3) }}"),
        ("operation", "{{ operation.parts | rst }}"),
        ("page", ANOTHER_PAGE),
    ],
)
def test_with_a_template_that_lays_it_out_in_another_way(
    reference: Reference, name: str, template: str
) -> None:
    plan = reference.build(**{name: template})
    assert [str(found) for found in plan.diagnostics] == []
    assert not plan.refused


def line_in_sample(reference: Reference, word: str) -> int:
    return line_in(reference.folder / "api_samples" / SAMPLE, word)


def line_in(path: Path, word: str) -> int:
    (line,) = [
        number
        for number, text in enumerate(path.read_text().splitlines(), 1)
        if f'"{word}"' in text
    ]
    return line
