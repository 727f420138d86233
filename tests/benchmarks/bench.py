"""Measures what Microref costs, always beside something else: machines differ, ratios hardly do.

    python tests/benchmarks/bench.py --json build/bench.json

Each row runs two commands in turn and takes the median of the ratios of the
pairs. Everything is read once before, so that the cache of the system is warm.
What counts is the time on a processor: on a machine that does nothing else it is
the time on the clock, and on a busy one it still says what the command costs.
The exit code is 1 when a bound is broken. The rows and their bounds are told in
the architecture page of the documentation.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from functools import cached_property
from pathlib import Path
from statistics import median

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.benchmarks.generate import NOT_CLEAN, generate
from tests.corpus_facts.report import checked, figures, lines

REPOSITORY = Path(__file__).parents[2]
FLOOR = Path(__file__).with_name("floor.py")
PAIRS = 15

_MICROREF = [sys.executable, "-m", "microref"]
_SPHINX = [sys.executable, "-m", "sphinx", "-q", "-W", "-b", "html", "api-ref/source", "html"]
_ANEW = ["-E", "-a"]
_CONF = """\
extensions = ["{extension}"]
html_theme = "basic"
exclude_patterns = ["*.inc"]
"""
# The time of a check without start-up: start-up does not grow, and would hide what does.
_CHECK_IN_PROCESS = """\
import sys, time
from pathlib import Path
from microref.api import check, load
import microref.checks, jsonschema_rs
start = time.process_time()
found = check(load(sys.argv[1], Path(sys.argv[1]).parent)).diagnostics
print(time.process_time() - start)
assert {one.code for one in found} <= set(sys.argv[2:]), found[0]
"""


# ------------------------------------------------------------------ one command


@dataclass(frozen=True)
class Run:
    """What one run of a command cost."""

    seconds: float
    clock_seconds: float
    mebibytes: float


@dataclass(frozen=True)
class Command:
    """A command line with the folder it runs in."""

    words: Sequence[str]
    folder: Path = REPOSITORY
    tells_time: bool = False
    """Whether the command prints the seconds that count; else its whole life counts."""
    codes: tuple[int, ...] = (0,)
    """The exit codes of success: a check that finds what is wrong has done its work."""
    edit: Callable[[], object] | None = None
    """What is done before each run, and does not count."""

    def run(self) -> Run:
        """Run the command once; anything but success is a fault of the benchmark."""
        environment = {**os.environ, "PYTHONPATH": str(REPOSITORY / "generator")}
        if self.edit is not None:
            self.edit()
        with tempfile.TemporaryFile() as printed:
            start = time.perf_counter()
            process = subprocess.Popen(
                self.words, cwd=self.folder, env=environment, stdout=printed, stderr=printed
            )
            # wait4 tells the memory of this child alone.
            _, status, usage = os.wait4(process.pid, 0)
            clock_seconds = time.perf_counter() - start
            process.returncode = os.waitstatus_to_exitcode(status)
            printed.seek(0)
            text = printed.read().decode(errors="replace")
        if process.returncode not in self.codes:
            raise SystemExit(f"{' '.join(self.words)}: exit code {process.returncode}\n{text}")
        seconds = usage.ru_utime + usage.ru_stime
        if self.tells_time:
            seconds = clock_seconds = float(text)
        kibibytes = usage.ru_maxrss / 1024 if sys.platform == "darwin" else usage.ru_maxrss
        return Run(seconds, clock_seconds, kibibytes / 1024)


# --------------------------------------------------------------------- the rows


class Inputs:
    """The projects that the rows run on, each made when it is first needed."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    @cached_property
    def big(self) -> Path:
        """A project as large as the compute service's, with its pages built."""
        return self._built("big")

    @cached_property
    def source(self) -> Path:
        """An os-api-ref tree: the compute service's, where there is a corpus, else a built one."""
        corpus = os.environ.get("MICROREF_CORPUS", "")
        found = sorted(Path(corpus).glob("nova*/api-ref/source")) if corpus else []
        return found[0].resolve() if found else self.big / "api-ref" / "source"

    @cached_property
    def adopted(self) -> Path:
        """That tree, imported."""
        folder = self._folder / "adopted"
        Command(self.importing(folder)).run()
        return folder

    def importing(self, folder: Path) -> list[str]:
        """The command that imports the tree into a folder."""
        return [*_MICROREF, "import", str(self.source), "--force", "--output", str(folder)]

    @cached_property
    def grown(self) -> tuple[Path, Path]:
        """A project, and one ten times as large."""
        small, large = self._folder / "small", self._folder / "large"
        generate(small, operations=100, samples=286)
        generate(large, operations=100, samples=286, copies=10)
        return small, large

    @cached_property
    def published(self) -> tuple[Path, Path]:
        """Two Sphinx projects with the same pages: one with the extension, one written by hand.

        The second is what a build wrote, with the lines of the extension left out of conf.py.
        """
        extension = self._built("extension")
        source = extension / "api-ref" / "source"
        pages = sorted(file.name for file in source.glob("*.inc"))
        index = ["Reference", "#########", "", *(f".. include:: {page}" for page in pages), ""]
        (source / "index.rst").write_text("\n".join(index), encoding="utf-8")
        by_hand = self._folder / "by-hand"
        shutil.copytree(extension, by_hand)
        return _configured(extension, "microref.sphinx_ext"), _configured(by_hand, "os_api_ref")

    @cached_property
    def original(self) -> Path:
        """The tree that is imported, with what lies around it, to be published by os-api-ref."""
        folder = self._folder / "original"
        # Only the bytes: the original may be read-only.
        shutil.copytree(self.source.parents[1], folder, copy_function=shutil.copyfile)
        return _configured(folder, "os_api_ref")

    @cached_property
    def adopted_published(self) -> Path:
        """The imported project, to be published by the extension."""
        folder = self._folder / "adopted-published"
        shutil.copytree(self.adopted, folder)
        return _configured(folder, "microref.sphinx_ext")

    def _built(self, name: str) -> Path:
        folder = self._folder / name
        generate(folder)
        Command([*_MICROREF, "build"], folder).run()
        return folder


def _configured(project: Path, extension: str) -> Path:
    """Write the configuration of Sphinx for a project; gives the project."""
    file = project / "api-ref" / "source" / "conf.py"
    file.write_text(_CONF.format(extension=extension), encoding="utf-8")
    return project


@dataclass(frozen=True)
class Measured:
    """What a row gives: the figure, and what stands behind it."""

    figure: float
    ours: float
    beside: float | None = None
    clock: float | None = None
    """The same ratio by the clock."""


@dataclass(frozen=True)
class Row:
    """A promise: what is measured, and what it must not exceed."""

    name: str
    title: str
    bound: float
    unit: str
    measure: Callable[[Inputs, int], Measured]


def _ratio(ours: Command, beside: Command, pairs: int) -> Measured:
    for command in (ours, beside):
        command.run()  # warms the caches
    runs = []
    for number in range(pairs):
        # Who comes first changes, so that neither gains from what the other leaves.
        if number % 2:
            second = beside.run()
            runs.append((ours.run(), second))
        else:
            runs.append((ours.run(), beside.run()))
    return Measured(
        figure=median(first.seconds / second.seconds for first, second in runs),
        ours=median(first.seconds for first, _ in runs),
        beside=median(second.seconds for _, second in runs),
        clock=median(first.clock_seconds / second.clock_seconds for first, second in runs),
    )


def _floor(folder: Path) -> Command:
    return Command([sys.executable, str(FLOOR), str(folder)], folder)


def _check(inputs: Inputs, pairs: int) -> Measured:
    return _ratio(
        Command([*_MICROREF, "check"], inputs.big, codes=(0, 1)), _floor(inputs.big), pairs
    )


def _memory(inputs: Inputs, pairs: int) -> Measured:
    command = Command([*_MICROREF, "check"], inputs.big, codes=(0, 1))
    most = median(command.run().mebibytes for _ in range(min(pairs, 3)))
    return Measured(most, most)


def _build(inputs: Inputs, pairs: int) -> Measured:
    return _ratio(Command([*_MICROREF, "build"], inputs.big), _floor(inputs.big), pairs)


def _import(inputs: Inputs, pairs: int) -> Measured:
    command = Command(inputs.importing(inputs.adopted))
    return _ratio(command, _floor(inputs.adopted), pairs)


def _adopted_check(inputs: Inputs, pairs: int) -> Measured:
    command = Command([*_MICROREF, "check"], inputs.adopted, codes=(0, 1))
    return _ratio(command, _floor(inputs.adopted), pairs)


def _adopted_build(inputs: Inputs, pairs: int) -> Measured:
    return _ratio(Command([*_MICROREF, "build"], inputs.adopted), _floor(inputs.adopted), pairs)


def _size(inputs: Inputs, _pairs: int) -> Measured:
    yaml = [inputs.adopted / "parameters.yaml", *(inputs.adopted / "pages").rglob("*.yaml")]
    files = (path for path in inputs.source.rglob("*") if path.suffix in (".inc", ".rst", ".yaml"))
    ours, beside = (sum(path.stat().st_size for path in paths) for paths in (yaml, files))
    return Measured(ours / beside, ours)


def _growth(inputs: Inputs, pairs: int) -> Measured:
    small, large = (
        Command(
            [sys.executable, "-c", _CHECK_IN_PROCESS, str(folder / "parameters.yaml"), *NOT_CLEAN],
            folder,
            tells_time=True,
        )
        for folder in inputs.grown
    )
    return _ratio(large, small, pairs)


def _sphinx(inputs: Inputs, pairs: int) -> Measured:
    ours, beside = (Command([*_SPHINX, *_ANEW], folder) for folder in inputs.published)
    return _ratio(ours, beside, pairs)


def _adopted_sphinx(inputs: Inputs, pairs: int) -> Measured:
    ours = Command([*_SPHINX, *_ANEW], inputs.adopted_published)
    return _ratio(ours, Command([*_SPHINX, *_ANEW], inputs.original), pairs)


def _rebuild(inputs: Inputs, pairs: int) -> Measured:
    project = inputs.adopted_published
    pages = sorted((inputs.original / "api-ref" / "source").rglob("*.inc"))
    ours = Command(
        [*_SPHINX, "-D", "microref_documents=page"],
        project,
        edit=Edit(project / "parameters.yaml", _description_of(_parameter_of_one_page(project))),
    )
    beside = Command(_SPHINX, inputs.original, edit=Edit(pages[len(pages) // 2], _LAST_WORD))
    return _ratio(ours, beside, pairs)


def _parameter_of_one_page(project: Path) -> str:
    """A definition that a single page uses, of the page of middle size that has one."""
    keys = {
        path: re.findall(r"^(\w+):$", path.read_text(encoding="utf-8"), re.MULTILINE)
        for path in (project / "api-ref" / "source").rglob("*.parameters.yaml")
    }
    counts = Counter(key for found in keys.values() for key in found)
    own = {path: [key for key in found if counts[key] == 1] for path, found in keys.items()}
    pages = sorted((path for path in own if own[path]), key=lambda path: path.stat().st_size)
    return own[pages[len(pages) // 2]][0]


def _description_of(key: str) -> re.Pattern[str]:
    """The first line of what a definition says, in a spec."""
    return re.compile(rf"^  {key}:\n    description: (?:\|\n +)?.*$", re.MULTILINE)


_LAST_WORD = re.compile(r"\b[a-z]{4,}\.$", re.MULTILINE)


@dataclass
class Edit:
    """A word that is put into a file, and at the next time taken out again."""

    file: Path
    place: re.Pattern[str]
    word: str = "indeed "

    def __call__(self) -> None:
        """Make the edit."""
        text = self.file.read_text(encoding="utf-8")
        if self.word in text:
            text = text.replace(self.word, "")
        else:
            found = self.place.search(text)
            assert found, f"{self.file} has no place for an edit"
            at = text.rindex(" ", 0, found.end()) + 1
            text = text[:at] + self.word + text[at:]
        self.file.write_text(text, encoding="utf-8")


def _start(inputs: Inputs, pairs: int) -> Measured:
    nothing = Command([sys.executable, "-c", "pass"])
    return _ratio(Command([*_MICROREF, "--version"]), nothing, pairs)


ROWS = (
    Row("start", "microref --version / python -c pass", 3, "x", _start),
    Row("check", "check, cold process / floor", 8, "x", _check),
    Row("memory", "check, peak of memory", 100, "MiB", _memory),
    Row("build", "build with nothing to change / floor", 5, "x", _build),
    Row("import", "import of an os-api-ref tree / floor", 40, "x", _import),
    Row("adopted-check", "check of what was imported / floor", 8, "x", _adopted_check),
    Row("adopted-build", "build of it with nothing to change / floor", 5, "x", _adopted_build),
    Row("size", "its YAML / the files that it was", 1.2, "x", _size),
    Row("growth", "check of a spec ten times as large", 11.5, "x", _growth),
    Row("sphinx", "Sphinx with the extension / written by hand", 1.10, "x", _sphinx),
    Row(
        "adopted-sphinx", "Sphinx with what was imported / what it was", 1.10, "x", _adopted_sphinx
    ),
    Row("rebuild", "Sphinx after one parameter, by pages / one page", 0.25, "x", _rebuild),
)


# -------------------------------------------------------------------- the report


def _machine() -> dict[str, object]:
    load = os.getloadavg()[0]
    return {
        "cpus": os.cpu_count(),
        "machine": platform.machine(),
        "system": platform.system(),
        "python": platform.python_version(),
        "load": round(load, 2),
    }


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure the rows, print a table, write JSON; 1 when a bound is broken."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures to FILE")
    parser.add_argument("--pairs", type=int, default=PAIRS, metavar="N", help="runs of each row")
    parser.add_argument("--rows", nargs="+", choices=[row.name for row in ROWS], metavar="ROW")
    options = parser.parse_args(arguments)
    results = []
    print(f"{'':44} {'measured':>10} {'bound':>10}  {'ours':>8} {'beside':>8}")
    with tempfile.TemporaryDirectory(prefix="microref-bench-") as folder:
        # As installed packages, ours is compiled before, whatever this shell says.
        os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
        os.environ["PYTHONPYCACHEPREFIX"] = str(Path(folder, "compiled"))
        inputs = Inputs(Path(folder))
        for row in ROWS:
            if options.rows and row.name not in options.rows:
                continue
            measured = row.measure(inputs, options.pairs)
            holds = measured.figure <= row.bound
            print(_line(row, measured, holds), flush=True)
            results.append(
                {
                    "name": row.name,
                    "title": row.title,
                    "unit": row.unit,
                    "bound": row.bound,
                    "holds": holds,
                    **asdict(measured),
                }
            )
    quality = {} if options.rows else figures(checked())
    print("\n".join(["", *lines(quality)]) if quality else "\nno corpus: no figures of findings")
    if options.json:
        report = {"version": 1, "pairs": options.pairs, "machine": _machine(), "rows": results}
        report["findings"] = quality
        options.json.write_text(json.dumps(report, indent=2) + "\n", encoding="utf-8")
    return 0 if all(result["holds"] for result in results) else 1


def _line(row: Row, measured: Measured, holds: bool) -> str:
    figure, bound = f"{measured.figure:.2f} {row.unit}", f"{row.bound:g} {row.unit}"
    times = ""
    if measured.beside is not None:
        times = f"{measured.ours:7.3f}s {measured.beside:7.3f}s"
    verdict = "holds" if holds else "BROKEN"
    return f"{row.title:44} {figure:>10} {bound:>10}  {times:17}  {verdict}"


if __name__ == "__main__":
    sys.exit(main())
