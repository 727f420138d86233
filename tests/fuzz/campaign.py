"""Runs many inputs in worker processes, and watches each from outside: time, memory, death.

A worker that hangs in C code, or that the system ends, cannot say so itself. Time is CPU
time: a machine that is busy with other things makes no hang.
"""

from __future__ import annotations

import faulthandler
import multiprocessing
import os
import resource
import shutil
import signal
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from pathlib import Path
from typing import Any, TextIO

from tests.fuzz.inputs import Input, make_input
from tests.fuzz.target import SECONDS, Bench, Wrong

GROWTH = 1024**3
"""Bytes by which the memory of a worker may grow for one input."""
_LIMIT = 2 * GROWTH
_TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Result:
    """What became of one input; `wrong` is empty where all was well."""

    number: int
    kind: str
    codes: Counter[int] = field(default_factory=Counter)
    findings: Counter[str] = field(default_factory=Counter)
    seconds: float = 0.0
    growth: int = 0
    wrong: str = ""


@dataclass
class Tally:
    """The sum of the results of one kind."""

    inputs: int = 0
    runs: int = 0
    codes: Counter[int] = field(default_factory=Counter)
    findings: Counter[str] = field(default_factory=Counter)
    slowest: tuple[float, int] = (0.0, -1)
    largest: tuple[int, int] = (0, -1)
    failures: int = 0

    def add(self, result: Result) -> None:
        self.inputs += 1
        self.runs += result.codes.total()
        self.codes += result.codes
        self.findings += result.findings
        self.slowest = max(self.slowest, (result.seconds, result.number))
        self.largest = max(self.largest, (result.growth, result.number))
        self.failures += bool(result.wrong)


@dataclass
class _Worker:
    """A process, its inputs from `number` on, and what it said last."""

    process: Any
    pipe: Connection
    number: int
    folder: Path
    since: float = 0.0
    """CPU time at which it began with its input."""


@dataclass
class Campaign:
    """Inputs from `first` on, by a number of processes; results go to `tell`."""

    seed: int
    inputs: int
    processes: int
    tell: Callable[[Result], None]
    first: int = 0
    log: TextIO | None = None
    warm_up: int = 200

    def run(self) -> None:
        """Run all inputs."""
        _warm_up(self.seed, self.warm_up)
        end = self.first + self.inputs
        firsts = range(self.first, min(self.first + self.processes, end))
        running = {worker.pipe: worker for worker in map(self._start, firsts)}
        try:
            self._watch(running, end)
        finally:
            for worker in running.values():
                worker.process.kill()
                worker.process.join()
                shutil.rmtree(worker.folder, ignore_errors=True)

    def _watch(self, running: dict[Connection, _Worker], end: int) -> None:
        while running:
            for pipe in wait(list(running), timeout=1.0):
                assert isinstance(pipe, Connection)
                worker = running[pipe]
                try:
                    result = pipe.recv()
                except (EOFError, ConnectionResetError):
                    del running[pipe]
                    self._replace(worker, running, "the process died", end)
                    continue
                if result is None:  # it is through
                    del running[pipe]
                    worker.process.join()
                    shutil.rmtree(worker.folder, ignore_errors=True)
                    continue
                self.tell(result)
                worker.number = result.number + self.processes
                worker.since = _cpu_seconds(worker.process.pid)
            for worker in list(running.values()):
                used = _cpu_seconds(worker.process.pid) - worker.since
                if used > SECONDS + 2 and not worker.pipe.poll():
                    os.kill(worker.process.pid, signal.SIGUSR1)  # where it hangs, to the log
                    time.sleep(0.5)
                    worker.process.kill()
                    del running[worker.pipe]
                    self._replace(worker, running, f"hangs: {used:.0f} s of CPU time", end)

    def _start(self, number: int) -> _Worker:
        folder = bench_folder()
        ours, theirs = multiprocessing.get_context("fork").Pipe(duplex=False)
        end = self.first + self.inputs
        process = multiprocessing.get_context("fork").Process(
            target=_work,
            args=(theirs, folder, self.seed, range(number, end, self.processes), self.log),
        )
        process.start()
        theirs.close()
        return _Worker(process, ours, number, folder)

    def _replace(
        self, worker: _Worker, running: dict[Connection, _Worker], why: str, end: int
    ) -> None:
        worker.process.join()
        shutil.rmtree(worker.folder, ignore_errors=True)
        if worker.number >= end:
            return
        given = make_input(self.seed, worker.number)
        why = f"{why} (exit code {worker.process.exitcode})"
        self.tell(Result(worker.number, given.kind, wrong=why))
        if worker.number + self.processes < end:
            following = self._start(worker.number + self.processes)
            running[following.pipe] = following


def _warm_up(seed: int, inputs: int) -> None:
    """Import whatever is imported when it is needed, so that each new worker has the same."""
    folder = bench_folder()
    bench = Bench(folder)
    for number in range(-inputs, 0):
        judge(bench, make_input(seed, number), number)
    shutil.rmtree(folder, ignore_errors=True)


def bench_folder() -> Path:
    """A new folder in memory, where there is such a thing."""
    memory = Path("/dev/shm")
    usable = memory.is_dir() and os.access(memory, os.W_OK)
    return Path(tempfile.mkdtemp(prefix="microref-fuzz-", dir=memory if usable else None))


def judge(bench: Bench, given: Input, number: int) -> Result:
    """The result of one input."""
    before = _peak_from_here()
    try:
        outcome = bench.judge(given)
    except Wrong as found:
        return Result(number, given.kind, wrong=str(found))
    except BaseException:
        return Result(number, given.kind, wrong=traceback.format_exc())
    growth = _peak() - before
    wrong = f"grew by {growth / 1024**2:.0f} MiB" if growth > GROWTH else ""
    return Result(
        number, given.kind, outcome.codes, outcome.findings, outcome.seconds, growth, wrong
    )


def _work(pipe: Connection, folder: Path, seed: int, numbers: range, log: TextIO | None) -> None:
    if log is not None:
        faulthandler.register(signal.SIGUSR1, file=log)
        faulthandler.enable(file=log)
    used = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
    resource.setrlimit(resource.RLIMIT_AS, (used + _LIMIT, used + _LIMIT))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    bench = Bench(folder)
    for number in numbers:
        pipe.send(judge(bench, make_input(seed, number), number))
    pipe.send(None)


def _peak_from_here() -> int:
    """Forget the peak of memory, and return what is used now."""
    try:
        Path("/proc/self/clear_refs").write_text("5")
    except OSError:
        return _peak()
    return _status("VmRSS:")


def _peak() -> int:
    return _status("VmHWM:")


def _status(name: str) -> int:
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith(name):
            return int(line.split()[1]) * 1024
    return 0


def _cpu_seconds(pid: int) -> float:
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / _TICKS
