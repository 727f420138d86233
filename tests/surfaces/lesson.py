"""A page of the documentation as a list of steps, to be followed as a reader would.

Three kinds of `code-block` are steps, and nothing else is:

* `console`: lines with `$` are run, the lines after one are what it prints. `...` stands
  for anything. `:class: exit-1` says how the last command of the block ends.
* one with a `:caption:`: the text of the file of that name.
* one with a `:caption:` and `:emphasize-lines:`: an edit of that file. The marked lines
  are new; those before and after them say where.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from textwrap import dedent

_BLOCK = re.compile(r"( *)\.\. code-block:: (\S+)")
_ANYTHING = re.escape("...")
_OPTION = re.compile(r" +:([\w-]+): ?(.*)")


@dataclass(frozen=True)
class Block:
    """A code block of a page."""

    language: str
    options: Mapping[str, str]
    text: str
    line: int
    """Where its text begins."""


@dataclass(frozen=True)
class Command:
    """A command line, and what it says."""

    words: str
    output: str
    code: int
    line: int


@dataclass(frozen=True)
class File:
    """A file as a whole, or an edit of one."""

    name: str
    text: str
    line: int
    marked: frozenset[int] = frozenset()
    """The numbers of the lines that an edit brings."""

    def apply(self, folder: Path) -> None:
        """Do what the page asks for; an edit has to say its place without a doubt."""
        target = folder / self.name
        if not self.marked:
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(self.text, encoding="utf-8")
            return
        old = target.read_text(encoding="utf-8").splitlines()
        lines = self.text.splitlines()
        first, last = min(self.marked) - 1, max(self.marked)
        spans = _between(old, lines[:first], lines[last:])
        assert len(spans) == 1, f"line {self.line}: {len(spans)} places for it in {self.name}"
        start, end = spans[0]
        new = [*old[:start], *lines[first:last], *old[end:], ""]
        target.write_text("\n".join(new), encoding="utf-8")


Step = Command | File


def blocks(page: Path) -> Iterator[Block]:
    """The code blocks of a page, in their order."""
    lines = page.read_text(encoding="utf-8").splitlines()
    number = 0
    while number < len(lines):
        found = _BLOCK.fullmatch(lines[number])
        number += 1
        if found is None:
            continue
        options = {}
        while option := _OPTION.fullmatch(lines[number] if number < len(lines) else ""):
            options[option[1]] = option[2]
            number += 1
        while not lines[number].strip():
            number += 1
        start = number
        inner = found[1] + " "
        while number < len(lines) and (lines[number].startswith(inner) or not lines[number]):
            number += 1
        text = "\n".join(lines[start:number]).strip("\n")
        # Where there are options, their indentation is the one of the text.
        text = re.sub(f"(?m)^{found[1]}   ", "", text) if options else dedent(text)
        yield Block(found[2], options, f"{text}\n", start + 1)


def steps(page: Path) -> list[Step]:
    """What a reader of the page does."""
    found: list[Step] = []
    for block in blocks(page):
        if block.language == "console":
            found += _commands(block)
        elif name := block.options.get("caption"):
            marked = _numbers(block.options.get("emphasize-lines", ""))
            found.append(File(name, block.text, block.line, marked))
    return found


def fits(expected: str, output: str) -> bool:
    """Whether an output is what the page shows; `...` stands for anything there.

    What is invisible, spaces at the end of a line, is not compared.
    """
    lines = expected.strip("\n").split("\n")
    pattern = "".join(
        r"(?:.*\n)*" if line == "..." else f"{re.escape(line).replace(_ANYTHING, '.*')}\n"
        for line in lines
    )
    seen = "\n".join(line.rstrip() for line in output.strip("\n").split("\n"))
    return re.fullmatch(pattern, f"{seen}\n") is not None


def _commands(block: Block) -> Iterator[Command]:
    lines = block.text.splitlines()
    starts = [number for number, line in enumerate(lines) if line.startswith("$ ")]
    assert starts[:1] == [0], f"line {block.line}: no command"
    code = int(block.options.get("class", "exit-0").removeprefix("exit-"))
    for start, end in zip(starts, [*starts[1:], len(lines)], strict=True):
        head = start + 1
        while lines[head - 1].endswith("\\"):
            head += 1
        words = "\n".join([lines[start][2:], *lines[start + 1 : head]])
        output = "\n".join(lines[head:end])
        yield Command(words, output, code if end == len(lines) else 0, block.line + start)


def _numbers(text: str) -> frozenset[int]:
    """The lines that `1,3-5` names."""
    numbers: set[int] = set()
    for part in filter(None, text.replace(" ", "").split(",")):
        first, _, last = part.partition("-")
        numbers.update(range(int(first), int(last or first) + 1))
    return frozenset(numbers)


def _between(lines: list[str], before: list[str], after: list[str]) -> list[tuple[int, int]]:
    """Where lines may be put that belong between two parts; of pairs that fit, the nearest."""
    starts = [at + len(before) for at in _places(lines, before)] if before else []
    ends = _places(lines, after) if after else []
    if not after:
        return [(start, start) for start in starts]
    if not before:
        return [(end, end) for end in ends]
    near = {end: start for start in starts for end in ends if end >= start}
    return [
        (start, end)
        for end, start in near.items()
        if end == min(other for other in ends if other >= start)
    ]


def _places(lines: list[str], part: list[str]) -> list[int]:
    """At which lines a part begins."""
    size = len(part)
    return [at for at in range(len(lines) - size + 1) if lines[at : at + size] == part]
