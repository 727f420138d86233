from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml

from microref.importer.nesting import place, presence, write
from tests.clock import cpu_time
from tests.importer.nesting.nested import as_data, faults, row, sample

FILES = sorted(Path(__file__).with_name("cases").glob("*.yaml"))
CASES = [
    (f"{path.stem}: {case['name']}", case)
    for path in FILES
    for case in yaml.safe_load(path.read_text("utf-8"))
]


def each_case(cases: list[tuple[str, dict[str, Any]]] = CASES) -> pytest.MarkDecorator:
    return pytest.mark.parametrize(
        "case", [case for _, case in cases], ids=[name for name, _ in cases]
    )


def rows_of(case: dict[str, Any]):
    pairs = [
        next(iter(one.items())) if isinstance(one, dict) else (one, "") for one in case["rows"]
    ]
    return [row(str(label), said, line) for line, (label, said) in enumerate(pairs, 1)]


def samples_of(case: dict[str, Any]):
    return [
        sample(value, f"{number}.json") for number, value in enumerate(case.get("samples", ()), 1)
    ]


def matches(wanted: str, path: tuple[str, ...], how: str, is_guess: bool) -> bool:
    place_of_it, *words = wanted.split(" ")
    return (
        place_of_it == "/".join(path)
        and ("guess" in words) == is_guess
        and all(word in ("guess", how) for word in words)
    )


@each_case()
def test_rows_stand_where_the_case_says(case) -> None:
    rows = rows_of(case)
    placed = place(rows, samples_of(case))
    found = [
        (one.label, "/".join(p.path), p.how.name.lower(), p.is_guess)
        for one, p in zip(rows, placed.placements, strict=True)
    ]
    wanted = case["places"]
    assert len(wanted) == len(found)
    assert [
        (said, *one)
        for said, one, p in zip(wanted, found, placed.placements, strict=True)
        if not matches(said, p.path, p.how.name.lower(), p.is_guess)
    ] == []
    assert placed.form == case.get("form", "json")
    if "levels" in case:
        assert {"/".join(path): kind for path, kind in placed.levels.items()} == case["levels"]


@each_case()
def test_uses_show_the_list_and_have_the_tree(case) -> None:
    rows = rows_of(case)
    placed = place(rows, samples_of(case))
    written = write(rows, placed)
    assert faults(rows, placed, written) == []
    if "uses" in case:
        keys: dict[str | None, str] = {one.key: one.label for one in rows}
        assert as_data(written.uses, keys) == case["uses"]
    guesses = [p for p in placed.placements if p.is_guess]
    assert len(written.remarks) == len(guesses)


@each_case([(name, case) for name, case in CASES if "presence" in case])
def test_samples_say_what_is_certain(case) -> None:
    rows, samples = rows_of(case), samples_of(case)
    said = presence(rows, place(rows, samples), samples)
    wanted = case["presence"]
    assert [rows[n].label for n in sorted(said.nullable)] == wanted.get("nullable", [])
    assert [rows[n].label for n in sorted(said.additional)] == wanted.get("additional", [])
    assert [file.removesuffix(".json") for file in said.partial] == [
        str(number) for number in wanted.get("partial", [])
    ]


@each_case()
def test_keys_do_not_count(case) -> None:
    rows = rows_of(case)
    renamed = [replace(one, key=f"other_{n}") for n, one in enumerate(rows)]
    samples = samples_of(case)
    assert place(renamed, samples) == place(rows, samples)


def test_samples_that_are_very_deep_or_wide_are_no_trouble() -> None:
    deep: Any = {"end": 1}
    for _ in range(3000):
        deep = [{"pot": deep}]
    rows = [row("pot", "array!", 1), row("end", "integer", 2)]
    samples = [sample(deep)]
    placed = place(rows, samples)
    assert placed.placements[1].is_guess
    assert presence(rows, placed, samples).partial == ()


def test_a_list_of_many_ambiguous_names_takes_no_age() -> None:
    names = [f"name{number}" for number in range(100)]
    rows = [row(name, "string", line) for line, name in enumerate(names, 1)]
    samples = [sample({f"level{n}": dict.fromkeys(names, "x") for n in range(40)} | {"other": 1})]
    with cpu_time() as spent:
        placed = place(rows, samples)
    assert spent.seconds < 2
    assert faults(rows, placed, write(rows, placed)) == []


def test_a_level_with_a_slash_in_its_name_loses_no_row() -> None:
    rows = [row("a/b", "object", 1), row("c", "string", 2), row("d", "string", 3)]
    samples = [sample({"a/b": {"d": 1}, "c": 2})]
    written = write(rows, place(rows, samples))
    assert [use.name for use in written.uses] == ["a/b", "c", "d"]
