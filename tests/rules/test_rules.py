"""Each rule by its cases, and the contract: a rule, its file, its cases, its documentation."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest
from docutils.core import publish_doctree

import microref.checks.rules as rules_package
from microref.checks.build_rules import BUILD_RULES
from microref.checks.kinds import ALL_KINDS, KINDS
from microref.checks.registry import RULES
from microref.checks.rule import Rule
from microref.checks.rules import endless_body
from microref.derive.resolve import resolve
from microref.diagnostics import Kind, Severity
from microref.emit.rst import RenderOptions, render
from microref.load.project import load
from tests.helpers import check_project
from tests.rule_cases import SPEC, Case, cases_in, cases_of

HERE = Path(__file__).parent
CASES = cases_in(HERE)
LETTERS = "SPVJCRGIH"


def by_slug(rule: Rule) -> str:
    return rule.kind.slug


def by_code(rule: Rule) -> str:
    return rule.kind.code


@pytest.mark.parametrize("case", CASES, ids=str)
def test_a_case_has_its_findings_and_no_others(case: Case, tmp_path: Path) -> None:
    case.check(tmp_path)


def test_names_of_cases_are_unique() -> None:
    assert [name for name, times in Counter(map(str, CASES)).items() if times > 1] == []


def test_each_rule_has_its_file_and_each_file_its_rule() -> None:
    folder = Path(rules_package.__file__).parent
    files = sorted(path.stem for path in folder.glob("*.py") if path.stem != "__init__")
    assert sorted(rule.kind.slug.replace("-", "_") for rule in RULES) == files


def test_each_rule_has_its_case_file_and_each_file_its_rule() -> None:
    files = sorted(path.name for path in HERE.iterdir() if path.suffix == ".yaml")
    assert sorted(f"{rule.kind.slug}.yaml" for rule in RULES) == files


@pytest.mark.parametrize("rule", RULES, ids=by_slug)
def test_each_rule_has_cases_with_and_without_findings(rule: Rule) -> None:
    cases = cases_of(HERE / f"{rule.kind.slug}.yaml")
    guilty = [case for case in cases if rule.kind.code in case.codes]
    clean = [case for case in cases if not case.findings]
    assert guilty
    assert len(clean) >= 0.6 * len(guilty)
    assert len(guilty) + len(clean) == len(cases), "a case is about its own rule"


@pytest.mark.parametrize("rule", RULES, ids=by_slug)
def test_the_module_of_a_rule_is_its_documentation(rule: Rule) -> None:
    module = getattr(rules_package, rule.kind.slug.replace("-", "_"))
    assert rule.kind.doc == module.__doc__
    assert rule is module.RULE


@pytest.mark.parametrize("rule", RULES, ids=by_slug)
def test_a_rule_knows_no_other_rule(rule: Rule) -> None:
    module = rules_package.__file__.replace("__init__", rule.kind.slug.replace("-", "_"))
    assert "checks.rules" not in Path(module).read_text()


def test_no_rule_stands_twice_and_those_of_the_build_are_among_all() -> None:
    assert len({id(rule) for rule in RULES}) == len(RULES)
    assert set(map(by_slug, BUILD_RULES)) <= set(map(by_slug, RULES))


def test_a_build_stops_for_what_spoils_a_page_and_for_guards() -> None:
    stopping = {rule.kind.code for rule in BUILD_RULES}
    spoiling = {"S015", endless_body.RULE.kind.code}
    publishing_more = {"R101", "R102", "R103"}
    assert stopping == spoiling | publishing_more | {
        code for code in map(by_code, RULES) if code[0] == "G"
    }
    assert len(BUILD_RULES) < len(RULES)


PUBLISHED = [
    case for case in CASES if case.codes and not case.codes & set(map(by_code, BUILD_RULES))
]


@pytest.mark.parametrize("case", PUBLISHED, ids=str)
def test_what_stops_no_build_is_published(case: Case, tmp_path: Path) -> None:
    case.check(tmp_path)
    spec = load(tmp_path / SPEC).spec
    assert spec is not None
    rendered = render(spec, resolve(spec), RenderOptions(source=SPEC, samples="samples"))
    assert rendered.diagnostics == ()
    pages = {file.path for file in rendered.artifacts if file.path.endswith(".inc")}
    assert pages == {f"{key}.inc" for key in spec.pages}


def test_codes_and_slugs_are_unique_and_well_formed() -> None:
    for words in ([kind.code for kind in ALL_KINDS], [kind.slug for kind in ALL_KINDS]):
        assert [word for word, times in Counter(words).items() if times > 1] == []
    for kind in ALL_KINDS:
        assert re.fullmatch(rf"[{LETTERS}][0-9]{{3}}", kind.code)
        assert re.fullmatch(r"[a-z]+(-[a-z]+)*", kind.slug)


def test_all_kinds_are_in_the_order_of_the_documentation() -> None:
    places = [(LETTERS.index(kind.code[0]), kind.code) for kind in ALL_KINDS]
    assert places == sorted(places)
    assert set(KINDS) <= set(ALL_KINDS)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.slug)
def test_documentation_has_a_summary_and_examples(kind: Kind) -> None:
    doc = kind.doc.strip()
    assert kind.summary.endswith("."), "the first line is a whole sentence"
    assert len(kind.summary) <= 100
    # A fault of a sample is shown by its cases; that of a rule, by what one writes.
    if kind.code[0] != "J":
        assert re.search(r"^ *Wrong.*::$", doc, re.MULTILINE)
        assert re.search(r"^ *Right.*::$", doc, re.MULTILINE)


@pytest.mark.parametrize("kind", ALL_KINDS, ids=lambda kind: kind.slug)
def test_documentation_is_rst(kind: Kind) -> None:
    import inspect

    document = publish_doctree(
        inspect.cleandoc(kind.doc),
        settings_overrides={"report_level": 1, "halt_level": 1, "_disable_config": True},
    )
    assert document.astext().strip()


@pytest.mark.parametrize(
    ("sample", "severity"),
    [
        ('{"properties": {"id": {"type": "string"}, "tags": {"items": {}}}}', Severity.INFO),
        ('{"properties": {"id": {"colour": "red"}}}', Severity.WARNING),
        ('{"properties": {}}', Severity.WARNING),
    ],
    ids=["a schema", "a thing that has properties", "nothing"],
)
def test_a_schema_without_parameters_is_a_remark(sample: str, severity: Severity, tmp_path) -> None:
    (case,) = [
        case
        for case in cases_of(HERE / "sample-without-parameters.yaml")
        if case.name == "a response of which nothing is listed"
    ]
    replace(case, samples={"a.json": sample}).found(tmp_path)
    found = [one for one in check_project(tmp_path / SPEC) if one.code == "C107"]
    assert [one.severity for one in found] == [severity]
