"""Files of a project as they were at a revision of git, written to a folder. Reads no spec.

git itself is asked, by its commands for scripts; nothing in the repository changes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from microref.calls import CallError

_REGULAR = ("100644", "100755")
"""Modes of regular files; links are left out, as they may lead anywhere."""


def write_files_at(
    revision: str, folder: Path, target: Path, is_wanted: Callable[[str], bool]
) -> None:
    """Write the wanted files that a folder had at a revision, below `target`.

    `is_wanted` is given paths below the folder, with slashes. Raises CallError where there
    is no git, no repository, or no such revision.
    """
    asked = ("rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    commit = _git(folder, *asked)
    listed = _git(folder, "ls-tree", "-r", "-z", commit.decode().strip(), ".")
    wanted = [(name, path) for name, path in _files(listed) if is_wanted(path)]
    names = "".join(f"{name}\n" for name, _ in wanted)
    blobs = _blobs(_git(folder, "cat-file", "--batch", given=names.encode()))
    for (_, path), content in zip(wanted, blobs, strict=True):
        file = target / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)


def _files(listed: bytes) -> Iterator[tuple[str, str]]:
    """Name of the content and path of each regular file in a listing of a tree."""
    for entry in listed.split(b"\0"):
        if entry:
            facts, _, path = entry.partition(b"\t")
            mode, _, name = facts.decode().split()
            if mode in _REGULAR:
                yield name, path.decode("utf-8", "surrogateescape")


def _blobs(answer: bytes) -> Iterator[bytes]:
    """The contents in an answer of `cat-file --batch`: a line with the size before each."""
    at = 0
    while at < len(answer):
        end = answer.index(b"\n", at)
        size = int(answer[at:end].split()[2])
        yield answer[end + 1 : end + 1 + size]
        at = end + 1 + size + 1


def _git(folder: Path, *words: str, given: bytes = b"") -> bytes:
    """What a command of git writes; raises CallError for one that fails."""
    import subprocess  # slow to import, and only needed here

    command: Sequence[str] = ("git", "-C", str(folder), *words)
    try:
        done = subprocess.run(command, input=given, capture_output=True, check=False)  # noqa: S603
    except OSError as error:
        raise CallError(f"git cannot be run: {error.strerror}") from None
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip().removeprefix("fatal: ")
        raise CallError(said.splitlines()[0] if said else "git knows no such revision")
    return done.stdout
