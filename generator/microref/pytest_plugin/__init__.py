"""The pytest plugin: samples as tests, and fixtures for a service's tests. Judges nothing itself.

pytest imports this module in every project in which Microref is installed, so it imports
nothing of Microref until it is used.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from microref.api import Project
    from microref.pytest_plugin.items import SpecFile
    from microref.testing import Collecting, Validator

_SUFFIXES = (".yaml", ".yml")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Declare the options and the settings."""
    group = parser.getgroup("microref", "API reference (Microref)")
    group.addoption(
        "--microref",
        action="store_true",
        help="make a test of each sample of the API reference, and one of the rest of it",
    )
    group.addoption(
        "--microref-spec",
        metavar="FILE",
        help="the root file of the spec, in place of the setting microref_spec",
    )
    parser.addini("microref", "as --microref, where no tests are named", type="bool")
    parser.addini(
        "microref_spec",
        "the root file of the spec; by default the one that [tool.microref] names, else the"
        " nearest parameters.yaml, from the root folder of pytest on",
        default="",
    )


def pytest_configure(config: pytest.Config) -> None:
    """Add the spec to what is collected, where that is wanted."""
    named = config.args_source is pytest.Config.ArgsSource.ARGS
    if config.getoption("microref") or (config.getini("microref") and not named):
        spec = _spec(config)
        is_held = any(_holds(config, argument, spec) for argument in config.args)
        if not is_held or not spec.is_file():  # of a file that is not there pytest tells
            config.args.append(str(spec))


def _holds(config: pytest.Config, argument: str, spec: Path) -> bool:
    """Whether an argument leads to a spec: from one folder pytest 8 does not collect twice."""
    path = _normal(config.invocation_params.dir / argument.partition("::")[0])
    return spec == path or (path in spec.parents and path.is_dir())


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> SpecFile | None:
    """A spec that is named on the command line, or the one that is wanted."""
    if file_path.suffix not in _SUFFIXES or not _is_meant(file_path, parent.session):
        return None
    from microref.pytest_plugin.items import SpecFile

    return SpecFile.from_parent(parent, path=file_path)


def _is_meant(path: Path, session: pytest.Session) -> bool:
    if _is_wanted(session.config) and path == _find_spec(session.config):
        return True
    if not session.isinitpath(path):
        return False
    from microref.config import claims_to_be_spec

    return claims_to_be_spec(path)


def _is_wanted(config: pytest.Config) -> bool:
    return bool(config.getoption("microref") or config.getini("microref"))


@pytest.fixture(scope="session")
def microref_project(pytestconfig: pytest.Config) -> Project:
    """The reference of this project, as `microref.api.load` gives it."""
    from microref import api

    return api.load(_spec(pytestconfig), pytestconfig.rootpath)


@pytest.fixture(scope="session")
def microref_validator(microref_project: Project) -> Validator:
    """What judges live requests and answers by the reference of this project.

    A fixture of the same name can make another, with prefixes say.
    """
    from microref import api

    return api.validator(microref_project)


@pytest.fixture
def microref_traffic(microref_validator: Validator) -> Iterator[Collecting]:
    """For an adapter of `microref.testing`: what it sees is judged when the test ends."""
    from microref.testing import Collecting

    traffic = Collecting(microref_validator)
    yield traffic
    traffic.assert_valid()


def _spec(config: pytest.Config) -> Path:
    """The root file of the spec; raises UsageError where there is none."""
    spec = _find_spec(config)
    if spec is None:
        raise pytest.UsageError(
            f"microref: there is no parameters.yaml in {config.rootpath} or above; name the"
            " root file of the spec by --microref-spec or the setting microref_spec"
        )
    return spec


def _find_spec(config: pytest.Config) -> Path | None:
    named = config.getoption("microref_spec")
    if named:
        return _normal(config.invocation_params.dir / str(named))
    setting = str(config.getini("microref_spec"))
    if setting:
        return _normal(config.rootpath / setting)
    from microref.config import find_config

    found = find_config(config.rootpath).config.spec
    return None if found is None else _normal(found)


def _normal(path: Path) -> Path:
    """A path as pytest has those of the files that it collects."""
    return Path(os.path.abspath(path))  # noqa: PTH100  resolve() would follow links
