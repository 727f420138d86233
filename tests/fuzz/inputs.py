"""The inputs of a campaign: the one of a seed and a number is always the same."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from random import Random

from tests.fuzz import languages, seeds
from tests.fuzz.seeds import Seed
from tests.fuzz.texts import mutated_bytes, mutated_text
from tests.fuzz.trees import mutated_json, mutated_yaml


@dataclass(frozen=True)
class Input:
    """One file that is not as it should be, of a project that is."""

    kind: str
    name: str
    """The path of the file in the project."""
    content: bytes


def make_input(seed: int, number: int) -> Input:
    """The input of a number in the campaign of a seed."""
    chosen = Random(f"{seed}:{number}")
    return MAKERS[_MIX[number % len(_MIX)]](chosen)


def spec(chosen: Random) -> Input:
    one, other = _two(seeds.specs(), chosen)
    text = one.text
    if chosen.random() < 0.6:
        text = mutated_yaml(text, other.text, chosen)
    if text is one.text or chosen.random() < 0.2:
        text = mutated_text(text, other.text, languages.spec_words(), chosen)
    return Input("spec", one.name, mutated_bytes(text, chosen))


def sample(chosen: Random) -> Input:
    one, other = _two(seeds.samples(), chosen)
    text = one.text
    if chosen.random() < 0.6:
        text = mutated_json(text, other.text, chosen)
    if text is one.text or chosen.random() < 0.2:
        text = mutated_text(text, other.text, languages.JSON_WORDS, chosen)
    return Input("sample", one.name, mutated_bytes(text, chosen))


def template(chosen: Random) -> Input:
    one, other = _two(seeds.templates(), chosen)
    text = languages.new_template(chosen) if chosen.random() < 0.4 else one.text
    if text is one.text or chosen.random() < 0.3:
        text = mutated_text(text, other.text, languages.template_words(chosen), chosen)
    return Input("template", one.name, mutated_bytes(text, chosen))


def configuration(chosen: Random) -> Input:
    one, other = _two(seeds.settings(), chosen)
    text = languages.new_settings(chosen) if chosen.random() < 0.6 else one.text
    if text is one.text or chosen.random() < 0.3:
        text = mutated_text(text, other.text, languages.TOML_WORDS, chosen)
    return Input("configuration", one.name, mutated_bytes(text, chosen))


MAKERS: Mapping[str, Callable[[Random], Input]] = {
    "spec": spec,
    "sample": sample,
    "template": template,
    "configuration": configuration,
}
_MIX = (*("spec",) * 9, *("sample",) * 4, *("template",) * 5, *("configuration",) * 2)


def _two(found: Sequence[Seed], chosen: Random) -> tuple[Seed, Seed]:
    """Two seeds; large ones, which stand last, come less often."""
    return found[int(len(found) * chosen.random() ** 1.3)], chosen.choice(found)
