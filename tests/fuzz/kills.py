"""Kills real processes that write, at random moments: `python -m tests.fuzz.kills --kills 200`.

A build goes from one spec to another that changes every page, and back. Whatever is killed,
each file is the old one or the new one, what is the user's is as it was, and the next run
puts all right.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

import microref
from tests.importer.shelf import write_shelf
from tests.surfaces.own_reference import copy_reference

PAGES = 40
OUTPUT = "api-ref/source"
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(Path(microref.__file__).parents[1])}
USERS = {
    f"{OUTPUT}/conf.py": "project = 'x'\n",
    f"{OUTPUT}/own.inc": "My own page.\n",
    f"{OUTPUT}/own/notes.parameters.yaml": "mine: 1\n",
    f"{OUTPUT}/.microref-mine.txt": "mine\n",
    "notes.txt": "mine\n",
}
# A process that ends itself at a step of its work: before, within and after each write.
_AT_STEP = """
import os, signal, sys
from pathlib import Path
left = int(sys.argv[1])
def step():
    global left
    left -= 1
    if left < 0:
        os.kill(os.getpid(), signal.SIGKILL)
def around(owner, name):
    kept = getattr(owner, name)
    def stepping(*args, **kwargs):
        step()
        result = kept(*args, **kwargs)
        step()
        return result
    setattr(owner, name, stepping)
from microref import api, output
around(api, "apply")
around(output, "_open_new")
around(Path, "replace")
around(Path, "unlink")
from microref.cli.run import main
main(sys.argv[2:])
"""
STEPS = 2 + 4 * (2 * PAGES + 1) + 2 * PAGES
"""More than a build of all pages has."""


def spec(word: str, first: int) -> str:
    """A spec whose pages all hold a word; some pages are there in one of two only."""
    pages = "".join(
        f"  group{number % 3}/p{number}:\n    title: {word} {number}\n    operations:\n"
        f"      - {{id: o{number}, title: {word}, method: GET, path: /p,\n"
        f"         description: {word * 200},\n"
        f"         request: {{parameters: [{{x{number}: {{in: query, type: string,\n"
        f"         description: {word}, required: true}}}}]}}}}\n"
        for number in range(first, first + PAGES)
    )
    return f"microref: 1\napi: {{title: T, service_type: t}}\npages:\n{pages}"


def tree(folder: Path) -> dict[str, bytes]:
    """The files below a folder, by their path."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


@dataclass
class Kills:
    """What was killed, and in which state it was."""

    counts: Counter[str] = field(default_factory=Counter)

    def note(self, what: str, code: int | None, changed: int, total: int) -> None:
        ended = "killed" if code == -signal.SIGKILL else "ended before"
        state = "nothing" if not changed else "all" if changed == total else "a part"
        self.counts[f"{what}, {ended}, {state} written"] += 1


class Builds:
    """A project that is built again and again, and killed."""

    def __init__(self, folder: Path, chosen: Random) -> None:
        self.folder = folder
        self.chosen = chosen
        self.kills = Kills()
        # Pages 0 to 4 go away with the second spec, and five others come.
        self.specs = {"one": spec("one", 0), "two": spec("two", 5)}
        for name, text in USERS.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)
        self.outputs: dict[str, dict[str, bytes]] = {}
        took = []
        for word in ("one", "two", "one"):
            began = time.monotonic()
            self.build(word)
            took.append(time.monotonic() - began)
        self.seconds = min(took)
        self.now = "one"

    def build(self, word: str) -> None:
        """Build one of the specs to its end."""
        (self.folder / "parameters.yaml").write_text(self.specs[word])
        self._age_leftovers()
        done = subprocess.run(
            self._command(), cwd=self.folder, env=ENVIRONMENT, capture_output=True, check=False
        )
        assert done.returncode == 0, done.stderr.decode()
        made = self._output()
        assert self.outputs.setdefault(word, made) == made, "the next build left something wrong"
        self._demand_users()

    def kill(self, number: int) -> None:
        """Kill a build at a moment, look at the files, and build again."""
        goal = "two" if self.now == "one" else "one"
        (self.folder / "parameters.yaml").write_text(self.specs[goal])
        how = ("at a time", "while it writes", "at a step")[number % 3]
        if how == "at a step":
            process = self._start(
                [sys.executable, "-c", _AT_STEP, str(self.chosen.randrange(STEPS))]
            )
        else:
            process = self._start(self._command())
            wait = self.chosen.random() * self.seconds * 1.1
            if how == "while it writes":
                self._await_first_change(process)
                wait = self.chosen.random() * 0.05
            time.sleep(wait)
            process.kill()
        code = process.wait()
        self._judge(how, code, goal)
        self.build(goal)
        self.now = goal

    def _command(self) -> list[str]:
        return [sys.executable, "-m", "microref", "build", "--quiet"]

    def _start(self, command: list[str]) -> subprocess.Popen[bytes]:
        if "-c" in command:
            command = [*command, "build", "--quiet"]
        return subprocess.Popen(
            command, cwd=self.folder, env=ENVIRONMENT, stderr=subprocess.DEVNULL
        )

    def _await_first_change(self, process: subprocess.Popen[bytes]) -> None:
        watched = [self.folder / OUTPUT / "group0", self.folder / OUTPUT / "group1"]
        before = [path.stat().st_mtime_ns for path in watched]
        while process.poll() is None:
            now = [path.stat().st_mtime_ns if path.exists() else 0 for path in watched]
            if now != before:
                break

    def _judge(self, how: str, code: int, goal: str) -> None:
        old, new = self.outputs[self.now], self.outputs[goal]
        found = self._output(leftovers=True)
        changed = 0
        for name in old.keys() | new.keys() | found.keys():
            if Path(name).name.startswith(".microref-") and name.endswith(".tmp"):
                continue
            content = found.get(name)
            assert content in (old.get(name), new.get(name)), f"{name} is half"
            changed += content == new.get(name) and content != old.get(name)
        total = sum(old.get(name) != new.get(name) for name in old.keys() | new.keys())
        self.kills.note(f"build {how}", code, changed, total)
        self._demand_users()

    def _output(self, leftovers: bool = False) -> dict[str, bytes]:
        users = {Path(name).relative_to(OUTPUT).as_posix() for name in USERS if OUTPUT in name}
        found = tree(self.folder / OUTPUT)
        assert leftovers or not [name for name in found if name.endswith(".tmp")]
        return {name: content for name, content in found.items() if name not in users}

    def _demand_users(self) -> None:
        for name, text in USERS.items():
            assert (self.folder / name).read_text() == text, f"{name} is damaged"

    def _age_leftovers(self) -> None:
        """As if what a killed build has left were of an hour ago: then the next one cleans up."""
        for path in (self.folder / OUTPUT).rglob(".microref-*.tmp"):
            os.utime(path, (time.time() - 3600,) * 2)


def _killed_after(
    command: list[str], folder: Path, seconds: float, environment: Mapping[str, str]
) -> int:
    process = subprocess.Popen(
        command, cwd=folder, env=environment, start_new_session=True,
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    time.sleep(seconds)
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    return process.wait()


def kill_imports(folder: Path, number: int, chosen: Random, kills: Kills) -> None:
    """Kill imports; the source stays, and an import with --force makes what one at once makes."""
    source = write_shelf(folder / "shelf")
    before = tree(folder / "shelf")
    whole = ["import", str(source), "--output", str(folder / "whole"), "--force", "--quiet"]
    began = time.monotonic()
    subprocess.run(
        [sys.executable, "-m", "microref", *whole],
        env=ENVIRONMENT,
        capture_output=True,
        check=False,
    )
    seconds = time.monotonic() - began
    expected = tree(folder / "whole")
    assert expected
    for _ in range(number):
        (folder / "new").mkdir(exist_ok=True)
        (folder / "new/notes.txt").write_text("mine\n")
        words = ["import", str(source), "--output", "new", "--force", "--quiet"]
        code = _killed_after(
            [sys.executable, "-m", "microref", *words],
            folder,
            chosen.random() * seconds,
            ENVIRONMENT,
        )
        made = len(tree(folder / "new")) - 1
        kills.note("import", code, made, len(expected))
        assert tree(folder / "shelf") == before
        assert (folder / "new/notes.txt").read_text() == "mine\n"
        done = subprocess.run(
            [sys.executable, "-m", "microref", *words],
            cwd=folder,
            env=ENVIRONMENT,
            capture_output=True,
            check=False,
        )
        assert done.returncode in (0, 1), done.stderr.decode()
        found = tree(folder / "new")
        del found["notes.txt"]
        whole_files = {name: text for name, text in found.items() if not name.endswith(".tmp")}
        assert whole_files == expected


def kill_sphinx(folder: Path, number: int, chosen: Random, kills: Kills) -> None:
    """Kill sphinx-build with the extension; what is the user's stays, and the next one works."""
    project = copy_reference(folder)
    generated = (project / OUTPUT / ".gitignore", *(project / OUTPUT).rglob("*.inc"))
    for path in generated:
        path.unlink(missing_ok=True)
    before = tree(project)
    command = [
        sys.executable,
        "-m",
        "sphinx",
        "-q",
        "-b",
        "html",
        "-j",
        "2",
        OUTPUT,
        "api-ref/build",
    ]
    began = time.monotonic()
    subprocess.run(command, cwd=project, env=ENVIRONMENT, capture_output=True, check=True)
    seconds = time.monotonic() - began
    expected = tree(project / OUTPUT)
    for _ in range(number):
        (project / OUTPUT / ".gitignore").unlink(missing_ok=True)
        for name in expected:
            if f"{OUTPUT}/{name}" not in before:
                (project / OUTPUT / name).unlink(missing_ok=True)
        code = _killed_after(command, project, chosen.random() * seconds, ENVIRONMENT)
        found = tree(project)
        for name, content in before.items():
            assert found[name] == content, f"{name} is damaged"
        made = sum(name in found for name in (f"{OUTPUT}/{name}" for name in expected))
        kills.note("sphinx-build", code, made, len(expected))
        for name, content in tree(project / OUTPUT).items():
            assert name.endswith(".tmp") or content == expected[name]
        again = subprocess.run(
            command, cwd=project, env=ENVIRONMENT, capture_output=True, text=True, check=False
        )
        assert again.returncode == 0, again.stderr
        now = tree(project / OUTPUT)
        assert {name: text for name, text in now.items() if not name.endswith(".tmp")} == expected


def main() -> int:
    """Run the kills, and print what was killed in which state."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz.kills", description=__doc__)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    chosen = Random(options.seed)
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="microref-kills-") as name:
        folder = Path(name)
        others = max(1, options.kills // 20)
        work: tuple[tuple[str, Callable[[Path, int, Random, Kills], None]], ...] = (
            ("import", kill_imports),
            ("sphinx", kill_sphinx),
        )
        builds = Builds(_made(folder / "build"), chosen)
        for number in range(options.kills - 2 * others):
            builds.kill(number)
        for what, kill in work:
            kill(_made(folder / what), others, chosen, builds.kills)
    print(f"seed {options.seed}: {options.kills} kills in {time.monotonic() - began:.0f} s")
    for what, count in sorted(builds.kills.counts.items()):
        print(f"{count:4} {what}")
    return 0


def _made(folder: Path) -> Path:
    folder.mkdir()
    return folder


if __name__ == "__main__":
    sys.exit(main())
