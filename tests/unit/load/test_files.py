"""Files to text: what can be wrong with a file as a whole."""

from __future__ import annotations

import os
import socket
from pathlib import Path

import pytest

from microref import reading
from microref.diagnostics import Diagnostic
from microref.load.files import read_file
from microref.source import SourceFile, Span

ASKED_AT = Span("root.yaml", 7, 3, 7, 9)


def fault(path: Path, content: bytes | None = None, asked_at: Span | None = None) -> str:
    if content is not None:
        path.write_bytes(content)
    result = read_file(path, "a.yaml", asked_at)
    assert isinstance(result, Diagnostic)
    return str(result)


def text_of(path: Path, content: bytes) -> str:
    path.write_bytes(content)
    result = read_file(path, "a.yaml")
    assert isinstance(result, SourceFile)
    assert result.path == "a.yaml"
    return result.text


@pytest.mark.parametrize(
    ("content", "text"),
    [
        (b"", ""),
        (b"a: b\n", "a: b\n"),
        ("größe: 😀\r\n".encode(), "größe: 😀\r\n"),
        (b"\xef\xbb\xbfa: b", "a: b"),
        (b"\xef\xbb\xbf\xef\xbb\xbf", "\ufeff"),
    ],
)
def test_utf8_with_and_without_mark(tmp_path, content, text) -> None:
    assert text_of(tmp_path / "a", content) == text


@pytest.mark.parametrize(
    ("content", "place", "byte"),
    [
        ("größe".encode("latin-1"), "1:3", "f6"),
        (b"\xef\xbb\xbfab\xe9", "1:3", "e9"),
        ("a: ü\nb: ".encode() + b"\xe9", "2:4", "e9"),
        ("a: b".encode("utf-16"), "1:1", "ff"),
        (b"ab\xe2\x82", "1:3", "e2"),
        (b"\xed\xa0\x80", "1:1", "ed"),
    ],
)
def test_other_encodings(tmp_path, content, place, byte) -> None:
    expected = f"a.yaml:{place}: error S002 cannot read a.yaml: it is not UTF-8 text: byte 0x{byte}"
    assert fault(tmp_path / "a", content) == expected


def test_a_missing_file_is_a_fault_of_the_place_that_names_it(tmp_path) -> None:
    why = "error S002 cannot read a.yaml: No such file or directory"
    assert fault(tmp_path / "a") == f"a.yaml:1:1: {why}"
    assert fault(tmp_path / "a", asked_at=ASKED_AT) == f"root.yaml:7:3: {why}"


def test_a_directory(tmp_path) -> None:
    assert fault(tmp_path) == "a.yaml:1:1: error S002 cannot read a.yaml: Is a directory"


def test_a_file_below_a_file(tmp_path) -> None:
    (tmp_path / "a").write_text("")
    assert fault(tmp_path / "a/b").endswith("cannot read a.yaml: Not a directory")


@pytest.mark.skipif(os.geteuid() == 0, reason="root reads everything")
def test_a_file_that_may_not_be_read(tmp_path) -> None:  # pragma: no cover
    (tmp_path / "a").write_text("")
    (tmp_path / "a").chmod(0)
    assert fault(tmp_path / "a").endswith("cannot read a.yaml: Permission denied")


def test_a_pipe_to_which_nobody_writes_does_not_hold_the_build(tmp_path) -> None:
    os.mkfifo(tmp_path / "a")
    assert fault(tmp_path / "a").endswith("S002 cannot read a.yaml: it is no regular file")


def test_a_device() -> None:
    assert fault(Path("/dev/zero")).endswith("cannot read a.yaml: it is no regular file")


def test_a_socket(tmp_path, monkeypatch) -> None:
    monkeypatch.chdir(tmp_path)  # the name of a socket is short
    with socket.socket(socket.AF_UNIX) as opened:
        opened.bind("a")
        assert "S002 cannot read a.yaml" in fault(Path("a"))


def test_links_that_lead_to_each_other(tmp_path) -> None:
    (tmp_path / "a").symlink_to("b")
    (tmp_path / "b").symlink_to("a")
    assert "S002 cannot read a.yaml" in fault(tmp_path / "a")


@pytest.mark.parametrize("name", ["nul\0", "a" * 5000])
def test_names_that_no_file_can_have(tmp_path, name) -> None:
    assert "S002 cannot read" in fault(tmp_path / name)


def test_a_file_over_the_limit(tmp_path, monkeypatch) -> None:
    monkeypatch.setattr(reading, "MAX_BYTES", 2 * 1024**2)
    assert len(text_of(tmp_path / "a", b"x" * 2 * 1024**2)) == 2 * 1024**2
    over = fault(tmp_path / "a", b"x" * (2 * 1024**2 + 1), ASKED_AT)
    assert over == "root.yaml:7:3: error S003 cannot read a.yaml: it is larger than 2 MiB"
