"""What comes with an import: a service's tests must not pay for what they do not use."""

from __future__ import annotations

import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

HERE = Path(__file__).parent
HEAVY = ("sphinx", "docutils", "jinja2", "click", "rich", "pytest", "_pytest")


def loaded(code: str, folder: Path) -> set[str]:
    """The modules that are there after some code has run in a process of its own."""
    script = f"{textwrap.dedent(code)}\nimport sys; print(*sorted(sys.modules))"
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=folder, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return set(done.stdout.splitlines()[-1].split())


def heavy(code: str, folder: Path = HERE) -> list[str]:
    return sorted(loaded(code, folder).intersection(HEAVY))


def test_the_package_imports_nothing() -> None:
    found = loaded("import microref", HERE)
    assert [name for name in found if name.startswith("microref.")] == []
    assert found.isdisjoint({*HEAVY, "yaml", "jsonschema_rs", "re2", "json"})


@pytest.mark.parametrize(
    "code",
    [
        "import microref.api",
        "import microref.testing",
        "import microref.testing.requests, microref.testing.httpx, microref.testing.wsgi",
    ],
)
def test_a_module_for_users_imports_nothing_heavy(code: str) -> None:
    assert heavy(code) == []


def test_a_validator_imports_nothing_heavy() -> None:
    code = """
        from microref import api
        validator = api.validator(api.load("parameters.yaml"))
        verdict = validator.request("POST", "/lamps", body={"lamp": {}})
        assert not verdict.is_valid
        assert validator.response(operation="list-lamps", status=200, body=b"{}").diagnostics
        """
    assert heavy(code) == []


def test_traffic_imports_nothing_heavy() -> None:
    code = """
        from microref import api, testing
        from microref.testing.wsgi import Observed
        traffic = testing.Collecting(api.validator(api.load("parameters.yaml")))
        traffic(testing.Exchange(method="GET", url="/lamps?a=b", status=200))
        testing.IsValidExchange(api.validator(api.load("parameters.yaml")))
        assert not traffic.verdicts[0].is_valid
        """
    assert heavy(code) == []


def test_a_check_of_plain_texts_imports_nothing_heavy() -> None:
    code = """
        from microref import api
        assert api.check(api.load("parameters.yaml")).diagnostics
        """
    assert heavy(code) == []


def test_a_schema_imports_nothing_heavy() -> None:
    code = """
        from microref import api
        api.schema(api.load("parameters.yaml"), "list-lamps", api.MessageChoice(side="response"))
        """
    assert heavy(code) == []


@pytest.mark.parametrize("options", [[], ["-n0"]])
def test_the_plugin_costs_nothing_where_it_is_not_used(options: list[str], tmp_path: Path) -> None:
    (tmp_path / "data.yaml").write_text("microref: 1\n")
    (tmp_path / "test_one.py").write_text(
        "import sys\n"
        "def test_one():\n"
        "    print([name for name in sys.modules if name.startswith('microref')])\n"
        "    print([name for name in sys.modules if name in ('yaml', 'jsonschema_rs')])\n"
    )
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-s", "-p", "no:cacheprovider", *options, "."],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout
    assert "['microref', 'microref.pytest_plugin']\n[]\n" in done.stdout
