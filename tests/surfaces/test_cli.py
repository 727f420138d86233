"""The command line: exit codes, and every wrong input answered by one line and no traceback."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest

import microref
from microref.cli import app, run

SPEC = """\
microref: 1
api:
  title: Compute API
  service_type: compute
  microversions: {minimum: "2.1", maximum: "2.60"}
parameters:
  tag:
    description: A label for the device.
    in: body
    required: false
    type: string
    min_version: "2.49"
  volume:
    description: The volume.
    in: body
    required: true
    type: string
pages:
  volumes:
    title: Volumes
    operations:
      - id: attach-volume
        title: Attach a volume
        method: POST
        path: /volumes
        description: "Attaches. It answers with::\\n\\n    {\\"volume\\": \\"a\\"}"
        status: {normal: [200], error: [400]}
        request:
          parameters:
            - volume: volume
            - tag: tag
          samples:
            - file: attach-req.json
              title: Attach a volume
        response:
          parameters:
            - volume: volume
      - id: list-volumes
        title: List volumes
        method: GET
        path: /volumes
        description: "Lists as in::\\n\\n    {\\"volume\\": \\"a\\"}"
        status: {normal: [200], error: [400]}
        response:
          - max_version: "2.48"
            parameters:
              - volume: volume
          - min_version: "2.49"
            parameters:
              - tag: tag
"""


class Project:
    """A small project in a folder, and what commands in it said."""

    def __init__(self, folder: Path, capsys) -> None:
        self.folder = folder
        self._capsys = capsys
        self.out = self.err = ""

    def write(self, name: str, text: str) -> Path:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    def run(self, *words: str) -> int:
        code = run.run(list(words))
        captured = self._capsys.readouterr()
        self.out, self.err = captured.out, captured.err
        assert "Traceback" not in self.err
        return code


@pytest.fixture
def project(tmp_path, monkeypatch, capsys) -> Project:
    monkeypatch.chdir(tmp_path)
    for name in ("NO_COLOR", "MICROREF_DEBUG", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    made = Project(tmp_path, capsys)
    made.write("parameters.yaml", SPEC)
    made.write("api_samples/attach-req.json", '{"volume": "a"}\n')
    return made


# A process in another folder finds the package wherever this one did.
ENVIRONMENT = {
    **{key: value for key, value in os.environ.items() if key != "NO_COLOR"},
    "PYTHONPATH": str(Path(microref.__file__).parents[1]),
}
BAD_SAMPLE = '{\n  "volume": "a",\n  "tag": "boot"\n}\n'


def break_sample(project: Project) -> None:
    project.write("api_samples/attach-req.json", BAD_SAMPLE)


def break_spec(project: Project, text: str = SPEC.replace("title: Volumes", "titel: Volumes")):
    project.write("parameters.yaml", text)


# ------------------------------------------------------------------ the whole


def test_every_command_has_a_module_of_its_name():
    folder = Path(app.__file__).parent
    with_command = {
        # A module cannot have the name of a keyword.
        file.stem.rstrip("_")
        for file in folder.glob("*.py")
        if "\ndef command(" in file.read_text("utf-8")
    }
    assert with_command == set(app.COMMANDS)


def test_version(project):
    assert project.run("--version") == 0
    assert project.out == f"microref {microref.__version__}\n"


def test_without_a_command_the_help_is_shown(project):
    assert project.run() == 0
    for command in app.COMMANDS:
        assert f"\n  {command} " in project.out


@pytest.mark.parametrize("command", app.COMMANDS)
def test_every_command_has_help(project, command):
    assert project.run(command, "--help") == 0
    assert project.out.startswith(f"Usage: microref {command} ")
    assert "--color" in project.out


def test_version_imports_nothing_heavy():
    code = (
        "import sys\n"
        "from microref.cli.run import run\n"
        "assert run(['--version']) == 0\n"
        "heavy = {'yaml', 'jinja2', 'jsonschema_rs', 'rich', 'docutils', 'sphinx', 'xml.etree'}\n"
        "print(sorted(heavy & set(sys.modules)))\n"
        "print(sorted(m for m in sys.modules if m.startswith('microref.')))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        env=ENVIRONMENT,
    )
    _, heavy, ours = done.stdout.splitlines()
    assert heavy == "[]"
    assert set(eval(ours)) == {
        "microref.cli",
        "microref.cli.app",
        "microref.cli.exits",
        "microref.cli.run",
        "microref.cli.screen",
    }


@pytest.mark.parametrize("words", [["rules"], ["explain", "J105"]], ids=" ".join)
def test_the_rules_are_told_without_what_it_takes_to_run_them(words):
    code = (
        "import sys\n"
        "from microref.cli.run import run\n"
        f"assert run({words}) == 0\n"
        "heavy = {'jinja2', 'jsonschema_rs', 'rich', 'docutils', 'sphinx'}\n"
        "print(sorted(heavy & set(sys.modules)))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, env=ENVIRONMENT
    )
    assert done.stdout.splitlines()[-1] == "[]"


def test_python_m_microref_leaves_with_the_exit_code(project):
    break_sample(project)
    done = subprocess.run(
        [sys.executable, "-m", "microref", "check"],
        capture_output=True,
        text=True,
        check=False,
        cwd=project.folder,
        env=ENVIRONMENT,
    )
    assert done.returncode == 1
    assert done.stdout.startswith("api_samples/attach-req.json:3:3: error J105 ")
    assert done.stderr == ""


WRONG_CALLS = [
    (["chek"], "did you mean 'check'?"),
    (["nothing-like-it"], "there are init, import, build, check"),
    (["--no-such-option"], "No such option"),
    (["check", "--formt", "json"], "--format"),
    (["check", "--format", "xml"], "'sarif'"),
    (["check", "--fail-on", "never"], "'warning'"),
    (["check", "--color", "red"], "'always'"),
    (["check", "--select", "Q1"], "no rule 'Q1'"),
    (["check", "--select", ",,unknown-kay"], "did you mean 'unknown-key'?"),
    (["check", "--ignore", "J10X"], "no rule 'J10X'"),
    (["check", "--update-baseline"], "needs --baseline"),
    (["check", "--baseline", "none.json"], "cannot read none.json: No such file"),
    (["check", "--baseline", "parameters.yaml"], "cannot read parameters.yaml: it is not JSON"),
    (["check", "--output", "api_samples"], "cannot write api_samples: Is a directory"),
    (["check", "--output", "parameters.yaml/x"], "cannot write parameters.yaml/x"),
    (["check", "one", "two"], "unexpected extra argument"),
    (["build", "--output", "parameters.yaml"], "is a file"),
    (["build", "--output", "parameters.yaml/x"], "parameters.yaml"),
    (["schema"], "name an operation"),
    (["schema", "--spec-format", "attach-volume"], "takes no operation"),
    (["schema", "attach-volum"], "did you mean 'attach-volume'?"),
    (["schema", "xyz"], "no operation 'xyz'"),
    (["schema", "attach-volume"], "choose one: --request or --response"),
    (["schema", "list-volumes", "--request"], "'list-volumes' has no request"),
    (["schema", "attach-volume", "--request", "--microversion", "2"], "not a microversion"),
    (["schema", "attach-volume", "--request", "--microversion", "2.61"], "only at: 2.1 to 2.60"),
    (["schema", "attach-volume", "--request", "--step", "2"], "of step 2"),
    (["schema", "attach-volume", "--response", "--status", "404"], "for status 404"),
    (["explain"], "Missing argument"),
    (["explain", "J9999"], "no rule 'J9999'"),
    (["explain", "unknown-kee"], "did you mean 'unknown-key'?"),
    (["rules", "--format", "yaml"], "'json'"),
]


@pytest.mark.parametrize(("words", "said"), WRONG_CALLS)
def test_a_wrong_call_is_answered_by_one_line(project, words, said):
    assert project.run(*words) == 2
    assert project.out == ""
    assert re.fullmatch(r"microref: error: [^\n]+\n", project.err)
    assert said in project.err


def test_without_a_spec_the_call_says_where_it_looked(project, monkeypatch, tmp_path_factory):
    empty = tmp_path_factory.mktemp("empty")
    monkeypatch.chdir(empty)
    for command in (["check"], ["build"], ["schema", "x"]):
        assert project.run(*command) == 2
        assert f"there is no parameters.yaml in {empty} or above" in project.err


@pytest.mark.parametrize(
    "make",
    [
        pytest.param(lambda file: file.unlink(), id="missing"),
        pytest.param(lambda file: file.write_text(""), id="empty"),
        pytest.param(lambda file: file.write_text("a: [b"), id="not YAML"),
        pytest.param(lambda file: file.write_text("- a"), id="a list"),
        pytest.param(lambda file: file.write_bytes(b"\xff\xfe"), id="not UTF-8"),
        pytest.param(lambda file: (file.unlink(), file.mkdir()), id="a folder"),
    ],
)
@pytest.mark.parametrize("command", [["check"], ["build"], ["schema", "--spec"]])
def test_a_spec_that_cannot_be_read_is_a_finding_and_exit_code_2(project, make, command):
    make(project.folder / "parameters.yaml")
    words = ["schema", "attach-volume", "--spec"] if command[0] == "schema" else command
    assert project.run(*words, "parameters.yaml") == 2
    assert re.search(r"^parameters.yaml:\d+:\d+: error S00\d ", project.out + project.err)


# ---------------------------------------------------------------------- check


def test_a_clean_project(project):
    assert project.run("check") == 0
    assert (project.out, project.err) == ("nothing found\n", "")


def test_quiet_leaves_only_the_result(project):
    assert project.run("check", "--quiet") == 0
    assert project.run("-q", "check") == 0
    assert (project.out, project.err) == ("", "")


def test_what_is_found_is_one_line_each_in_a_pipe(project):
    break_sample(project)
    assert project.run("check") == 1
    line, summary = project.out.splitlines()
    assert re.fullmatch(
        r"api_samples/attach-req\.json:3:3: error J105 .*'tag'.* \(.* at parameters\.yaml:\d+\).*",
        line,
    )
    assert summary == "1 error in 1 file"


def test_a_spec_is_found_from_below_and_by_its_name(project, monkeypatch):
    break_sample(project)
    assert project.run("check", "parameters.yaml") == 1
    monkeypatch.chdir(project.folder / "api_samples")
    assert project.run("check") == 1
    assert project.out.startswith("attach-req.json:3:3: ")
    assert project.run("check", "../parameters.yaml") == 1
    assert project.out.startswith("attach-req.json:3:3: ")


def test_a_broken_included_file_is_a_finding(project):
    project.write("parameters.yaml", SPEC.replace("api:\n", "include: [more.yaml]\napi:\n", 1))
    project.write("more.yaml", "a: [b")
    assert project.run("check") == 1
    assert "more.yaml:" in project.out


def test_a_fault_hides_no_findings_elsewhere(project):
    """What could not be read on one page; what is wrong on another, in a sample, in a text."""
    broken = SPEC.replace("        title: List volumes\n", "").replace(
        "path: /volumes\n        description: Lists.",
        "path: /volumes\n        description: |\n          .. warning: Lists.",
    )
    assert broken.count("title: List volumes") == 0
    break_spec(project, broken + OTHER_PAGE)
    break_sample(project)
    assert project.run("check") == 1
    codes = {line.split()[2] for line in project.out.splitlines()[:-1]}
    assert {"S007", "J105", "P103", "R105"} <= codes


OTHER_PAGE = """\
  snapshots:
    title: Snapshots
    operations:
      - id: show-snapshot
        title: Show a snapshot
        method: GET
        path: /snapshots/{snapshot_id}
        description: |
          .. note: Words that nobody would see.
        status: {normal: [200], error: [404]}
        request: {parameters: [{id: {in: path, type: string, required: true}}]}
"""


def test_formats_are_written_to_the_screen_or_to_a_file(project):
    break_sample(project)
    assert project.run("check", "--format", "json") == 1
    on_screen = project.out
    (finding,) = json.loads(on_screen)["diagnostics"]
    assert (finding["code"], finding["path"], finding["line"], finding["column"]) == (
        "J105",
        "api_samples/attach-req.json",
        3,
        3,
    )
    assert finding["slug"]
    assert project.run("check", "--format", "json", "--output", "out/report.json") == 1
    assert (project.folder / "out/report.json").read_text("utf-8") == on_screen
    assert project.out == ""
    assert project.err == "wrote out/report.json\n1 error in 1 file\n"
    assert [file.name for file in (project.folder / "out").iterdir()] == ["report.json"]


@pytest.mark.parametrize("form", ["sarif", "gitlab", "junit", "github"])
def test_every_format_works_on_findings_and_without(project, form):
    for code in (0, 1):
        assert project.run("check", "--format", form) == code
        if form == "junit":
            assert ET.fromstring(project.out.encode()).get("failures") == str(code)
        elif form != "github":
            json.loads(project.out)
        break_sample(project)
    assert "J105" in project.out


def test_select_and_ignore(project):
    break_sample(project)
    assert project.run("check", "--ignore", "J105") == 0
    assert project.run("check", "--ignore", "J") == 0
    assert project.run("check", "--ignore", "V,sample-field-outside-window") == 0
    assert project.run("check", "--select", "V", "--select", "G") == 0
    assert project.run("check", "--select", "j1") == 1
    assert project.run("check", "--select", "J", "--ignore", "J105") == 0


def test_the_settings_of_the_project_hold_unless_the_call_says_otherwise(project):
    break_sample(project)
    project.write("pyproject.toml", '[tool.microref]\nignore = ["J105"]\n')
    assert project.run("check") == 0
    assert project.run("check", "--ignore", "V") == 1


def test_a_file_that_cannot_be_read_is_reported_whatever_is_selected(project):
    break_spec(project, "a: [b")
    assert project.run("check", "--select", "J") == 2
    assert "S001" in project.out


def test_settings_that_do_not_hold(project):
    project.write("pyproject.toml", '[tool.microref]\nguardd = ["x"]\n')
    assert project.run("check") == 2
    assert project.out.startswith("pyproject.toml:2:1: error S102 ")
    assert "guarded" in project.out


def test_a_guard_that_the_project_demands(project):
    project.write("pyproject.toml", '[tool.microref]\nguarded = ["attach-volume"]\n')
    assert project.run("check") == 1
    assert re.search(r" error G\d{3} ", project.out)
    assert project.run("build") == 1
    assert not (project.folder / "api-ref").exists()


def test_settings_of_another_spec_do_not_hold(project):
    project.write("pyproject.toml", '[tool.microref]\nguarded = ["attach-volume"]\n')
    project.write("other/parameters.yaml", SPEC)
    project.write("other/api_samples/attach-req.json", '{"volume": "a"}\n')
    assert project.run("check", "other/parameters.yaml") == 1  # nearest: still its own
    project.write(
        "pyproject.toml",
        '[tool.microref]\nspec = "parameters.yaml"\nguarded = ["attach-volume"]\n',
    )
    assert project.run("check", "other/parameters.yaml") == 0
    assert project.run("build", "other/parameters.yaml") == 0
    assert (project.folder / "other/api-ref/source/volumes.inc").is_file()


def test_fail_on(project):
    project.write(
        "parameters.yaml", SPEC.replace("    type: string\npages", "    type: uuid\npages")
    )
    assert project.run("check") == 1
    assert " warning S014 " in project.out
    assert project.run("check", "--fail-on", "warning") == 1
    assert project.run("check", "--fail-on", "error") == 0
    project.write("pyproject.toml", '[tool.microref]\nfail_on = "error"\n')
    assert project.run("check") == 0


def test_a_baseline_hides_what_it_lists_and_nothing_more(project):
    break_sample(project)
    assert project.run("check", "--baseline", "known.json", "--update-baseline") == 0
    (listed,) = json.loads((project.folder / "known.json").read_text())["findings"]
    assert (listed["code"], listed["path"]) == ("J105", "api_samples/attach-req.json")
    assert project.run("check", "--baseline", "known.json") == 0

    project.write("api_samples/attach-req.json", f"\n{BAD_SAMPLE}")
    assert project.run("check", "--baseline", "known.json") == 0

    project.write("api_samples/attach-req.json", BAD_SAMPLE.replace('"a"', "1"))
    assert project.run("check", "--baseline", "known.json") == 1
    assert "J105" not in project.out

    project.write("api_samples/attach-req.json", '{"volume": "a"}\n')
    assert project.run("check", "--baseline", "known.json") == 0
    assert project.err.startswith("known.json lists what is no longer found (1)")
    assert project.run("check", "--baseline", "known.json", "--select", "V") == 0
    assert project.err == ""


def test_a_baseline_keeps_what_was_not_looked_for(project):
    break_sample(project)
    assert project.run("check", "--baseline", "known.json", "--update-baseline") == 0
    before = (project.folder / "known.json").read_text()
    words = ("check", "--baseline", "known.json", "--update-baseline", "--select", "V")
    assert project.run(*words) == 0
    assert (project.folder / "known.json").read_text() == before


def test_a_baseline_that_is_no_file_does_not_hold_the_check(project):
    os.mkfifo(project.folder / "pipe")
    assert project.run("check", "--baseline", "pipe") == 2
    assert project.err == "microref: error: cannot read pipe: it is no regular file\n"


def test_a_baseline_holds_from_every_folder(project, monkeypatch):
    break_sample(project)
    assert project.run("check", "--baseline", "known.json", "--update-baseline") == 0
    monkeypatch.chdir(project.folder / "api_samples")
    assert project.run("check", "--baseline", "../known.json") == 0


FAULTS_THAT_NAME_FILES = {
    "include": SPEC.replace(
        "api:\n", "include: [../up.yaml, gone.yaml, 'parameters.*', '*.yml']\napi:\n", 1
    ),
    "samples": SPEC.replace("attach-req.json", "gone.json"),
}


@pytest.mark.parametrize("fault", FAULTS_THAT_NAME_FILES)
def test_a_finding_is_the_same_in_every_checkout_and_folder(
    project, monkeypatch, tmp_path_factory, fault
):
    def issues(folder: Path) -> list[tuple[str, str]]:
        monkeypatch.chdir(folder)
        assert project.run("check", "--format", "gitlab") == 1
        assert str(folder.parent) not in project.out
        found = json.loads(project.out)
        return sorted((issue["location"]["path"], issue["fingerprint"]) for issue in found)

    other = tmp_path_factory.mktemp("elsewhere") / "again"
    project.write("parameters.yaml", FAULTS_THAT_NAME_FILES[fault])
    project.write("bad.yml", "a: [b")
    project.write("api_samples/bytes.json", "").write_bytes(b"\xff")
    project.write("sub/pyproject.toml", "")
    shutil.copytree(project.folder, other)
    expected = issues(project.folder)
    assert expected
    for folder in (project.folder / "sub", other, other / "api_samples"):
        assert issues(folder) == expected


def test_a_file_is_quoted_by_the_path_that_names_it(project, tmp_path_factory):
    """Its `..` leaves a link as people read it, not the folder that the link leads to."""
    from microref import api

    break_sample(project)
    (project.folder / "link").symlink_to(tmp_path_factory.mktemp("elsewhere"))
    checked = api.check(api.load(start=project.folder / "link"))
    (found,) = checked.diagnostics
    assert found.span.path == "../api_samples/attach-req.json"
    assert '"tag"' in checked.sources[found.span.path].excerpt(found.span)


def test_a_file_further_up_is_named_as_seen_from_below(project, monkeypatch):
    project.write("parameters.yaml", SPEC.replace("title:", "titel:", 1))
    (project.folder / "sub").mkdir()
    monkeypatch.chdir(project.folder / "sub")
    assert project.run("check") == 1
    assert project.out.startswith("../parameters.yaml:")
    for form, place in (
        ("sarif", '"uri": "parameters.yaml"'),
        ("gitlab", '"path": "parameters.yaml"'),
        ("github", "file=parameters.yaml,"),
        ("junit", 'file="parameters.yaml"'),
    ):
        assert project.run("check", "--format", form) == 1
        assert place in project.out


# --------------------------------------------------------------------- screen


@pytest.mark.parametrize("words", [["--color", "always", "check"], ["check", "--color", "always"]])
def test_colour_when_it_is_asked_for(project, words, monkeypatch):
    monkeypatch.setenv("NO_COLOR", "1")
    break_sample(project)
    assert project.run(*words) == 1
    assert "\x1b[1;31merror\x1b[0m" in project.out
    assert '|\x1b[0m   "tag": "boot"\n' in project.out


@pytest.mark.skipif(not hasattr(os, "openpty"), reason="needs a terminal")
@pytest.mark.parametrize(("environment", "coloured"), [({}, True), ({"NO_COLOR": "1"}, False)])
def test_a_terminal_gets_frames_and_colour(project, environment, coloured):
    break_sample(project)
    text = on_a_terminal(
        [sys.executable, "-m", "microref", "check"],
        "stdout",
        code=1,
        cwd=project.folder,
        env={**ENVIRONMENT, "TERM": "xterm", **environment},
    )
    assert ("\x1b[" in text) is coloured
    assert '"tag": "boot"' in text
    assert "^^^^^" in text


PROGRESS = """
import sys, time
from microref.cli import screen
screen.PATIENCE = float(sys.argv[1])
with screen.Screen(quiet=sys.argv[2] == "quiet").progress("Checking"):
    time.sleep(0.5)
"""


@pytest.mark.skipif(not hasattr(os, "openpty"), reason="needs a terminal")
@pytest.mark.parametrize(
    ("patience", "mood", "terminal", "shown"),
    [
        ("0.01", "talk", True, True),
        ("60", "talk", True, False),
        ("0.01", "quiet", True, False),
        ("0.01", "talk", False, False),
    ],
)
def test_progress_is_shown_on_a_terminal_when_work_takes_a_while(patience, mood, terminal, shown):
    command = [sys.executable, "-c", PROGRESS, patience, mood]
    if terminal:
        text = on_a_terminal(command, "stderr")
    else:
        done = subprocess.run(command, capture_output=True, text=True, check=True, env=ENVIRONMENT)
        text = done.stdout + done.stderr
    assert ("Checking" in text) is shown


def on_a_terminal(command: list[str], stream: str, *, code: int = 0, **options: Any) -> str:
    """What a command writes to a stream that is a terminal."""
    ours, theirs = os.openpty()
    streams: dict[str, Any] = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    options.setdefault("env", ENVIRONMENT)
    process = subprocess.Popen(command, **{**streams, stream: theirs}, **options)
    os.close(theirs)
    text = b""
    try:
        while part := os.read(ours, 65536):
            text += part
    except OSError:
        pass  # the other end is closed
    os.close(ours)
    assert process.wait() == code
    return text.decode()


def test_a_reader_that_has_seen_enough_is_no_error(project):
    command = f"{sys.executable} -m microref schema --spec-format | head -c 1"
    done = subprocess.run(
        ["sh", "-c", command],
        capture_output=True,
        text=True,
        check=False,
        cwd=project.folder,
        env=ENVIRONMENT,
    )
    assert (done.stdout, done.stderr) == ("{", "")


def test_a_closed_output_is_no_error(project):
    done = subprocess.run(
        ["sh", "-c", f"{sys.executable} -m microref rules >&-"],
        capture_output=True,
        text=True,
        check=False,
        cwd=project.folder,
        env=ENVIRONMENT,
    )
    assert "Traceback" not in done.stderr


def test_a_poor_encoding_is_no_error(project):
    project.write("parameters.yaml", SPEC.replace("title: Volumes", "\u540d: Volumes"))
    done = subprocess.run(
        [sys.executable, "-m", "microref", "check"],
        capture_output=True,
        check=False,
        cwd=project.folder,
        env={**ENVIRONMENT, "PYTHONIOENCODING": "latin-1"},
    )
    assert done.returncode == 1
    assert rb"\u540d" in done.stdout
    assert done.stderr == b""


def test_a_bug_of_ours(project, monkeypatch, capsys):
    from microref import api

    def fail(*_arguments, **_options):
        raise ValueError("x is not y")

    monkeypatch.setattr(api, "load", fail)
    assert project.run("check") == 3
    assert project.err.startswith("microref: this is a bug of Microref, not a fault in your files")
    assert "ValueError: x is not y" in project.err
    assert run.run(["check", "--traceback"]) == 3
    assert "Traceback" in capsys.readouterr().err
    monkeypatch.setenv("MICROREF_DEBUG", "1")
    assert run.run(["check"]) == 3
    assert "Traceback" in capsys.readouterr().err


def test_an_interrupt_is_quiet(project, monkeypatch):
    from microref import api

    def fail(*_arguments, **_options):
        raise KeyboardInterrupt

    monkeypatch.setattr(api, "load", fail)
    assert project.run("check") == 130
    assert project.err.strip() == ""


# ---------------------------------------------------------------------- build


def test_build_then_nothing_to_change(project):
    assert project.run("build") == 0
    page = project.folder / "api-ref/source/volumes.inc"
    assert "Attach a volume" in page.read_text("utf-8")
    assert "create api-ref/source/volumes.inc\n" in project.err
    assert project.run("build") == 0
    assert project.err == "nothing to change\n"
    assert project.run("build", "--check") == 0
    assert project.run("build", "--diff") == 0
    assert project.out == ""


def test_check_and_diff_write_nothing(project):
    assert project.run("build", "--check") == 1
    assert "would create api-ref/source/volumes.inc\n" in project.err
    assert project.run("build", "--diff") == 1
    assert "+++ b/api-ref/source/volumes.inc\n" in project.out
    assert not (project.folder / "api-ref").exists()


def test_the_output_folder_can_be_named(project):
    assert project.run("build", "--output", "pages", "-q") == 0
    assert (project.folder / "pages/volumes.inc").is_file()
    assert project.err == ""


def test_a_spec_with_errors_builds_nothing(project):
    assert project.run("build") == 0
    before = (project.folder / "api-ref/source/volumes.inc").read_text("utf-8")
    break_spec(project)
    assert project.run("build") == 1
    assert "error S005" in project.err
    assert project.err.endswith("nothing was built: 1 error\n")
    assert (project.folder / "api-ref/source/volumes.inc").read_text("utf-8") == before


def test_a_fault_in_what_the_spec_means_stops_no_build(project):
    twice = SPEC.replace("            - tag: tag\n", "            - tag: tag\n" * 2, 1)
    project.write("parameters.yaml", twice.replace("path: /volumes", "path: volumes", 1))
    assert project.run("build") == 0
    assert "POST volumes" in (project.folder / "api-ref/source/volumes.inc").read_text("utf-8")
    assert project.run("check") == 1
    assert "V003" in project.out
    assert "P102" in project.out


def test_a_file_of_somebody_else_is_not_overwritten(project):
    project.write("api-ref/source/volumes.inc", "by hand\n")
    assert project.run("build") == 1
    assert "error S110" in project.err
    assert (project.folder / "api-ref/source/volumes.inc").read_text() == "by hand\n"


def test_a_template_of_the_project_replaces_ours(project):
    project.write("pyproject.toml", '[tool.microref]\ntemplates = "own"\n')
    assert project.run("build") == 1
    assert project.err.startswith("own:1:1: error R901 there is no folder own")
    project.write("own/page.rst.j2", "All new.\n")
    assert project.run("build") == 0
    assert "All new." in (project.folder / "api-ref/source/volumes.inc").read_text("utf-8")
    project.write("own/page.rst.j2", "\n{{ nothing.such }}\n")
    assert project.run("build") == 1
    assert re.match(r"own/page.rst.j2:2:1: error R901 ", project.err)


# --------------------------------------------------------------- schema, rules


def test_schema_of_a_message_at_its_highest_version_or_another(project):
    assert project.run("schema", "attach-volume", "--request") == 0
    assert set(json.loads(project.out)["properties"]) == {"volume", "tag"}
    words = ("schema", "attach-volume", "--request", "--microversion", "2.48")
    assert project.run(*words) == 0
    assert set(json.loads(project.out)["properties"]) == {"volume"}


def test_schema_chooses_the_side_and_the_message_where_that_is_clear(project):
    assert project.run("schema", "list-volumes") == 0
    assert set(json.loads(project.out)["properties"]) == {"tag"}
    assert project.run("schema", "list-volumes", "--microversion", "2.1") == 0
    assert set(json.loads(project.out)["properties"]) == {"volume"}


def test_schema_of_several_messages_asks_which(project):
    several = SPEC.replace(
        '          - max_version: "2.48"\n', "          - status: {normal: [200]}\n"
    ).replace('          - min_version: "2.49"\n', "          - status: {normal: [202]}\n")
    project.write("parameters.yaml", several)
    assert project.run("schema", "list-volumes") == 2
    assert "choose by status: 200, 202" in project.err
    assert project.run("schema", "list-volumes", "--status", "202") == 0
    assert set(json.loads(project.out)["properties"]) == {"tag"}


def test_schema_of_a_spec_with_errors_is_refused(project):
    break_spec(project)
    assert project.run("schema", "list-volumes") == 1
    assert project.out == ""
    assert "S005" in project.err


def test_schema_of_the_format(project):
    assert project.run("schema", "--spec-format") == 0
    schema = json.loads(project.out)
    assert schema["$schema"] == "http://json-schema.org/draft-07/schema#"
    assert project.run("schema", "--spec-format", "--output", "spec.schema.json") == 0
    assert json.loads((project.folder / "spec.schema.json").read_text()) == schema


def test_rules_and_explain_know_the_same(project):
    assert project.run("rules") == 0
    lines = project.out.splitlines()
    assert project.run("rules", "--format", "json") == 0
    document = json.loads(project.out)
    assert document["version"] == 1
    assert len(lines) == len(document["rules"])
    for line, rule in zip(lines, document["rules"], strict=True):
        assert line.startswith(f"{rule['code']}  {rule['severity']}")
        assert project.run("explain", rule["slug"]) == 0
        by_slug = project.out
        assert project.run("explain", rule["code"].lower()) == 0
        assert project.out == by_slug
        assert by_slug.startswith(f"{rule['code']} {rule['slug']} ({rule['severity']})\n")
        assert rule["summary"] in by_slug
