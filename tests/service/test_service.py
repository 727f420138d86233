"""A service with two microversions, its reference, and its own tests: do they find its faults?

`desks` is a small project of others: nothing there knows how Microref is made. Its tests run in a
copy as their authors would run them; then one thing is broken at a time.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

# Runs in this process forget what they import; this can be imported but once, or takes long.
import flask.testing
import jsonschema_rs
import pytest

import microref.checks
import microref.testing.wsgi

pytest_plugins = ["pytester"]
_KEPT = (flask.testing, jsonschema_rs, microref.checks, microref.testing.wsgi)

HERE = Path(__file__).parent
APP, SPEC, SAMPLE = "reading_room.py", "parameters.yaml", "api_samples/show-desk-lamp-resp.json"
PYTEST = ("-m", "pytest", "-q", "-p", "no:cacheprovider")
UNITTEST = ("-m", "unittest", "discover", "unit")


class Copy:
    """A copy of the service."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        ignored = shutil.ignore_patterns("__pycache__", ".*")
        shutil.copytree(HERE / "desks", folder, ignore=ignored, dirs_exist_ok=True)

    def change(self, file: str, old: str, new: str) -> None:
        path = self.folder / file
        text = path.read_text()
        assert old in text, f"{file} has no longer {old!r}"
        path.write_text(text.replace(old, new, 1))

    def run(self, *command: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, *command],
            cwd=self.folder,
            env={**os.environ, "PYTHONPATH": str(self.folder), "COLUMNS": "200"},
            capture_output=True,
            text=True,
            check=False,
            timeout=120,
        )

    def lines(self, output: str, code: str) -> list[str]:
        """What the spec has on the lines at which something was found."""
        text = (self.folder / SPEC).read_text().splitlines()
        places = re.findall(rf"{re.escape(SPEC)}:(\d+):\d+: \w+ {code} ", output)
        return [text[int(number) - 1].strip() for number in places]


@pytest.fixture
def service(pytester: pytest.Pytester) -> Copy:
    return Copy(pytester.path)


@dataclass(frozen=True)
class Bug:
    """One thing that is broken, and the finding that tells of it."""

    name: str
    file: str
    old: str
    new: str
    code: str
    line: str
    """What the spec has on the line of the finding."""
    says: str = ""

    def __str__(self) -> str:
        return self.name


BUGS = [
    Bug(
        "a field before its version",
        APP,
        'if flask.g.version >= LAMPS:\n            view["lamp"]',
        'if True:\n            view["lamp"]',
        "J105",
        "lamp:",
        "response of create-desk at 1.1: 'lamp' is not returned before 1.2 (at /desk/lamp)",
    ),
    Bug(
        "no field at its version",
        APP,
        'if flask.g.version >= LAMPS:\n            view["lamp"]',
        'if False:\n            view["lamp"]',
        "J104",
        "lamp:",
        "response of show-desk at 1.2: 'desk' lacks 'lamp', required at 1.2",
    ),
    Bug(
        "a value of another type",
        APP,
        '"floor": desk["floor"]',
        '"floor": str(desk["floor"])',
        "J106",
        "floor:",
        "'floor' must be an integer, not the string \"2\"",
    ),
    Bug(
        "null where there is a value",
        APP,
        '"lamp": asked.get("lamp", False)',
        '"lamp": None',
        "J109",
        "lamp:",
        "response of show-desk at 1.2: 'lamp' must be true or false, not null",
    ),
    Bug(
        "a field that nobody knows",
        APP,
        'view = {"number"',
        'view = {"wood": "oak", "number"',
        "J103",
        "desk:",
        "'wood' is no field of 'desk'",
    ),
    Bug(
        "no body",
        APP,
        'return {"desk": shown(found(number))}',
        'return ""',
        "J204",
        "desk:",
        "response of show-desk at 1.1: there is no body, and it must hold 'desk'",
    ),
    Bug(
        "a body that is no JSON",
        APP,
        'return {"desk": shown(found(number))}',
        "return str(shown(found(number)))",
        "J101",
        "parameters:",
        "response of show-desk at 1.1: the body is not JSON",
    ),
    Bug(
        "an exception",
        APP,
        'del desks[found(number)["number"]]',
        'del desks[found(number)["id"]]',
        "J203",
        "status: {normal: [204], error: [404, 406]}",
        "response of remove-desk at 1.1: the code 500 is not among those that are listed",
    ),
    Bug(
        "a code that nobody knows",
        APP,
        "return desks.get(number) or flask.abort(404)",
        "return desks.get(number) or flask.abort(418)",
        "J203",
        "status: {normal: [200], error: [404, 406]}",
        "response of show-desk at 1.1: the code 418 is not among",
    ),
    Bug(
        "another code of success",
        APP,
        'return "", 204',
        'return "", 200',
        "J203",
        "status: {normal: [204], error: [404, 406]}",
        "the code 200 is not among those that are listed: 204, 404, 406",
    ),
    Bug(
        "a body where there is none",
        APP,
        'return "", 202',
        'return {"done": True}, 202',
        "J113",
        "body: none",
        "response of reserve-desk at 1.1: this response has no body",
    ),
    Bug(
        "a route that the reference does not have",
        APP,
        '    @app.get("/desks")\n',
        '    @app.get("/tables")\n    @app.get("/desks")\n',
        "J201",
        "title: Reading room API",
        "the reference has no operation GET /tables",
    ),
    Bug(
        "a method that the reference does not have",
        APP,
        '    @app.get("/desks/<int:number>")\n',
        '    @app.put("/desks/<int:number>")\n    def put(number):\n        return {}\n\n'
        '    @app.get("/desks/<int:number>")\n',
        "J201",
        "title: Reading room API",
        "the reference has no operation PUT /desks/1",
    ),
    Bug(
        "a field that is taken before its version",
        APP,
        "if not set(asked) <= known or",
        "if",
        "J105",
        "lamp:",
        "request of create-desk at 1.1: 'lamp' is not accepted before 1.2 (at /desk/lamp)",
    ),
    Bug(
        "a request that the reference refuses",
        APP,
        'isinstance(asked.get("floor"), int)',
        'isinstance(asked.get("floor"), (int, str))',
        "J106",
        "floor:",
        "request of create-desk at 1.1: 'floor' must be an integer, not the string \"two\"",
    ),
    Bug(
        "a parameter that is taken before its version",
        APP,
        "if not set(flask.request.args) <= known:",
        "if False:",
        "J205",
        "lamp_query:",
        "request of list-desks at 1.1: the query parameter 'lamp' is only accepted at: 1.2",
    ),
    Bug(
        "another version than was asked for",
        APP,
        '"reading-room {}.{}".format(*flask.g.version)',
        '"reading-room 1.1"',
        "J105",
        "lamp:",
        "response of show-desk at 1.1: 'lamp' is not returned before 1.2",
    ),
    Bug(
        "a version that the reference does not have",
        APP,
        '"reading-room latest": (1, 2)',
        '"reading-room 1.3": (1, 3)',
        "J202",
        "- id: list-desks",
        "the reference has no GET /desks at 1.3, only at: 1.1 to 1.2",
    ),
    Bug(
        "a reference without a field",
        SPEC,
        "      - floor: floor\n      - reader: reader\n      - lamp: lamp\n  desks:",
        "      - floor: floor\n      - lamp: lamp\n  desks:",
        "J103",
        "desk:",
        "'reader' is no field of 'desk'",
    ),
    Bug(
        "a reference with another path",
        SPEC,
        "path: /desks/{desk_id}/action\n        action: reserve",
        "path: /desk/{desk_id}/action\n        action: reserve",
        "J201",
        "- id: release-desk",
        "the reference has no action 'reserve' of POST /desks/1/action",
    ),
]


def test_the_tests_of_the_service_pass(service: Copy) -> None:
    done = service.run(*PYTEST, "-rA")
    assert done.returncode == 0, done.stdout
    assert "11 passed" in done.stdout
    assert (
        "PASSED parameters.yaml::show-desk::response[1.2-show-desk-lamp-resp.json]" in done.stdout
    )


@pytest.mark.parametrize("bug", BUGS, ids=str)
def test_each_fault_makes_them_fail_and_is_told(
    bug: Bug, service: Copy, pytester: pytest.Pytester
) -> None:
    service.change(bug.file, bug.old, bug.new)
    result = pytester.runpytest_inprocess("-q", "-p", "no:cacheprovider")
    told = result.stdout.str()
    assert result.ret == pytest.ExitCode.TESTS_FAILED
    assert bug.says in told
    assert bug.line in service.lines(told, bug.code)


def test_a_sample_that_no_longer_fits_fails_by_its_name(service: Copy) -> None:
    service.change(SAMPLE, '"lamp": true', '"lamp": "on"')
    done = service.run(*PYTEST)
    assert done.returncode == 1
    assert (
        "FAILED parameters.yaml::show-desk::response[1.2-show-desk-lamp-resp.json]" in done.stdout
    )
    column = (service.folder / SAMPLE).read_text().index('"on"') + 1
    assert f"{SAMPLE}:1:{column}: error J106 'lamp' must be true or false" in done.stdout
    assert "1 failed, 10 passed" in done.stdout


def test_the_tests_of_the_service_pass_without_pytest(service: Copy) -> None:
    done = service.run(*UNITTEST)
    assert done.returncode == 0, done.stderr
    assert "Ran 4 tests" in done.stderr


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (
            (APP, "if flask.g.version >= LAMPS:\n            view", "if True:\n            view"),
            [
                "error J105 response of create-desk at 1.1: 'lamp' is not returned before 1.2",
                "FAIL: test_create",
                "FAIL: test_all",
                "failures=2",
            ],
        ),
        (
            (APP, "if flask.g.version >= LAMPS:\n            view", "if False:\n            view"),
            ["J104 response of show-desk at 1.2", "FAIL: test_show_newer", "failures=1"],
        ),
        (
            (SAMPLE, '"lamp": true', '"lamp": "on"'),
            ["error J106 'lamp' must be true or false", "FAIL: test_reference", "failures=1"],
        ),
    ],
)
def test_faults_are_told_without_pytest(
    change: tuple[str, str, str], told: list[str], service: Copy
) -> None:
    service.change(*change)
    done = service.run(*UNITTEST)
    assert done.returncode == 1
    for words in told:
        assert words in done.stderr
