"""Four hard operations of real services, as specs of their own: they judge as they should."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

import pytest
import yaml

from microref.checks.samples.judge import Judge, choose_interval
from microref.derive.resolve import ResolvedMessage, resolve
from microref.microversion import Microversion
from tests.helpers import check_project, load_clean

FOLDERS = sorted(path.parent for path in Path(__file__).parent.glob("*/parameters.yaml"))


def cases() -> list[Any]:
    return [
        pytest.param(folder, case, id=f"{folder.name}: {case['name']}")
        for folder in FOLDERS
        for case in yaml.safe_load((folder / "verdicts.yaml").read_text())
    ]


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_the_spec_and_its_samples_are_clean(folder: Path) -> None:
    assert [str(diagnostic) for diagnostic in check_project(folder / "parameters.yaml")] == []


@pytest.mark.parametrize(("folder", "case"), cases())
def test_a_body_gets_its_verdict(folder: Path, case: dict[str, Any]) -> None:
    spec = load_clean(folder / "parameters.yaml")
    messages = [
        message
        for message in resolve(spec)
        if message.operation.id == case["operation"] and message.side == case["side"]
    ]
    version = Microversion.parse(case["microversion"])
    message = the_message(messages, version)
    interval = choose_interval(message, version, samples_at="minimum")
    assert interval is not None
    body = body_of(case, folder / spec.api.samples)
    found = {
        (fault.kind.code, "/".join(["", *map(str, fault.pointer)]), fault.name)
        for fault in Judge(messages).judge(message, interval, version, body)
    }
    expected = {
        (finding["code"], finding["at"], finding.get("field")) for finding in case["findings"]
    }
    assert found == expected


def the_message(messages: list[ResolvedMessage], version: Microversion) -> ResolvedMessage:
    (message,) = [message for message in messages if version in message.window]
    return message


def body_of(case: dict[str, Any], samples: Path) -> Any:
    if "body" in case:
        return case["body"]
    body = json.loads((samples / case["sample"]).read_text())
    for pointer, value in case.get("set", {}).items():
        *path, last = tokens(pointer)
        holder = walk(body, path)
        if isinstance(holder, list) and last == "-":
            holder.append(copy.deepcopy(value))
        else:
            holder[int(last) if isinstance(holder, list) else last] = copy.deepcopy(value)
    for pointer in case.get("remove", []):
        *path, last = tokens(pointer)
        holder = walk(body, path)
        del holder[int(last) if isinstance(holder, list) else last]
    return body


def tokens(pointer: str) -> list[str]:
    return [token.replace("~1", "/").replace("~0", "~") for token in pointer.split("/")[1:]]


def walk(body: Any, path: list[str]) -> Any:
    for token in path:
        body = body[int(token) if isinstance(body, list) else token]
    return body
