"""The tutorial, followed literally: from an empty folder, with what it shows on the screen."""

import re
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from tests.surfaces.lesson import Command, File, fits, steps
from tests.surfaces.reader import here, without_installing
from tests.surfaces.screenshots import LIMIT, is_shown

TUTORIAL = Path(__file__).parents[2] / "doc/source/user/tutorial.rst"


@pytest.mark.slow
def test_the_tutorial_as_it_is_written(tmp_path):
    reader = here(tmp_path)
    reader.follow(without_installing(steps(TUTORIAL)))
    page = (reader.where / "api-ref/build/html/index.html").read_text("utf-8")
    assert "Move a bike" in page
    assert "Only a dock calls this" in page


def test_it_installs_and_ends_with_the_page():
    commands = [step.words for step in steps(TUTORIAL) if not isinstance(step, File)]
    assert commands[0].startswith("mkdir")
    assert [words for words in commands if words.startswith("pip install")]
    assert commands[-1].startswith("sphinx-build")


IMAGES = TUTORIAL.parents[1] / "images"


def test_the_picture_of_the_terminal_shows_what_the_tutorial_shows():
    (shown,) = filter(is_shown, steps(TUTORIAL))
    assert isinstance(shown, Command)
    text = ET.parse(IMAGES / "check.svg").getroot().itertext()
    # A terminal has another width, so that lines end elsewhere.
    picture = re.sub(r"\s", "", "".join(text))
    for line in shown.output.splitlines():
        assert re.sub(r"\s", "", line) in picture, "`make screenshots` makes it anew"


def test_pictures_are_used_small_and_load_nothing():
    pages = [TUTORIAL.parents[3] / "README.md", *TUTORIAL.parents[1].rglob("*.rst")]
    texts = "".join(page.read_text("utf-8") for page in pages)
    for image in IMAGES.iterdir():
        assert f"images/{image.name}" in texts
        assert image.stat().st_size <= LIMIT
        assert b"url(http" not in image.read_bytes()


# ------------------------------------------------- how a page is read and judged


@pytest.mark.parametrize(
    ("shown", "output", "same"),
    [
        ("nothing found", "nothing found\n", True),
        ("nothing found", "1 error\n", False),
        ("", "a word", False),
        ("a\n...\nz", "a\nz", True),
        ("a\n...\nz", "a\nb\nc\nz", True),
        ("a\n...", "b\nc", False),
        ("in ... seconds", "in 0.3 seconds", True),
        ("in ... seconds", "in\nseconds", False),
        ("a (1)", "a 1", False),
    ],
)
def test_what_is_shown_is_what_is_printed(shown, output, same):
    assert fits(shown, output) is same


OLD = "a:\n  x: 1\n  y: 2\nb:\n  x: 1\n  y: 2\nc:\n  w: 4\n"


@pytest.mark.parametrize(
    ("text", "marked", "new"),
    [
        pytest.param("b:\n  z: 3\n", {2}, OLD.replace("b:\n", "b:\n  z: 3\n"), id="insert"),
        pytest.param("b:\nx: 5\ny: 2\n", {2}, None, id="indented otherwise"),
        pytest.param("a:\n  x: 5\n  y: 2\n", {2}, OLD.replace("1", "5", 1), id="replace"),
        pytest.param("a:\n  x: 5\nb:\n", {2}, OLD.replace("1\n  y: 2", "5", 1), id="take out"),
        pytest.param("  x: 1\n  z: 3\n", {2}, None, id="two places"),
        pytest.param("d:\n  z: 3\n", {2}, None, id="no place"),
        pytest.param("z: 0\na:\n", {1}, "z: 0\n" + OLD, id="at the top"),
        pytest.param("  w: 4\n  z: 3\n", {2}, OLD + "  z: 3\n", id="at the end"),
        pytest.param("new\n", set(), "new\n", id="whole"),
    ],
)
def test_an_edit_has_one_place(tmp_path, text, marked, new):
    (tmp_path / "file").write_text(OLD)
    edit = File("file", text, 1, frozenset(marked))
    if new is None:
        with pytest.raises(AssertionError, match="places for it in file"):
            edit.apply(tmp_path)
    else:
        edit.apply(tmp_path)
        assert (tmp_path / "file").read_text() == new


def test_a_page_that_shows_something_else_fails(tmp_path):
    page = tmp_path / "page.rst"
    page.write_text(".. code-block:: console\n\n   $ microref rules\n   none\n\nText.\n")
    with pytest.raises(pytest.fail.Exception, match="where the page shows"):
        here(tmp_path / "home").follow(steps(page))


def test_a_command_that_ends_otherwise_fails(tmp_path):
    page = tmp_path / "page.rst"
    page.write_text(".. code-block:: console\n\n   $ microref check\n   ...\n")
    with pytest.raises(AssertionError, match="exit code 2"):
        here(tmp_path / "home").follow(steps(page))
