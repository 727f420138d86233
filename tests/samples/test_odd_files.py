"""Sample files that are none: pipes, links, folders, bytes. Nothing waits, and nothing fails."""

from __future__ import annotations

import json
import os
import socket
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.helpers import check_small
from tests.rule_cases import BEFORE

SPEC = (
    BEFORE.replace("{", "{{").replace("}", "}}")
    + """\
  {api}
pages:
  servers:
    title: Servers
    operations:
      - id: create-server
        title: Create a server
        method: POST
        path: /servers
        request:
          parameters: [{{name: {{type: string}}}}]
          samples: [{{file: {file}}}]
"""
)
LINE = 17


def found(folder: Path, file: str = "a.json", api: str = "samples: api_samples") -> list[str]:
    spec = folder / "parameters.yaml"
    spec.write_text(SPEC.format(file=json.dumps(file), api=api))
    return [f"{item.span.place} {item.code}" for item in check_small(spec)]


def in_spec(code: str) -> str:
    return f"parameters.yaml:{LINE} {code}"


@pytest.fixture
def samples(tmp_path: Path) -> Path:
    folder = tmp_path / "api_samples"
    folder.mkdir()
    return folder


def test_a_file(samples: Path) -> None:
    (samples / "a.json").write_text("{}")
    assert found(samples.parent) == []


def a_pipe(path: Path) -> None:
    os.mkfifo(path)


def a_socket(path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(path))


def a_link_to_a_device(path: Path) -> None:
    path.symlink_to("/dev/zero")


def a_link_out(path: Path) -> None:
    target = path.parents[1] / "secret.json"
    target.write_text("{}")
    path.symlink_to(target)


def a_link_to_nothing(path: Path) -> None:
    path.symlink_to(path.with_name("gone.json"))


def a_link_in_a_circle(path: Path) -> None:
    other = path.with_name("b.json")
    path.symlink_to(other)
    other.symlink_to(path)


def a_folder(path: Path) -> None:
    path.mkdir()


@pytest.mark.parametrize(
    ("make", "findings"),
    [
        (a_pipe, [in_spec("J111")]),
        (a_socket, [in_spec("J111")]),
        (a_link_to_a_device, [in_spec("J116")]),
        (a_link_out, [in_spec("J116")]),
        (a_link_to_nothing, [in_spec("J111")]),
        (a_link_in_a_circle, ["api_samples/b.json:1 J112", in_spec("J111")]),
        (a_folder, [in_spec("J111")]),
    ],
)
def test_what_is_no_file(samples: Path, make: Callable[[Path], None], findings: list[str]) -> None:
    if make is a_socket and len(str(samples)) > 90:
        make = a_pipe  # a socket's path has to be short
    make(samples / "a.json")
    assert found(samples.parent) == findings


def test_a_link_to_another_sample(samples: Path) -> None:
    (samples / "b.json").write_text("{}")
    (samples / "a.json").symlink_to("b.json")
    assert found(samples.parent) == ["api_samples/b.json:1 J112"]


def test_a_pipe_that_nobody_shows(samples: Path) -> None:
    (samples / "a.json").write_text("{}")
    os.mkfifo(samples / "pipe")
    assert found(samples.parent) == ["api_samples/pipe:1 J112"]


def test_a_linked_folder_is_not_searched(samples: Path) -> None:
    (samples / "a.json").write_text("{}")
    (samples / "again").symlink_to(samples)
    assert found(samples.parent) == []


def test_no_samples_folder(tmp_path: Path) -> None:
    assert found(tmp_path) == [in_spec("J111")]


def test_a_samples_folder_that_is_a_file(tmp_path: Path) -> None:
    (tmp_path / "api_samples").write_text("{}")
    assert found(tmp_path) == [in_spec("J111")]


def test_a_samples_folder_that_is_a_link(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "real" / "a.json").write_text("{}")
    (tmp_path / "api_samples").symlink_to("real")
    assert found(tmp_path) == []


@pytest.mark.parametrize("folder", ["a\0b", "x" * 300, "none/../none"])
def test_a_samples_folder_that_cannot_be(tmp_path: Path, folder: str) -> None:
    assert found(tmp_path, api=f"samples: {json.dumps(folder)}") == [in_spec("J111")]


@pytest.mark.parametrize(
    ("content", "findings"),
    [
        (b"\xff\xfe{\x00}\x00", ["api_samples/a.json:1 J111"]),
        (b'{"name": "caf\xe9"}', ["api_samples/a.json:1 J111"]),
        (b"\xef\xbb\xbf{}", []),
        (b'{"name": "\x00"}', ["api_samples/a.json:1 J101"]),
        (b"\x00" * 100, ["api_samples/a.json:1 J101"]),
        (b"[" * 1_000_000, ["api_samples/a.json:1 J101"]),
        (b'{"a":' * 1_000_000, ["api_samples/a.json:1 J101"]),
        (b"1" * 1_000_000, ["api_samples/a.json:1 J101"]),
        (b'{"name": ' + b"-" * 10 + b"}", ["api_samples/a.json:1 J101"]),
        (b'"' + b"x" * 1_000_000 + b'"', ["api_samples/a.json:1 J106"]),
        (b'{"name": "' + b"x" * 1_000_000 + b'"}', []),
        (b"[{}" + b",{}" * 100_000 + b"]", ["api_samples/a.json:1 J106"]),
    ],
    ids=lambda value: repr(value[:20]) if isinstance(value, bytes) else "",
)
def test_bytes_of_all_kinds(samples: Path, content: bytes, findings: list[str]) -> None:
    (samples / "a.json").write_bytes(content)
    assert found(samples.parent) == findings


def test_a_file_beyond_the_limit(samples: Path) -> None:
    with (samples / "a.json").open("wb") as file:
        file.truncate(6 * 1024 * 1024 + 1)
    assert found(samples.parent) == ["api_samples/a.json:1 J111"]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read(samples: Path) -> None:
    (samples / "a.json").write_text("{}")
    (samples / "a.json").chmod(0)
    assert found(samples.parent) == ["api_samples/a.json:1 J111"]


BODIES: list[Any] = [
    None, True, 0, 2**64, -(2**70), 1e308, "", "x", [], [None], [[]], [{}], {}, {"name": None},
    {"name": {}}, {"name": [[]]}, {"": 1}, {"/": {"~": 1}}, {"{any}": 1}, {"name": "\ufffe"},
]  # fmt: skip


@pytest.mark.parametrize("form", ["json", "array", "json-patch", "binary", "none"])
@pytest.mark.parametrize("body", BODIES, ids=json.dumps)
def test_any_body_gets_a_verdict_and_no_traceback(samples: Path, form: str, body: object) -> None:
    (samples / "a.json").write_text(json.dumps(body))
    spec = samples.parent / "parameters.yaml"
    text = SPEC.format(file="a.json", api="samples: api_samples")
    if form in ("binary", "none"):
        text = text.replace("          parameters: [{name: {type: string}}]\n", "")
    spec.write_text(text.replace("request:\n", f"request:\n          body: {form}\n"))
    for finding in check_small(spec):
        if finding.code != "S022":  # such a body has no fields
            assert finding.code[0] == "J"
            assert finding.span.path == "api_samples/a.json"
