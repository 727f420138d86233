"""Loading from files: what cannot be said by the cases of tests/load_cases."""

from __future__ import annotations

import gc
import os
from pathlib import Path

import pytest

from microref.load.project import load

HEADER = "microref: 1\napi: {title: T, service_type: t}\n"


def write(folder: Path, text: str, **others: str) -> Path:
    for name, content in others.items():
        (folder / f"{name}.yaml").write_text(content)
    (folder / "root.yaml").write_text(HEADER + text)
    return folder / "root.yaml"


def found(path: Path) -> list[str]:
    return [str(diagnostic) for diagnostic in load(path).diagnostics]


def test_what_a_load_gives(tmp_path) -> None:
    root = write(tmp_path, "include: [a.yaml]\n", a="parameters: {}\n")
    loaded = load(root)
    assert loaded.root == root
    assert loaded.files == (root, tmp_path / "a.yaml")
    assert list(loaded.sources) == ["root.yaml", "a.yaml"]
    assert loaded.sources["a.yaml"].text == "parameters: {}\n"
    assert loaded.spec is not None
    assert loaded.diagnostics == ()


def test_paths_in_findings_are_relative_to_the_base(tmp_path) -> None:
    folder = tmp_path / "api"
    folder.mkdir()
    root = write(folder, "x: 1\n")
    assert [str(d.span) for d in load(root, tmp_path).diagnostics] == ["api/root.yaml:3:1"]


def test_a_root_that_is_missing_gives_no_spec(tmp_path) -> None:
    loaded = load(tmp_path / "root.yaml")
    assert loaded.spec is None
    assert [d.code for d in loaded.diagnostics] == ["S002"]
    assert (loaded.files, loaded.sources) == ((), {})


def test_a_relative_root(tmp_path, monkeypatch) -> None:
    write(tmp_path, "include: [a.yaml]\n", a="x: 1\n")
    monkeypatch.chdir(tmp_path)
    assert found(Path("root.yaml")) == ["a.yaml:1:1: error S005 unknown key 'x' in this spec file"]


def test_a_link_to_a_file_outside_is_refused(tmp_path) -> None:
    project = tmp_path / "project"
    project.mkdir()
    (tmp_path / "secret.yaml").write_text("parameters: {}\n")
    (project / "link.yaml").symlink_to("../secret.yaml")
    (project / "all").symlink_to("..")
    root = write(project, "include: [link.yaml, 'l*.yaml', all/secret.yaml]\n")
    outside = "error S010 {} lies outside of the project"
    assert found(root) == [
        f"root.yaml:3:11: {outside.format(repr('link.yaml'))}",
        f"root.yaml:3:22: {outside.format(repr('link.yaml'))}",
        f"root.yaml:3:33: {outside.format(repr('all/secret.yaml'))}",
    ]
    assert load(root).files == (root,)


def test_a_link_within_the_project_is_the_file_itself(tmp_path) -> None:
    (tmp_path / "link.yaml").symlink_to("a.yaml")
    root = write(tmp_path, "include: [a.yaml, link.yaml]\n", a="parameters: {a: {}}\n")
    assert found(root) == []


def test_a_project_that_is_reached_by_a_link(tmp_path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to("real")
    write(tmp_path / "real", "include: ['*a.yaml']\n", a="parameters: {a: {}}\n")
    assert found(tmp_path / "link/root.yaml") == []


@pytest.mark.parametrize("pattern", ["a.yaml", "*a.yaml"])
def test_an_included_pipe_does_not_hold_the_build(tmp_path, pattern) -> None:
    os.mkfifo(tmp_path / "a.yaml")
    root = write(tmp_path, f"include: ['{pattern}']\n")
    assert found(root) == ["root.yaml:3:11: error S002 cannot read a.yaml: it is no regular file"]


@pytest.mark.parametrize("pattern", ["a.yaml", "*a.yaml"])
def test_a_link_to_itself(tmp_path, pattern) -> None:
    (tmp_path / "a.yaml").symlink_to("a.yaml")
    root = write(tmp_path, f"include: ['{pattern}']\n")
    assert [line.split()[2] for line in found(root)] == ["S002"]


def test_a_folder_that_no_system_can_have(tmp_path) -> None:
    root = write(tmp_path, f"include: ['{'a' * 5000}/*']\n")
    (fault,) = load(root).diagnostics
    assert fault.code == "S002"


def test_a_long_chain_of_includes(tmp_path) -> None:
    chain = {f"i{n}": f"include: [i{n + 1}.yaml]\n" for n in range(1100)}
    root = write(tmp_path, "include: [i0.yaml]\n", **chain, i1100="parameters: {last: {}}\n")
    loaded = load(root)
    assert loaded.diagnostics == ()
    assert loaded.spec is not None
    assert list(loaded.spec.parameters) == ["last"]


def test_a_long_chain_of_definitions(tmp_path) -> None:
    lines = [f"  d{n}: {{fields: [{{x: d{n + 1}}}]}}\n" for n in range(1500)]
    root = write(tmp_path, "parameters:\n" + "".join(lines) + "  d1500: {fields: [{x: d0}]}\n")
    (fault,) = load(root).diagnostics
    assert (fault.code, fault.span.line) == ("S012", 4)


def test_the_order_of_the_text_is_the_order_of_the_spec(tmp_path) -> None:
    a = "include: [b.yaml]\npages: {p2: {title: T}}\n"
    root = write(
        tmp_path,
        "include: [a.yaml, c.yaml]\npages: {p1: {title: T}}\n",
        a=a, b="pages: {p3: {title: T}}\n", c="pages: {p4: {title: T}}\n",
    )  # fmt: skip
    loaded = load(root)
    assert loaded.spec is not None
    assert list(loaded.spec.pages) == ["p1", "p2", "p3", "p4"]


def test_the_collector_is_left_as_it_was(tmp_path) -> None:
    root = write(tmp_path, "")
    assert gc.isenabled()
    load(root)
    assert gc.isenabled()
    gc.disable()
    try:
        load(root)
        assert not gc.isenabled()
    finally:
        gc.enable()
