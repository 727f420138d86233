"""The only writer: compares files with the disk, shows what differs, writes. Renders none.

What it overwrites or deletes begins with the mark of a generated file, but for fixes that
the user has asked for. A file is
written beside its place under a name of ours and then moved there, so that a
reader, another build, or a process killed half-way sees the old text or the new.
"""

from __future__ import annotations

import codecs
import errno
import os
import stat
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path

from microref.diagnostics import Diagnostic, Kind, Severity, in_order
from microref.emit.artifact import PAGE_SUFFIX, PARAMETERS_SUFFIX, STATUS_FILE, Artifact
from microref.generated import is_generated, is_generated_from, marker
from microref.reading import beginning, real_path
from microref.source import SourceFile

NOT_OURS = Kind(
    "S110",
    "not-ours",
    Severity.ERROR,
    """A file stands where a generated one belongs, and Microref has not generated it.

    A generated file begins with a comment that says so. A file without it, a link
    or a folder is never overwritten or deleted, whatever its name: move it away,
    or let the page have another name.
    """,
)

KINDS = (NOT_OURS,)

IGNORE_FILE = ".gitignore"
SUFFIXES = (PAGE_SUFFIX, PARAMETERS_SUFFIX)
_TEMPORARY = ".microref-"
# So much of a file is looked at for its mark: one of somebody else may be large.
_MARK_BYTES = 64 * 1024
# Old enough that no living build can still be writing it.
_ABANDONED = 600.0
_ATTEMPTS = 10


class OutputFault(Exception):
    """The output cannot be read or written; the message is one line, for people."""


class Action(Enum):
    """What becomes of a file."""

    CREATE = "create"
    UPDATE = "update"
    DELETE = "delete"
    UNCHANGED = "unchanged"


@dataclass(frozen=True, slots=True)
class Change:
    """One file of the output: what it holds and what it shall hold."""

    path: str
    """Path below the output folder, with slashes."""
    action: Action
    old: str | None = field(repr=False)
    new: str | None = field(repr=False)


@dataclass(frozen=True, slots=True)
class Plan:
    """What a build would change, and what stands in its way."""

    changes: tuple[Change, ...]
    diagnostics: tuple[Diagnostic, ...]

    @property
    def is_clean(self) -> bool:
        """Whether there is nothing to write, delete or report."""
        unchanged = all(change.action is Action.UNCHANGED for change in self.changes)
        return unchanged and not self.diagnostics


@dataclass(frozen=True, slots=True)
class Output:
    """A folder of generated files."""

    folder: Path
    commit: bool
    """Whether the files are kept under version control; if not, a `.gitignore` lists them."""
    source: str
    """The spec, as the marks of its files name it; only files of the same spec are deleted."""
    name: str = ""
    """The folder as findings show it; by default its own name."""

    def plan(self, artifacts: Iterable[Artifact]) -> Plan:
        """What has to change so that the folder holds these files and no older generated ones."""
        wanted = {artifact.path: artifact.text for artifact in artifacts}
        if wanted and not self.commit:
            wanted[IGNORE_FILE] = _ignore_text(wanted)
        changes: list[Change] = []
        faults: list[Diagnostic] = []
        for path, new in sorted(wanted.items()):
            found = self._look(path)
            if isinstance(found, str):
                # A list of the user's own is as good as ours: what git ignores is theirs to say.
                if path != IGNORE_FILE:
                    faults.append(self._not_ours(path, found))
            elif found.text is None:
                changes.append(Change(path, Action.CREATE, None, new))
            else:
                action = Action.UNCHANGED if found.text == new else Action.UPDATE
                changes.append(Change(path, action, found.text, new))
        for path in sorted(set(self._candidates()) - set(wanted)):
            found = self._look(path)
            if (
                not isinstance(found, str)
                and found.text is not None
                and self._owns(path, found.text)
            ):
                changes.append(Change(path, Action.DELETE, found.text, None))
        changes.sort(key=lambda change: change.path)
        return Plan(tuple(changes), in_order(faults))

    def apply(self, changes: Iterable[Change]) -> None:
        """Write and delete what a plan says; raises OutputFault at the first that fails."""
        work = [change for change in changes if change.action is not Action.UNCHANGED]
        for change in work:
            target = self.folder / change.path
            with _Faults(target):
                found = self._look(change.path)
                if isinstance(found, str):
                    raise OutputFault(f"{target} is not generated by Microref: {found}")
                if change.new is not None:
                    write_bytes(target, change.new.encode("utf-8", "replace"))
                else:
                    self._delete(target)
        if work:
            self._clean()

    def _look(self, path: str) -> _Found | str:
        """The generated file at a path, nothing, or why what stands there is not ours."""
        target = self.folder / path
        try:
            if "/" in path and not _is_below(target.parent, self.folder):
                return "its folder is a link that leads out of the output folder"
            mode = target.lstat().st_mode
            if not stat.S_ISREG(mode):
                return "it is a link" if stat.S_ISLNK(mode) else "it is no regular file"
            # Nothing is read of an empty file, and of one that another build has just deleted.
            content = beginning(target, _MARK_BYTES) or target.read_bytes()
            if not is_generated(content.decode("utf-8", "replace")):
                return "it lacks the mark of a generated file"
            if len(content) == _MARK_BYTES:
                content = target.read_bytes()
            text = content.decode("utf-8", "replace")
        except FileNotFoundError:
            return _Found(None)
        except NotADirectoryError:
            return "a file stands where its folder belongs"
        except OSError as error:
            raise OutputFault(f"cannot read {target}: {error.strerror}") from error
        return _Found(text)

    def _owns(self, path: str, text: str) -> bool:
        """Whether a generated file that is no longer wanted comes from this spec."""
        return path == IGNORE_FILE or is_generated_from(text, self.source)

    def _not_ours(self, path: str, why: str) -> Diagnostic:
        name = f"{self.name or self.folder.name}/{path}"
        hint = "move it away, or give the page another key"
        message = f"{name} is not generated by Microref and stays as it is: {why}"
        return NOT_OURS.at(SourceFile(name, "").start(), message, hint=hint)

    def _files(self) -> Iterator[tuple[Path, str]]:
        """The files of the folder, without those of hidden folders; links are not followed."""
        for parent, folders, files in os.walk(self.folder):
            folders[:] = sorted(name for name in folders if not name.startswith("."))
            for name in sorted(files):
                yield Path(parent), name

    def _candidates(self) -> Iterator[str]:
        """Paths of files that an earlier build may have made."""
        for parent, name in self._files():
            own = name == IGNORE_FILE and parent == self.folder
            if own or name.endswith(SUFFIXES) or name == STATUS_FILE:
                yield (parent / name).relative_to(self.folder).as_posix()

    def _delete(self, target: Path) -> None:
        target.unlink(missing_ok=True)
        for parent in target.parents:
            if parent == self.folder:
                break
            try:
                parent.rmdir()
            except OSError:
                break

    def _clean(self) -> None:
        """Delete what earlier builds left behind that were killed while writing."""
        for parent, name in self._files():
            if name.startswith(_TEMPORARY) and name.endswith(".tmp"):
                file = parent / name
                try:
                    if time.time() - file.lstat().st_mtime > _ABANDONED:
                        file.unlink()
                except OSError:
                    continue


@dataclass(frozen=True, slots=True)
class _Found:
    """What stands at a path: a generated file with its text, or nothing."""

    text: str | None


class _Faults:
    """Turns errors of the system into OutputFault, with the file that was to be written."""

    def __init__(self, target: Path) -> None:
        self._target = target

    def __enter__(self) -> None: ...

    def __exit__(self, kind: object, error: BaseException | None, traceback: object) -> None:
        if isinstance(error, OSError):
            raise OutputFault(f"cannot write {self._target}: {error.strerror}") from error


def diff(changes: Iterable[Change], name: str = "") -> str:
    """The changes as a unified diff; empty when there are none."""
    from difflib import unified_diff

    prefix = f"{name}/" if name else ""
    parts = []
    for change in changes:
        if change.action is Action.UNCHANGED:
            continue
        old = (change.old or "").splitlines(keepends=True)
        new = (change.new or "").splitlines(keepends=True)
        source = "/dev/null" if change.old is None else f"a/{prefix}{change.path}"
        target = "/dev/null" if change.new is None else f"b/{prefix}{change.path}"
        parts += [
            line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"
            for line in unified_diff(old, new, source, target)
        ]
    return "".join(parts)


def sphinx_sources(output: Path, top: Path) -> Path:
    """The folder of Sphinx's sources that the output belongs to: the nearest with a conf.py.

    Paths in pages start there. Looks from the output folder up to `top`; a project
    that has no conf.py yet will have it in the output folder.
    """
    for folder in (output, *output.parents):
        if (folder / "conf.py").is_file():
            return folder
        if folder == top:
            break
    return output


def _ignore_text(paths: Iterable[str]) -> str:
    own = [f"/{path}" for path in sorted([*paths, IGNORE_FILE])]
    lines = [marker("the spec", comment="#"), *own, f"{_TEMPORARY}*.tmp", ""]
    return "\n".join(lines)


def _is_below(path: Path, folder: Path) -> bool:
    """Whether a path lies in a folder when all links are followed."""
    return real_path(path).is_relative_to(real_path(folder))


def rewrite(path: Path, old: str, new: str) -> None:
    """Change a file of the user's, if it still holds `old`; raises OutputFault.

    Its permissions, its byte order mark and links to it stay.
    """
    target = real_path(path)
    with _Faults(path):
        content = target.read_bytes()
        mark = codecs.BOM_UTF8 if content.startswith(codecs.BOM_UTF8) else b""
        if content.removeprefix(mark) != old.encode():
            raise OutputFault(f"{path} has changed in the meantime and stays as it is")
        write_bytes(target, mark + new.encode(), stat.S_IMODE(target.stat().st_mode))


def write_bytes(target: Path, content: bytes, mode: int | None = None) -> None:
    """Write beside the target, then move there, so that nobody sees half a file."""
    temporary = target.parent / f"{_TEMPORARY}{os.urandom(8).hex()}.tmp"
    descriptor = _open_new(temporary)
    try:
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(content)
        if mode is not None:
            temporary.chmod(mode)
        temporary.replace(target)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def _open_new(path: Path) -> int:
    """Make a file, and its folder as often as another build deletes it for being empty."""
    for _ in range(_ATTEMPTS):
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            return os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666)
        except FileNotFoundError:
            continue
    raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), str(path))
