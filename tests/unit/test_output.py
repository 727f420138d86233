"""The writer: what it writes, what it leaves alone, and how it fails."""

from __future__ import annotations

import errno
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from microref.emit.artifact import Artifact
from microref.generated import is_generated, marker
from microref.output import Action, Output, OutputFault, diff, sphinx_sources

SOURCE = "parameters.yaml"
MARK = marker(SOURCE, comment="..")


def artifact(path: str, text: str = "text") -> Artifact:
    return Artifact(path, f"{MARK}\n\n{text}\n")


@pytest.fixture
def output(tmp_path) -> Output:
    return Output(tmp_path / "source", commit=True, source=SOURCE)


def build(output: Output, *artifacts: Artifact) -> dict[str, str]:
    """Write, and tell what was done."""
    plan = output.plan(artifacts)
    assert plan.diagnostics == ()
    output.apply(plan.changes)
    return {change.path: change.action.value for change in plan.changes}


def tree(folder: Path) -> dict[str, str]:
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_text("utf-8") for path in files}


def test_a_build_creates_updates_deletes_and_leaves(output):
    assert build(output, artifact("a.inc"), artifact("b/c.inc"), artifact("d.inc")) == {
        "a.inc": "create",
        "b/c.inc": "create",
        "d.inc": "create",
    }
    assert build(output, artifact("a.inc", "new"), artifact("d.inc")) == {
        "a.inc": "update",
        "b/c.inc": "delete",
        "d.inc": "unchanged",
    }
    assert tree(output.folder) == {"a.inc": f"{MARK}\n\nnew\n", "d.inc": f"{MARK}\n\ntext\n"}
    assert not (output.folder / "b").exists()


def test_a_plan_writes_nothing(output):
    plan = output.plan([artifact("a.inc")])
    assert not plan.is_clean
    assert not output.folder.exists()
    output.apply(plan.changes)
    assert output.plan([artifact("a.inc")]).is_clean


def test_a_file_is_only_touched_when_its_text_changes(output):
    build(output, artifact("a.inc"))
    os.utime(output.folder / "a.inc", (1, 1))
    build(output, artifact("a.inc"))
    assert (output.folder / "a.inc").stat().st_mtime == 1
    build(output, artifact("a.inc", "new"))
    assert (output.folder / "a.inc").stat().st_mtime > 1


def test_files_can_be_read_as_the_user_wants(output):
    mask = os.umask(0o022)
    try:
        build(output, artifact("a.inc"))
    finally:
        os.umask(mask)
    assert (output.folder / "a.inc").stat().st_mode & 0o777 == 0o644


def test_only_generated_files_are_deleted(output):
    output.folder.mkdir()
    (output.folder / "own.inc").write_text("My own page.\n")
    (output.folder / "own.rst").write_text(f"{MARK}\n")
    (output.folder / ".hidden").mkdir()
    (output.folder / ".hidden" / "old.inc").write_text(f"{MARK}\n")
    (output.folder / "old.parameters.yaml").write_text(marker(SOURCE, comment="#") + "\n")
    (output.folder / "status.yaml").write_text(marker(SOURCE, comment="#") + "\n")
    (output.folder / "b.inc").write_text(f"Text\n{MARK}\n")
    assert build(output, artifact("a.inc")) == {
        "a.inc": "create",
        "old.parameters.yaml": "delete",
        "status.yaml": "delete",
    }
    assert set(tree(output.folder)) == {"a.inc", "own.inc", "own.rst", ".hidden/old.inc", "b.inc"}


@pytest.mark.parametrize("commit", [True, False])
def test_a_list_for_git(tmp_path, commit):
    output = Output(tmp_path, commit, source=SOURCE)
    build(output, artifact("a.inc"), artifact("b/c.inc"))
    file = tmp_path / ".gitignore"
    assert file.exists() is not commit
    if not commit:
        assert file.read_text().splitlines()[1:] == [
            "/.gitignore",
            "/a.inc",
            "/b/c.inc",
            ".microref-*.tmp",
        ]
        assert is_generated(file.read_text())
        assert build(Output(tmp_path, commit=True, source=SOURCE), artifact("a.inc")) == {
            ".gitignore": "delete",
            "a.inc": "unchanged",
            "b/c.inc": "delete",
        }


def test_git_sees_none_of_the_files(tmp_path):
    build(Output(tmp_path, commit=False, source=SOURCE), artifact("a.inc"), artifact("b/c.inc"))
    subprocess.run(["git", "init", "-q", str(tmp_path)], check=True)
    status = ["git", "-C", str(tmp_path), "status", "--porcelain"]
    assert subprocess.run(status, capture_output=True, text=True, check=True).stdout == ""


@pytest.mark.parametrize(
    ("place", "why"),
    [
        (lambda file: file.write_text("My own page.\n"), "it lacks the mark"),
        (lambda file: file.write_text(""), "it lacks the mark"),
        (lambda file: file.write_bytes(b"\xff\xfe"), "it lacks the mark"),
        (lambda file: file.mkdir(), "it is no regular file"),
        (lambda file: file.symlink_to("elsewhere"), "it is a link"),
    ],
)
def test_what_is_not_ours_stays_as_it_is(output, place, why):
    output.folder.mkdir()
    file = output.folder / "a.inc"
    place(file)
    before = file.lstat()
    plan = output.plan([artifact("a.inc"), artifact("b.inc")])
    (found,) = plan.diagnostics
    assert (found.code, found.span.path) == ("S110", "source/a.inc")
    assert why in found.message
    assert found.hint == "move it away, or give the page another key"
    assert not plan.is_clean
    assert [change.path for change in plan.changes] == ["b.inc"]
    output.apply(plan.changes)
    assert file.lstat().st_mtime_ns == before.st_mtime_ns


def test_a_large_file_of_somebody_else_is_not_read(output):
    output.folder.mkdir()
    with (output.folder / "a.inc").open("wb") as file:
        file.truncate(2 * 1024**4)
    (found,) = output.plan([artifact("a.inc"), artifact("b.inc")]).diagnostics
    assert "it lacks the mark" in found.message


def test_an_ignore_file_of_somebody_else_stays_and_stops_nothing(tmp_path):
    (tmp_path / ".gitignore").write_text("/build/\n")
    output = Output(tmp_path, commit=False, source=SOURCE)
    assert build(output, artifact("a.inc")) == {"a.inc": "create"}
    assert (tmp_path / ".gitignore").read_text() == "/build/\n"


def test_nothing_is_written_through_a_link(tmp_path):
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "victim.inc").write_text(f"{MARK}\n\nprecious\n")
    output = Output(tmp_path / "source", commit=True, source=SOURCE)
    output.folder.mkdir()
    (output.folder / "linked").symlink_to(outside)
    (output.folder / "a.inc").symlink_to(outside / "victim.inc")
    plan = output.plan([artifact("linked/victim.inc"), artifact("a.inc")])
    assert len(plan.diagnostics) == 2
    assert plan.changes == ()
    # Nor is it deleted where nothing wants it any more.
    assert output.plan([]).changes == ()
    assert (outside / "victim.inc").read_text().endswith("precious\n")


def test_a_linked_output_folder_is_the_users_choice(tmp_path):
    (tmp_path / "real").mkdir()
    (tmp_path / "source").symlink_to("real")
    build(Output(tmp_path / "source", commit=True, source=SOURCE), artifact("a/b.inc"))
    assert list(tree(tmp_path / "real")) == ["a/b.inc"]


def test_a_file_that_appears_after_the_plan_is_not_overwritten(output):
    plan = output.plan([artifact("a.inc")])
    output.folder.mkdir()
    (output.folder / "a.inc").write_text("mine")
    with pytest.raises(OutputFault, match="not generated by Microref"):
        output.apply(plan.changes)
    assert (output.folder / "a.inc").read_text() == "mine"


def test_a_file_in_place_of_a_folder(output):
    output.folder.mkdir()
    (output.folder / "a").write_text("mine")
    (found,) = output.plan([artifact("a/b.inc")]).diagnostics
    assert "a file stands where its folder belongs" in found.message


def test_the_difference_is_a_unified_diff(output):
    build(output, artifact("a.inc", "old"), artifact("b.inc"), artifact("c.inc"))
    changes = output.plan([artifact("a.inc", "new"), artifact("c.inc"), Artifact("d.inc", MARK)])
    assert diff(changes.changes, "api-ref/source") == (
        "--- a/api-ref/source/a.inc\n+++ b/api-ref/source/a.inc\n@@ -1,3 +1,3 @@\n"
        f" {MARK}\n \n-old\n+new\n"
        "--- a/api-ref/source/b.inc\n+++ /dev/null\n@@ -1,3 +0,0 @@\n"
        f"-{MARK}\n-\n-text\n"
        f"--- /dev/null\n+++ b/api-ref/source/d.inc\n@@ -0,0 +1 @@\n+{MARK}\n"
        "\\ No newline at end of file\n"
    )
    assert (
        diff(
            output.plan(
                [artifact(f"{n}.inc", t) for n, t in [("a", "old"), ("b", "text"), ("c", "text")]]
            ).changes
        )
        == ""
    )


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EACCES, errno.EROFS])
def test_a_disk_that_fails_is_one_line_and_leaves_nothing(output, monkeypatch, code):
    build(output, artifact("a.inc", "old"))

    def fail(*arguments: object) -> None:
        raise OSError(code, os.strerror(code))

    plan = output.plan([artifact("a.inc", "new")])
    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", fail)
        with pytest.raises(OutputFault) as fault:
            output.apply(plan.changes)
    assert str(fault.value) == f"cannot write {output.folder / 'a.inc'}: {os.strerror(code)}"
    assert tree(output.folder) == {"a.inc": f"{MARK}\n\nold\n"}


def test_a_folder_that_cannot_be_made(tmp_path):
    (tmp_path / "file").write_text("")
    output = Output(tmp_path / "file" / "source", commit=True, source=SOURCE)
    plan = output.plan([artifact("a.inc")])
    if not plan.diagnostics:
        with pytest.raises(OutputFault, match="cannot write"):
            output.apply(plan.changes)


def test_what_a_killed_build_left_is_cleaned_up_when_it_is_old(output):
    output.folder.mkdir()
    old, young = (output.folder / f".microref-{name}.tmp" for name in ("old", "young"))
    for file in (old, young):
        file.write_text("half")
    os.utime(old, (time.time() - 3600,) * 2)
    build(output, artifact("a.inc"))
    assert (old.exists(), young.exists()) == (False, True)


def test_a_build_deletes_files_of_its_own_spec_only(tmp_path):
    other = Output(tmp_path / "other", commit=True, source="other/parameters.yaml")
    theirs = f"{marker('other/parameters.yaml', comment='..')}\n\ntext\n"
    build(other, Artifact("books.inc", theirs))
    ours = Output(tmp_path, commit=True, source=SOURCE)
    build(ours, artifact("a.inc"), artifact("b.inc"))
    assert build(ours, artifact("a.inc")) == {"a.inc": "unchanged", "b.inc": "delete"}
    assert (tmp_path / "other" / "books.inc").is_file()


def test_a_killed_build_leaves_whole_files(tmp_path):
    """A build is killed again and again while it writes; each file is old or new, never half."""
    folder = tmp_path / "source"
    script = f"""
from pathlib import Path
from microref.emit.artifact import Artifact
from microref.output import Output
output = Output(Path({str(folder)!r}), commit=True, source={SOURCE!r})
for number in range(100000):
    text = {MARK!r} + "\\n" + str(number % 10) * 200000 + "\\n"
    artifacts = [Artifact(f"{{name}}.inc", text) for name in "abc"]
    output.apply(output.plan(artifacts).changes)
    print(number, flush=True)
"""
    for _ in range(3):
        with subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE) as process:
            assert process.stdout is not None
            for _ in range(3):
                process.stdout.readline()
            process.send_signal(signal.SIGKILL)
        for path, text in tree(folder).items():
            if not path.endswith(".tmp"):
                first, digits, end = text.split("\n")
                assert (first, end, len(digits), len(set(digits))) == (MARK, "", 200000, 1)


def test_builds_at_once_do_not_disturb_each_other(tmp_path):
    faults: list[BaseException] = []

    def run(text: str) -> None:
        output = Output(tmp_path / "source", commit=False, source=SOURCE)
        try:
            for number in range(15):
                names = ["a.inc", "b/c.inc", f"b/{number}.inc"]
                output.apply(output.plan([artifact(name, text) for name in names]).changes)
        except BaseException as fault:
            faults.append(fault)

    threads = [threading.Thread(target=run, args=(str(number) * 1000,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert faults == []
    assert all(is_generated(text) for text in tree(tmp_path / "source").values())


def test_text_that_is_no_unicode_can_be_written(output):
    build(output, artifact("a.inc", "a\ud800b"))
    assert (output.folder / "a.inc").read_text().endswith("a?b\n")


@pytest.mark.parametrize(
    ("first", "ours"),
    [
        (MARK, True),
        (marker("a  b.yaml", comment="#"), True),
        (f"{MARK}\r", True),
        ("", False),
        (f" {MARK}", False),
        ("Generated by Microref from x; edits are lost.", False),
        (".. Generated by Microrefs from x; edits are lost.", False),
        (f"{MARK} But mine now.", False),
    ],
)
def test_the_mark(first, ours):
    assert is_generated(f"{first}\nmore") is ours


def test_the_folder_of_sphinx(tmp_path):
    source = tmp_path / "api-ref" / "source"
    (source / "generated").mkdir(parents=True)
    assert sphinx_sources(source / "generated", tmp_path) == source / "generated"
    (source / "conf.py").touch()
    assert sphinx_sources(source / "generated", tmp_path) == source
    assert sphinx_sources(source, tmp_path) == source
    (tmp_path / "conf.py").touch()
    (source / "conf.py").unlink()
    assert sphinx_sources(source, source) == source


def test_actions_are_words():
    assert {action.value for action in Action} == {"create", "update", "delete", "unchanged"}


def test_a_file_that_goes_while_it_is_looked_at_is_none(output, monkeypatch):
    build(output, artifact("a.inc"))

    def gone(path, _size):
        path.unlink()
        return b""

    monkeypatch.setattr("microref.output.beginning", gone)
    assert output.plan([artifact("a.inc")]).diagnostics == ()
