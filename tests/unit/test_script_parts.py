"""The parts of the page's script and stylesheet, which are put together without a bundler."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from microref.sphinx_ext import assets

FOLDER = Path(assets.__file__).parent
NAMES = re.compile(r"^(?:export )?(?:function|class|const|let)\s+(\w+)", re.MULTILINE)
EXPORTS = re.compile(r"^export (?:function|class|const)\s+(\w+)", re.MULTILINE)
IMPORTS = re.compile(r'^import \{([^}]*)\} from "\./(\w+)\.js";$', re.MULTILINE)


def part(name: str) -> str:
    return (FOLDER / "script" / f"{name}.js").read_text("utf-8")


def test_each_file_is_a_part():
    assert {path.stem for path in (FOLDER / "script").iterdir()} == set(assets.SCRIPTS)
    assert {path.stem for path in (FOLDER / "style").iterdir()} == set(assets.STYLES)


def test_no_two_parts_have_something_of_one_name():
    names = [found for name in assets.SCRIPTS for found in NAMES.findall(part(name))]
    assert {name for name in names if names.count(name) > 1} == set()


@pytest.mark.parametrize("name", assets.SCRIPTS)
def test_a_part_takes_what_parts_before_it_give_and_uses_all_of_it(name):
    before = assets.SCRIPTS[: assets.SCRIPTS.index(name)]
    text = part(name)
    rest = IMPORTS.sub("", text)
    assert not re.search(r"^import", rest, re.MULTILINE)
    for words, source in IMPORTS.findall(text):
        assert source in before
        for taken in words.replace(" ", "").split(","):
            assert taken in EXPORTS.findall(part(source))
            assert re.search(rf"\b{taken}\b", rest), f"{taken} is not used"


@pytest.mark.parametrize("name", assets.SCRIPTS)
def test_what_a_part_gives_others_take(name):
    taken = {
        word
        for other in assets.SCRIPTS
        for words, source in IMPORTS.findall(part(other))
        if source == name
        for word in words.replace(" ", "").split(",")
    }
    assert set(EXPORTS.findall(part(name))) == taken


def test_the_script_is_its_parts_without_what_is_for_their_authors():
    script = assets.script()
    assert script.startswith('"use strict";\n{\n/* elements */\nfunction make(')
    assert not re.search(r"^(?:import|export)\b|^\s*//", script, re.MULTILINE)
    assert re.findall(r"/\* (\w+) \*/", script) == list(assets.SCRIPTS)


def test_a_stylesheet_is_its_parts():
    assert re.findall(r"/\* (\w+) \*/", assets.style()) == list(assets.STYLES)
