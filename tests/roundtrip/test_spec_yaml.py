"""What `emit.spec_yaml` writes is read back as the same spec, and has one canonical form."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, assume, example, given, settings
from hypothesis import strategies as st

from microref.emit.artifact import Artifact
from microref.emit.spec_yaml import Layout, Remarkable, document_text, spec_files
from microref.emit.spec_yaml.scalars import in_flow, passage, word
from microref.load.project import load
from microref.microversion import Microversion, Window
from microref.model import (
    Api,
    Definition,
    HistoryEntry,
    Label,
    Message,
    Microversions,
    Operation,
    Page,
    Prose,
    Rst,
    Sample,
    Section,
    Spec,
    Use,
)
from tests import strategies
from tests.strategies import AWKWARD, AWKWARD_LINES, LONG, NOWHERE
from tests.unit.load.cases import all_cases

PROJECT = Path(__file__).parents[2]
HERE = Path(__file__).parent
EVERYTHING = HERE / "everything.yaml"
OF_THE_GRAMMAR = {
    "S001",
    "S002",
    "S003",
    "S004",
    "S005",
    "S006",
    "S007",
    "S008",
    "S010",
    "S013",
    "V001",
}

SLOW = [HealthCheck.too_slow, HealthCheck.data_too_large]
"""A whole spec is much to make up, and may be."""

ONE_FILE = Layout()
PAGE_FILES = Layout(pages="pages")


def real_specs() -> list[Path]:
    tests = PROJECT / "tests"
    return [
        PROJECT / "parameters.yaml",
        *sorted((tests / "hard").glob("*/parameters.yaml")),
        tests / "mutation" / "corners" / "parameters.yaml",
        *sorted((tests / "golden" / "specs").glob("*.yaml")),
        EVERYTHING,
    ]


CLEAN_CASES = [
    case for case in all_cases() if not case.gives_no_spec and not case.codes & OF_THE_GRAMMAR
]


def written(files: tuple[Artifact, ...], folder: Path) -> Path:
    for artifact in files:
        path = folder / artifact.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(artifact.text.encode())
    return folder / files[0].path


def read(files: tuple[Artifact, ...]) -> Spec:
    """The spec in these files, in which the grammar finds no fault."""
    with tempfile.TemporaryDirectory() as folder:
        loaded = load(written(files, Path(folder)))
    faults = [str(found) for found in loaded.diagnostics if found.code in OF_THE_GRAMMAR]
    assert faults == [], files[0].text
    assert loaded.spec is not None
    return loaded.spec


def exact(value: Any) -> Any:
    """A value without positions; 1, 1.0 and true differ, and the order of mappings counts."""
    if is_dataclass(value):
        attributes = [field.name for field in fields(value) if field.compare]
        return (type(value).__name__, [(name, exact(getattr(value, name))) for name in attributes])
    if isinstance(value, Mapping):
        return [(key, exact(item)) for key, item in value.items()]
    if isinstance(value, (list, tuple)):
        return (type(value).__name__, [exact(item) for item in value])
    return (type(value).__name__, repr(value))


def by_path(spec: Spec) -> Spec:
    """The spec as it is read from files of its pages: they come in the order of their paths."""
    paths = sorted(spec.pages, key=lambda key: Path(f"pages/{key}.yaml"))
    return replace(spec, pages={key: spec.pages[key] for key in paths})


def assert_round_trip(spec: Spec) -> None:
    for layout, expected in ((ONE_FILE, spec), (PAGE_FILES, by_path(spec))):
        files = spec_files(spec, layout)
        again = read(files)
        assert again == spec
        assert exact(again) == exact(expected), files[0].text
        assert set(spec_files(again, layout)) == set(files)


# ------------------------------------------------------------------ real specs


@pytest.mark.parametrize("path", real_specs(), ids=lambda path: str(path.relative_to(PROJECT)))
def test_a_real_spec_comes_back(path: Path) -> None:
    spec = load(path).spec
    assert spec is not None
    assert_round_trip(spec)


@pytest.mark.parametrize("case", CLEAN_CASES, ids=str)
def test_a_case_of_the_loader_comes_back(case: Any, tmp_path: Path) -> None:
    spec = load(case.write(tmp_path)).spec
    assert spec is not None
    assert_round_trip(spec)


def test_the_canonical_form() -> None:
    """The golden file is what it becomes: its form is the canonical one."""
    spec = load(EVERYTHING).spec
    assert spec is not None
    assert [artifact.text for artifact in spec_files(spec)] == [EVERYTHING.read_text("utf-8")]


# ------------------------------------------------------------------- any spec


@settings(max_examples=60, deadline=None, suppress_health_check=SLOW)
@given(strategies.specs)
def test_any_spec_comes_back(spec: Spec) -> None:
    assert_round_trip(spec)


def some_api(**attributes: Any) -> Api:
    return Api(title="T", service_type="t", **attributes, span=NOWHERE)


@settings(max_examples=100, deadline=None)
@given(strategies.definitions)
def test_any_definition_comes_back(definition: Definition) -> None:
    spec = Spec(api=some_api(), parameters={"a": definition, "b": definition}, span=NOWHERE)
    assert exact(read(spec_files(spec))) == exact(spec)


@settings(max_examples=100, deadline=None)
@given(st.lists(strategies.passages, max_size=3))
def test_the_notes_of_a_version_stay_apart(notes: list[Any]) -> None:
    entry = HistoryEntry(version=Microversion(2, 1), notes=tuple(notes), span=NOWHERE)
    spec = Spec(api=some_api(microversions=Microversions(history=(entry,))), span=NOWHERE)
    assert exact(read(spec_files(spec))) == exact(spec)


@settings(max_examples=200, deadline=None)
@given(strategies.json_values)
@example(10**308)
@example(-0.0)
@example(1e16)
@example({"<<": {"a": 1}})
@example({"x" * 1100: [1]})
def test_any_json_value_comes_back(value: Any) -> None:
    definition = Definition(schema={"a": value, "b": [value, value]}, span=NOWHERE)
    spec = Spec(api=some_api(), parameters={"a": definition}, span=NOWHERE)
    assert exact(read(spec_files(spec))) == exact(spec)


# ------------------------------------------------------------ any YAML reader

texts = pytest.mark.parametrize(
    "text", [*AWKWARD, *AWKWARD_LINES, *LONG], ids=lambda text: ascii(text[:30])
)


def values_for_others(document: str) -> list[Any]:
    return [yaml.load(document, loader) for loader in (yaml.SafeLoader, yaml.CSafeLoader)]


@texts
def test_other_readers_see_the_same_text(text: str) -> None:
    assert_other_readers_agree(text)


@settings(max_examples=500, deadline=None)
@given(strategies.texts)
def test_other_readers_see_any_text(text: str) -> None:
    assert_other_readers_agree(text)


def assert_other_readers_agree(text: str) -> None:
    line = word(text)
    assert "\n" not in line
    for document in (f"k: {line}", f"- - {line}", f"k: [{in_flow(line)}, x]"):
        for value in values_for_others(document):
            assert value in ({"k": text}, [[text]], {"k": [text, "x"]}), document
    key = f"? {line}\n: x" if len(line) > 1000 else f"{line}: x"
    assert values_for_others(key) == [{text: "x"}] * 2
    for head, pad in (("k:", "  "), ("-", "  "), ("- k:", "    "), ("- - k:", "      ")):
        behind = "\n\n" + ("- x" if head[0] == "-" else "l: x") + "\n"
        block = "\n".join(passage(head, text, pad, exact=True))
        for value in values_for_others(block + behind):
            assert leaf(value) == text, block
        assert all(not row or row.startswith((head, pad)) for row in block.split("\n"))
        rst = text.rstrip("\n")
        block = "\n".join(passage(head, rst, pad, exact=False))
        for value in values_for_others(block + behind):
            assert leaf(value).rstrip("\n") == rst, block


def leaf(value: Any) -> str:
    while not isinstance(value, str):
        value = value[0] if isinstance(value, list) else value["k"]
    return value


@given(strategies.versions)
def test_versions_are_quoted(version: Microversion) -> None:
    definition = Definition(window=Window(version, version), span=NOWHERE)
    text = document_text(parameters={"a": definition})
    assert f'min_version: "{version}"\n    max_version: "{version}"' in text


# ------------------------------------------------------ nothing is left unsaid


def model_classes() -> set[type[Any]]:
    """Every class of the model that a spec is made of."""
    import microref.model as model

    exported = {getattr(model, name) for name in model.__all__}
    return {value for value in exported if isinstance(value, type) and is_dataclass(value)}


def attributes() -> list[tuple[type[Any], str]]:
    pairs = {(cls, field.name) for cls in model_classes() for field in fields(cls) if field.compare}
    pairs.remove((Page, "key"))  # a page is written under the key that the spec has it by
    return sorted(pairs, key=lambda pair: (pair[0].__name__, pair[1]))


def changed(value: Any) -> Any:
    """Another value of the same kind, or the same where its parts are looked at on their own."""
    match value:
        case bool():
            return not value
        case int():
            return value + 1
        case str():
            return f"{value}x"
        case Window():
            return Window(value.min and value.min.next, value.max and value.max.next)
        case Microversion():
            return value.next
        case tuple():
            return value[:-1]
        case Mapping():
            return dict(list(value.items())[:-1])
    return value


def variants(value: Any, cls: type[Any], name: str) -> list[Any]:
    """The value once for each node of a class in it, with that node's attribute changed."""
    found: list[Any] = []
    if isinstance(value, cls):
        before = getattr(value, name)
        after = changed(before)
        if after is not before and after != before:
            found.append(replace(value, **{name: after}))
        elif is_dataclass(before):
            found.append(None)
    if is_dataclass(value) and not isinstance(value, type):
        for field in fields(value):
            for inner in variants(getattr(value, field.name), cls, name):
                found.append(inner and replace(value, **{field.name: inner}))
    elif isinstance(value, Mapping):
        for key, item in value.items():
            found += [v and {**value, key: v} for v in variants(item, cls, name)]
    elif isinstance(value, tuple) and not isinstance(value, (Window, Microversion)):
        for index, item in enumerate(value):
            for v in variants(item, cls, name):
                found.append(v and (*value[:index], v, *value[index + 1 :]))
    return found


@pytest.mark.parametrize(
    ("cls", "name"), attributes(), ids=lambda part: getattr(part, "__name__", part)
)
def test_every_attribute_is_written(cls: type[Any], name: str) -> None:
    """A new attribute of the model stands in everything.yaml, and its value counts."""
    spec = load(EVERYTHING).spec
    assert spec is not None
    others = variants(spec, cls, name)
    assert others, f"everything.yaml says nothing of {cls.__name__}.{name}"
    before = spec_files(spec)
    for other in others:
        assert other is None or spec_files(other) != before


# ------------------------------------------------------------ files and layout


def page(key: str) -> Page:
    return Page(key=key, title=Label(text=key, span=NOWHERE), span=NOWHERE)


def spec_of(*keys: str) -> Spec:
    return Spec(api=some_api(), pages={key: page(key) for key in keys}, span=NOWHERE)


def test_pages_in_files_of_their_own() -> None:
    files = spec_files(spec_of("b", "a"), PAGE_FILES)
    assert [file.path for file in files] == ["parameters.yaml", "pages/b.yaml", "pages/a.yaml"]
    assert "include: [pages/*.yaml]\n" in files[0].text
    assert files[1].text == "pages:\n  b:\n    title: b\n"


def test_pages_in_folders() -> None:
    files = spec_files(spec_of("a", "v2/a", "v2/b/c"), PAGE_FILES)
    assert [file.path for file in files[1:]] == [
        "pages/a.yaml",
        "pages/v2/a.yaml",
        "pages/v2/b/c.yaml",
    ]
    assert "include: [pages/**/*.yaml]\n" in files[0].text
    assert set(read(files).pages) == {"a", "v2/a", "v2/b/c"}


def test_no_page_no_include() -> None:
    (root,) = spec_files(spec_of(), PAGE_FILES)
    assert "include" not in root.text


def test_a_root_file_in_a_folder() -> None:
    layout = Layout(root="spec/root.yaml", pages="pages")
    files = spec_files(spec_of("a/b"), layout)
    assert [file.path for file in files] == ["spec/root.yaml", "spec/pages/a/b.yaml"]
    assert set(read(files).pages) == {"a/b"}


@pytest.mark.parametrize(
    ("schema", "in_page"),
    [
        ("spec.schema.json", "../../spec.schema.json"),
        ("../assets/s.json", "../../../assets/s.json"),
        ("https://example.com/s.json", "https://example.com/s.json"),
        ("/usr/s.json", "/usr/s.json"),
    ],
)
def test_each_file_names_the_editor_schema(schema: str, in_page: str) -> None:
    root, page_file = spec_files(spec_of("a/b"), Layout(pages="pages", schema=schema))
    assert root.text.startswith(f"# yaml-language-server: $schema={schema}\nmicroref: 1\n")
    assert page_file.text.startswith(f"# yaml-language-server: $schema={in_page}\npages:\n")


def test_a_file_that_says_nothing() -> None:
    assert document_text() == "{}\n"
    assert document_text(notices={}, include=["a.yaml"]) == "include: [a.yaml]\n"


# ------------------------------------------------------------------- comments


def remark(node: Remarkable) -> str:
    return f"{type(node).__name__}\n\nTODO: say\x00more\r\nmicroref: ignore[C001] why"


def test_comments_stand_above_every_kind_of_node() -> None:
    spec = load(EVERYTHING).spec
    assert spec is not None
    files = spec_files(spec, Layout(remark=remark))
    for kind in (Definition, Message, Operation, Page, Sample, Section, Use):
        assert f"# {kind.__name__}\n" in files[0].text
    assert "# TODO: say?more\n" in files[0].text
    assert "# microref: ignore[C001] why\n" in files[0].text
    assert exact(read(files)) == exact(spec)


@settings(max_examples=30, deadline=None, suppress_health_check=SLOW)
@given(strategies.specs, strategies.texts)
def test_any_comment_changes_nothing(spec: Spec, text: str) -> None:
    assume(spec.pages or spec.parameters)
    assert exact(read(spec_files(spec, Layout(remark=lambda node: text)))) == exact(spec)


def test_line_ends_behind_a_text_are_no_content() -> None:
    """The importer may hand over RST with a line end; the reader has none."""
    text = Rst(source="One.\n\nTwo.\n\n", span=NOWHERE, first_line=1)
    definition = Definition(description=(Prose(text=text, span=NOWHERE),), span=NOWHERE)
    document = document_text(parameters={"a": definition, "b": definition})
    assert document == (
        "parameters:\n"
        "  a:\n    description: |\n      One.\n\n      Two.\n\n"
        "  b:\n    description: |\n      One.\n\n      Two.\n"
    )
