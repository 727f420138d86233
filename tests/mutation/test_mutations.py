"""Each sample, changed in every small way: what must be caught is, and nothing else.

What must be caught is told by `oracle.py`, a second reading of the spec format that
shares no code with the package.
"""

from __future__ import annotations

import json
import shutil
from collections import Counter
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from microref.checks.samples.judge import Judge, choose_interval
from microref.derive.resolve import ResolvedMessage, resolve
from microref.microversion import Microversion, Window
from tests.helpers import check_project, load_clean
from tests.mutation import oracle
from tests.mutation.mutations import UNDECIDED, Mutation, mutations, pointer

TESTS = Path(__file__).parent.parent
SPECS = {
    "corners": Path(__file__).parent / "corners" / "parameters.yaml",
    "parameters.yaml": TESTS.parent / "parameters.yaml",
    **{path.parent.name: path for path in sorted(TESTS.glob("hard/*/parameters.yaml"))},
}
# At least so many changes (to be accepted, to be rejected) are made of the samples of a
# spec, when each fourth of them is counted.
AT_LEAST = {
    "corners": (350, 900),
    "parameters.yaml": (130, 600),
    "create-server": (2000, 3500),
    "list-hypervisors-details": (550, 1200),
    "update-allocations": (180, 500),
    "update-node": (400, 600),
}
# Why a change is no test: the whole list.
REASONS = {
    # only the field `choice` of corners and what holds it
    f"{UNDECIDED}the keyword oneOf",
}
CODES = {"J103", "J104", "J105", "J106", "J107", "J108", "J109", "J110", "J115"}
# What the words of a spec give no occasion for.
NEVER = {
    "parameters.yaml": {"J108", "J115"},
    "create-server": {"J115"},
    "list-hypervisors-details": {"J110", "J115"},
    "update-allocations": {"J108", "J115"},
}
Verdict = Callable[[oracle.Version, Any], list[oracle.Fault]]


@cache
def spec_of(name: str) -> oracle.Spec:
    return oracle.Spec(SPECS[name])


@cache
def the_judge(name: str, operation: str, side: str) -> Verdict:
    """What the product says of a body."""
    messages = [
        message
        for message in resolve(load_clean(SPECS[name]))
        if message.operation.id == operation and message.side == side
    ]
    judge = Judge(messages)

    @cache
    def chosen(version: oracle.Version) -> tuple[ResolvedMessage, Window, Microversion]:
        at = Microversion(*version)
        (message,) = [message for message in messages if at in message.window]
        interval = choose_interval(message, at, samples_at="minimum")
        assert interval is not None
        return message, interval, at

    def verdict(version: oracle.Version, body: Any) -> list[oracle.Fault]:
        return [
            oracle.Fault(
                fault.kind.code,
                tuple(fault.pointer),
                fault.name if fault.kind.code == "J104" else None,
            )
            for fault in judge.judge(*chosen(version), body)
        ]

    return verdict


@cache
def changes(
    name: str, sample: oracle.Sample, every: int = 1
) -> tuple[list[Mutation], Counter[str]]:
    tree = spec_of(name).body(sample.operation, sample.side).at(sample.version)
    assert tree is not None
    skipped: Counter[str] = Counter()
    return list(mutations(tree, body_of(sample), skipped, sample.partial, every)), skipped


def body_of(sample: oracle.Sample) -> Any:
    return json.loads(sample.file.read_text(encoding="utf-8"))


def samples() -> list[Any]:
    return [
        pytest.param(name, sample, id=f"{name}: {sample.name} at {dotted(sample.version)}")
        for name in SPECS
        for sample in spec_of(name).samples
    ]


def dotted(version: oracle.Version) -> str:
    return ".".join(map(str, version))


def told(found: Iterable[oracle.Fault]) -> str:
    said = [
        f"{fault.code} at {pointer(fault.at)}" + (f" ({fault.missing})" if fault.missing else "")
        for fault in sorted(found, key=str)
    ]
    return ", ".join(said) or "nothing"


@pytest.mark.parametrize(("name", "sample"), samples())
def test_each_change_of_a_sample_gets_its_verdict(name: str, sample: oracle.Sample) -> None:
    verdict = the_judge(name, sample.operation, sample.side)
    wrong = wrong_verdicts(verdict, sample, sample.version, changes(name, sample)[0])
    assert not wrong, f"{len(wrong)} wrong verdicts\n" + "\n".join(wrong[:20])


@pytest.mark.parametrize(("name", "sample"), samples())
def test_so_does_each_seventh_at_the_last_version_that_takes_the_sample(
    name: str, sample: oracle.Sample
) -> None:
    """Sooner or later most fields of an API are old: what is closed then is another set."""
    bodies = spec_of(name).body(sample.operation, sample.side)
    body = body_of(sample)
    good = [v for v in bodies.change_points() if (tree := bodies.at(v)) and is_good(tree, body)]
    last = max(good, default=sample.version)
    tree = bodies.at(last)
    assert tree is not None
    made = mutations(tree, body, Counter(), sample.partial, every=7)
    verdict = the_judge(name, sample.operation, sample.side)
    wrong = wrong_verdicts(verdict, sample, last, made)
    assert not wrong, f"{len(wrong)} wrong verdicts at {dotted(last)}\n" + "\n".join(wrong[:20])


def is_good(tree: oracle.Node | oracle.Patch, body: Any) -> bool:
    return not list(oracle.faults(tree, body))


def wrong_verdicts(
    verdict: Verdict, sample: oracle.Sample, version: oracle.Version, made: Iterable[Mutation]
) -> list[str]:
    wrong = []
    for what, body, expected in made:
        found = verdict(version, body)
        if sample.partial:
            found = [fault for fault in found if fault.code != "J104"]
        if sorted(found, key=str) != sorted(expected, key=str):
            wrong.append(f"{what}: expected {told(expected)}, found {told(found)}")
    return wrong


@pytest.mark.parametrize(("name", "sample"), samples())
def test_a_sample_is_judged_alike_at_all_versions(name: str, sample: oracle.Sample) -> None:
    bodies = spec_of(name).body(sample.operation, sample.side)
    verdict = the_judge(name, sample.operation, sample.side)
    body = body_of(sample)
    wrong = []
    for version in bodies.change_points():
        tree = bodies.at(version)
        assert tree is not None
        wanted = set(oracle.faults(tree, body))
        found = set(verdict(version, body))
        if found != wanted:
            wrong.append(f"at {dotted(version)}: expected {told(wanted)}, found {told(found)}")
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("name", SPECS)
def test_the_oracle_accepts_each_sample(name: str) -> None:
    for sample in spec_of(name).samples:
        tree = spec_of(name).body(sample.operation, sample.side).at(sample.version)
        assert tree is not None
        found = set(oracle.faults(tree, body_of(sample)))
        if sample.partial:
            found = {fault for fault in found if fault.code != "J104"}
        assert (sample.name, told(found)) == (sample.name, "nothing")


@pytest.mark.parametrize("name", SPECS)
def test_enough_changes_are_made_and_the_same_each_time(name: str) -> None:
    made: Counter[str] = Counter()
    left_out: Counter[str] = Counter()
    for sample in spec_of(name).samples:
        here, skipped = changes(name, sample, every=4)
        assert len(here) > 12
        made.update(fault.code for each in here for fault in each.expected[:1])
        made["good"] += sum(each.must_accept for each in here)
        left_out += skipped
    good, bad = AT_LEAST[name]
    assert made["good"] >= good
    assert made.total() - made["good"] >= bad
    assert left_out.keys() <= REASONS
    assert left_out.total() * 20 < made.total()
    first = spec_of(name).samples[0]
    assert changes.__wrapped__(name, first, every=4) == changes(name, first, every=4)
    assert made.keys() >= CODES - NEVER.get(name, set())


def test_the_samples_of_corners_are_clean() -> None:
    assert [str(each) for each in check_project(SPECS["corners"])] == []


def test_a_partial_sample_may_lack_fields_but_is_not_free(tmp_path: Path) -> None:
    """What only the whole check knows, not the judge: here with files."""
    (sample,) = [sample for sample in spec_of("corners").samples if sample.partial]
    project = tmp_path / "corners"
    shutil.copytree(SPECS["corners"].parent, project)
    path = project / "api_samples" / sample.name
    wrong = []
    for what, body, expected in changes("corners", sample)[0][::50]:
        path.write_text(json.dumps(body), encoding="utf-8")
        found = {each.code for each in check_project(project / "parameters.yaml")}
        if found != {fault.code for fault in expected}:
            wrong.append((what, expected, found))
    assert wrong == []


def test_a_fault_at_an_empty_key_hides_none_of_its_holder() -> None:
    """The engine leaves empty keys out of its paths: two places look like one."""
    keys = ["main", "b", "c", "d", "e"]
    body = [{"id": 1, "name": "n", "nick": "n", "labels": {**dict.fromkeys(keys, "x"), "": 5}}]
    tree = spec_of("corners").body("make-crate", "response").at((1, 18))
    assert tree is not None
    expected = list(oracle.faults(tree, body))
    assert told(expected) == "J106 at /0/labels/, J110 at /0/labels"
    found = the_judge("corners", "make-crate", "response")((1, 18), body)
    assert told(found) == told(expected)
