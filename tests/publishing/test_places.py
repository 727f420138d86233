"""What Sphinx says about a generated page names the place in the spec."""

from __future__ import annotations

import pytest

from tests.publishing.lamp_project import PAGES, edited, lamps
from tests.publishing.sphinx_runs import EXTENSION, Publisher

ROLE = ":nope:`x`"
MESSAGE = 'Unknown interpreted text role "nope".'

TEXTS = {
    "of a definition": "The ID of the room.",
    "of a definition, at a later line": "It is one that the lamp knows.",
    "of an operation": "Takes the lamps out of a room.",
    "of an operation, in a list of blocks": "Shows a lamp.",
    "of a page": "A room has lamps:",
    "of a notice, at its second line": "Mind your fingers.",
    "of a reason": "There is no such room.",
}


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
@pytest.mark.parametrize("conf", ["", PAGES], ids=["include", "page"])
def test_markup_that_is_wrong_is_told_where_it_is_written(
    publish: Publisher, text: str, conf: str
) -> None:
    tree = lamps(conf, parameters_yaml=(text, f"{text} {ROLE}"))
    run = publish(tree, EXTENSION, "html")
    line = tree.line("parameters.yaml", ROLE)
    if "Mind" in text:
        line -= 1  # docutils names the line on which the paragraph begins
    assert [MESSAGE in warning for warning in run.warnings] == [True]
    assert run.places == [("parameters.yaml", line)]


def test_what_is_used_three_times_is_told_once(publish: Publisher) -> None:
    tree = lamps(parameters_yaml=("It is one that", f"{ROLE} is one that"))
    run = publish(tree, EXTENSION, "html")
    assert len(run.warnings) == 1


def test_two_faults_in_one_text_are_two(publish: Publisher) -> None:
    tree = lamps(parameters_yaml=("The ID of the room.", f"The {ROLE} of |nothing|."))
    run = publish(tree, EXTENSION, "html")
    assert len(run.warnings) == 2


def test_a_page_laid_out_by_a_template_of_the_project_is_known_too(publish: Publisher) -> None:
    tree = lamps(parameters_yaml=("Shows a lamp.", f"Shows a {ROLE}."))
    tree = edited(tree, "pyproject.toml", 'output = "."', 'output = "."\ntemplates = "templates"')
    template = '{% extends "!operation.rst.j2" %}'
    files = {**tree.files, "templates/operation.rst.j2": template}
    run = publish(type(tree)(files, tree.conf), EXTENSION, "html")
    assert run.places == [("parameters.yaml", tree.line("parameters.yaml", ROLE))]


def test_a_message_from_another_process_is_told_there_too(publish: Publisher) -> None:
    tree = lamps(PAGES, parameters_yaml=("The ID of the room.", f"The ID. {ROLE}"))
    more = {f"more{number}.rst": f":orphan:\n\nMore\n====\n\n{number}\n" for number in range(9)}
    run = publish(type(tree)({**tree.files, **more}, tree.conf), EXTENSION, "html", "-j", "2")
    assert run.places == [("parameters.yaml", tree.line("parameters.yaml", ROLE))]


def test_files_that_are_written_by_hand_keep_their_places(publish: Publisher) -> None:
    tree = lamps(about_inc=("Everything about", f"{ROLE} about"))
    run = publish(tree, EXTENSION, "html")
    assert run.places == [("about.inc", 1)]
