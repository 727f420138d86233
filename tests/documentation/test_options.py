"""Each option of the configuration is described, with an example that is read."""

from __future__ import annotations

import shutil

import pytest

from microref.config import OPTIONS, PYPROJECT, Config, find_config
from microref.model.documentation import attribute_docs
from option_docs import EXAMPLES, default_values, example_of, form_of


@pytest.mark.parametrize("option", OPTIONS)
def test_the_example_of_an_option_sets_it(option: str, tmp_path) -> None:
    shutil.copy(example_of(option), tmp_path / PYPROJECT)

    found = find_config(tmp_path)

    assert found.diagnostics == ()
    default = Config(folder=tmp_path, output=tmp_path / "api-ref/source")
    assert getattr(found.config, option) != getattr(default, option)


@pytest.mark.parametrize("option", OPTIONS)
def test_an_option_has_a_form_and_a_meaning(option: str) -> None:
    assert form_of(option).endswith(".")
    assert attribute_docs(Config)[option].endswith(".")


def test_no_example_for_an_option_that_does_not_exist() -> None:
    assert {path.stem for path in EXAMPLES.iterdir()} == set(OPTIONS)


def test_defaults_are_written_as_in_the_file() -> None:
    defaults = default_values()
    assert defaults["output"] == '"api-ref/source"'
    assert defaults["commit"] == "false"
    assert defaults["guarded"] == "[]"
    assert defaults["fail_on"] == '"info"'
    assert defaults["templates"] == ""
