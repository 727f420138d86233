"""A target for atheris, the fuzzer that looks at which code is reached: `make fuzz SECONDS=60`.

The first byte of an input says its kind, and for a template which one it replaces; the rest
is the file. The mutations are those of the fuzzer, and half of the time ours, which know the
languages. It begins with our seeds and goes on with what it kept in earlier runs. An input
that fails is written to `build/fuzz`, as a file to put into `found/`.
"""

from __future__ import annotations

import shutil
import sys
from collections.abc import Sequence
from pathlib import Path
from random import Random

import atheris

with atheris.instrument_imports(include=["microref", "jinja2"]):
    # What is imported when it is needed would not be seen by the fuzzer.
    from microref import api, checks, emit  # noqa: F401
    from microref.checks import rst_reader  # noqa: F401
    from microref.cli import build, check, schema  # noqa: F401
    from microref.emit.rst import bounds  # noqa: F401
    from tests.fuzz import languages, seeds
    from tests.fuzz.campaign import bench_folder, judge
    from tests.fuzz.inputs import MAKERS, Input
    from tests.fuzz.target import Bench
    from tests.fuzz.texts import mutated_text
    from tests.fuzz.trees import mutated_json, mutated_yaml

KINDS = tuple(MAKERS)
STORE = Path("build/fuzz")
CORPUS = STORE / "corpus"
LONGEST = 30_000


def as_input(data: bytes) -> Input:
    """The input that some bytes stand for."""
    first, content = data[:1] or b"\0", data[1:]
    kind = KINDS[first[0] % len(KINDS)]
    names = {"template": [seed.name for seed in seeds.templates()]}
    own = {"spec": "parameters.yaml", "sample": "api_samples/sample.json"}
    name = own.get(kind, "pyproject.toml")
    if kind == "template":
        name = names[kind][first[0] // len(KINDS) % len(names[kind])]
    return Input(kind, name, content)


def as_bytes(kind: str, number: int, text: str) -> bytes:
    """The bytes that stand for an input."""
    first = (number % (256 // len(KINDS))) * len(KINDS) + KINDS.index(kind)
    return bytes([first]) + text.encode("utf-8", "replace")


def mutate(data: bytes, max_size: int, seed: int) -> bytes:
    """Some change of an input: one of ours, or one of the fuzzer."""
    chosen = Random(seed)
    if chosen.random() < 0.5:
        return bytes(atheris.Mutate(data, max_size))
    kind = as_input(data).kind
    text = data[1:].decode("utf-8", "replace")
    other = chosen.choice(_seeds(kind))
    if kind == "spec" and chosen.random() < 0.6:
        text = mutated_yaml(text, other, chosen)
    elif kind == "sample" and chosen.random() < 0.6:
        text = mutated_json(text, other, chosen)
    else:
        text = mutated_text(text, other, _words(kind, chosen), chosen)
    return (data[:1] + text.encode("utf-8", "replace"))[:max_size]


def _seeds(kind: str) -> list[str]:
    found = {
        "spec": seeds.specs,
        "sample": seeds.samples,
        "template": seeds.templates,
        "configuration": seeds.settings,
    }[kind]()
    return [seed.text for seed in found if len(seed.text) < LONGEST]


def _words(kind: str, chosen: Random) -> Sequence[str]:
    if kind == "template":
        return languages.template_words(chosen)
    return {
        "spec": languages.spec_words(),
        "sample": languages.JSON_WORDS,
        "configuration": languages.TOML_WORDS,
    }[kind]


def main() -> None:
    """Fuzz until the time is over or an input fails; options are those of libFuzzer."""
    CORPUS.mkdir(parents=True, exist_ok=True)
    for kind in KINDS:
        for number, text in enumerate(_seeds(kind)):
            (CORPUS / f"seed-{kind}-{number}").write_bytes(as_bytes(kind, number, text))
    folder = bench_folder()
    bench = Bench(folder)

    def one_input(data: bytes) -> None:
        given = as_input(data)
        result = judge(bench, given, 0)
        if result.wrong:
            name = f"{given.kind}-{abs(hash(data)):x}.{Path(given.name).name}"
            (STORE / name).write_bytes(given.content)
            (STORE / f"{name}.txt").write_text(result.wrong)
            raise AssertionError(f"{STORE / name}: {result.wrong}")

    options = [
        f"-max_len={LONGEST}",
        "-timeout=20",
        "-rss_limit_mb=2048",
        f"-artifact_prefix={STORE}/",
        "-print_final_stats=1",
    ]
    try:
        words = [sys.argv[0], *options, *sys.argv[1:], str(CORPUS)]
        atheris.Setup(words, one_input, custom_mutator=mutate)
        atheris.Fuzz()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()
