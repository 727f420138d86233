from __future__ import annotations

import os
from pathlib import Path

import pytest

from microref import reading
from microref.reading import Unread, beginning, display_path, read_text, real_path


def reason(path: Path) -> str:
    found = read_text(path)
    assert isinstance(found, Unread)
    return found.reason


def test_the_text_of_a_file(tmp_path) -> None:
    (tmp_path / "a").write_bytes(b"\xef\xbb\xbfgr\xc3\xb6\xc3\x9fe\r\n")
    assert read_text(tmp_path / "a") == "größe\r\n"


def test_why_there_is_no_text(tmp_path, monkeypatch) -> None:
    monkeypatch.setattr(reading, "MAX_BYTES", 1024**2)
    (tmp_path / "large").write_bytes(b"x" * (1024**2 + 1))
    (tmp_path / "latin").write_bytes(b"ab\xe9")
    os.mkfifo(tmp_path / "pipe")
    assert reason(tmp_path / "gone") == "No such file or directory"
    assert reason(tmp_path) == "Is a directory"
    assert reason(tmp_path / "pipe") == "it is no regular file"
    assert reason(tmp_path / "large") == "it is larger than 1 MiB"
    assert reason(tmp_path / "latin") == "it is not UTF-8 text: byte 0xe9"
    assert reason(tmp_path / "nul\0") == "no file can have this name"


def test_what_was_text_before_the_fault(tmp_path) -> None:
    (tmp_path / "a").write_bytes(b"\xef\xbb\xbf\xc3\xbcb\xe9")
    found = read_text(tmp_path / "a")
    assert isinstance(found, Unread)
    assert found.before == "üb"


@pytest.mark.parametrize(
    ("path", "base", "shown"),
    [
        ("/p/q/a/b.yaml", "/p/q", "a/b.yaml"),
        ("/p/q/..a.yaml", "/p/q", "..a.yaml"),
        ("/p/q", "/p/q", "."),
        ("/p/q/b.yaml", "/p/q/a", "../b.yaml"),
        ("/p/q/b/c.yaml", "/p/q/a", "../b/c.yaml"),
        ("/p/b.yaml", "/p/q/r/s", "../../../b.yaml"),
        ("/p/b.yaml", "/p/q/r/s/t", "/p/b.yaml"),  # too far up to be read at a glance
        ("/x/b.yaml", "/p/q", "/x/b.yaml"),  # nothing in common
        ("/b.yaml", "/p", "/b.yaml"),
        ("/p/b.yaml", "/", "p/b.yaml"),
    ],
)
def test_paths_are_shown_relative_where_that_helps(path, base, shown) -> None:
    assert display_path(Path(path), Path(base)) == shown


def test_a_path_on_another_drive_is_shown_whole(monkeypatch) -> None:
    def on_windows(path, start):
        raise ValueError("path is on mount 'C:', start on mount 'D:'")

    monkeypatch.setattr(os.path, "relpath", on_windows)
    assert display_path(Path("/p/a.yaml"), Path("/p")) == "/p/a.yaml"


def test_the_beginning_of_a_file(tmp_path) -> None:
    (tmp_path / "a").write_bytes(b"abc")
    os.mkfifo(tmp_path / "pipe")
    assert beginning(tmp_path / "a", 2) == b"ab"
    assert beginning(tmp_path / "a") == b"abc"
    assert beginning(tmp_path / "pipe") == beginning(tmp_path) == b""


def test_a_path_that_no_file_can_have_stays_as_it_is(tmp_path) -> None:
    odd = tmp_path / "a\0b"
    assert real_path(odd) in (odd, odd.absolute())
