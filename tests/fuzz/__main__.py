"""`python -m tests.fuzz`: a campaign of mutated inputs, its counts, and what failed as files."""

from __future__ import annotations

import argparse
import sys
import time
from collections import defaultdict
from pathlib import Path

from tests.fuzz.campaign import Campaign, Result, Tally
from tests.fuzz.inputs import make_input


def main() -> int:
    """Run; the exit code is 1 where something failed."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("--inputs", type=int, default=1000)
    parser.add_argument("--first", type=int, default=0, help="the number of the first input")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--store", type=Path, default=Path("build/fuzz"), help="for what failed")
    options = parser.parse_args()
    options.store.mkdir(parents=True, exist_ok=True)
    tallies: dict[str, Tally] = defaultdict(Tally)
    began = time.monotonic()

    def tell(result: Result) -> None:
        tallies[result.kind].add(result)
        if result.wrong:
            _store(options.store, options.seed, result)
        done = sum(tally.inputs for tally in tallies.values())
        if done % 1000 == 0:
            rate = done / (time.monotonic() - began)
            failures = sum(tally.failures for tally in tallies.values())
            print(f"{done} inputs, {rate:.0f}/s, {failures} failed", flush=True)

    with (options.store / f"seed-{options.seed}.log").open("a") as log:
        Campaign(options.seed, options.inputs, options.processes, tell, options.first, log).run()
    took = time.monotonic() - began
    print(f"seed {options.seed}: {options.inputs} inputs in {took:.0f} s")
    for kind, tally in sorted(tallies.items()):
        print(_line(kind, tally))
    return int(any(tally.failures for tally in tallies.values()))


def _line(kind: str, tally: Tally) -> str:
    codes = ", ".join(f"{code}: {count}" for code, count in sorted(tally.codes.items()))
    most = ", ".join(f"{code} {count}" for code, count in tally.findings.most_common(12))
    seconds, slow = tally.slowest
    growth, large = tally.largest
    return (
        f"{kind}: {tally.inputs} inputs, {tally.runs} commands, exit codes {{{codes}}}, "
        f"{tally.findings.total()} findings of {len(tally.findings)} codes ({most}), "
        f"slowest {seconds:.2f} s (input {slow}), most growth {growth / 1024**2:.0f} MiB "
        f"(input {large}), {tally.failures} failed"
    )


def _store(folder: Path, seed: int, result: Result) -> None:
    given = make_input(seed, result.number)
    path = folder / f"{given.kind}-{seed}-{result.number}.{Path(given.name).name}"
    path.write_bytes(given.content)
    path.with_name(f"{path.name}.txt").write_text(f"{result.wrong}\n")
    what = result.wrong.strip().splitlines() or ["?"]
    print(f"FAILED {given.kind} {result.number}: {what[0][:100]} ... {what[-1][:200]}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
