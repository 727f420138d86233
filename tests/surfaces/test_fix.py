"""`microref check --fix` and `--diff`."""

from __future__ import annotations

import re
import stat
from pathlib import Path

import pytest

from microref import api
from microref.cli.run import run
from microref.output import OutputFault

SPEC = """\
microref: 1
api:
  title: Lamps
  service_type: light
parameters:
  lit:   # whether it is on
    description: Whether the lamp is lit.
    in: body
    required: true
    type: Bool      # as in the code
    # microref: ignore[J103] it was meant for another field
  shade:
    description: The shade.
    in: body
    required: true
    type: "dict"   # microref: ignore[J104] nothing is left of it
pages:
  lamps:
    title: Lamps
    operations:
      - id: show-lamp
        title: Show a lamp
        method: GET
        path: /lamps
        description: Shows a lamp.
        status: {normal: [200], error: [404]}
        response:
          parameters: [{lit: lit}, {shade: shade}]
          samples: [{file: lamp.json, title: Show a lamp}]
"""
FIXED = (
    SPEC.replace("Bool ", "boolean ")
    .replace('"dict"   # microref: ignore[J104] nothing is left of it', '"object"')
    .replace("    # microref: ignore[J103] it was meant for another field\n", "")
)


@pytest.fixture
def spec(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "parameters.yaml"
    path.write_text(SPEC, encoding="utf-8")
    (tmp_path / "api_samples").mkdir()
    (tmp_path / "api_samples" / "lamp.json").write_text('{"lit": true, "shade": {}}\n')
    return path


def test_fixes_keep_comments_and_layout(spec: Path, capsys) -> None:
    assert run(["check", "--fix"]) == 0
    assert spec.read_text(encoding="utf-8") == FIXED
    captured = capsys.readouterr()
    assert (captured.out, captured.err) == ("nothing found\n", "fixed 4\n")
    assert run(["check", "--fix"]) == 0
    assert capsys.readouterr().err == "nothing to fix\n"


def test_a_diff_shows_them_and_writes_nothing(spec: Path, capsys) -> None:
    assert run(["check", "--diff"]) == 1
    shown = capsys.readouterr().out
    assert "--- a/parameters.yaml" in shown
    assert "-    type: Bool      # as in the code" in shown
    assert "+    type: boolean      # as in the code" in shown
    assert spec.read_text(encoding="utf-8") == SPEC
    run(["check", "--fix"])
    capsys.readouterr()
    assert run(["check", "--diff"]) == 0
    assert capsys.readouterr().out == ""


def test_only_what_is_selected_is_fixed(spec: Path) -> None:
    assert run(["check", "--fix", "--select", "S017"]) == 0
    assert "type: Bool" in spec.read_text()
    assert "ignore[" not in spec.read_text()


def test_what_cannot_be_fixed_is_reported(spec: Path, capsys) -> None:
    spec.write_text(SPEC.replace('"dict"', "uuid"))
    assert run(["check", "--fix"]) == 1
    captured = capsys.readouterr()
    assert "S014 'uuid' is no type" in captured.out
    assert "fixed 3" in captured.err


def test_a_file_of_the_user_keeps_its_nature(spec: Path, tmp_path: Path) -> None:
    real = tmp_path / "spec" / "lamps.yaml"
    real.parent.mkdir()
    real.write_bytes(b"\xef\xbb\xbf" + SPEC.replace("\n", "\r\n").encode())
    real.chmod(0o640)
    spec.unlink()
    spec.symlink_to(real)
    assert run(["check", "--fix"]) == 0
    assert real.read_bytes() == b"\xef\xbb\xbf" + FIXED.replace("\n", "\r\n").encode()
    assert spec.is_symlink()
    assert stat.S_IMODE(real.stat().st_mode) == 0o640


def test_an_edit_that_came_between_is_not_lost(spec: Path) -> None:
    project = api.load(spec)
    plan = api.plan_fixes(project, api.check(project).diagnostics)
    spec.write_text(SPEC + "# more\n")
    with pytest.raises(OutputFault, match="has changed in the meantime"):
        api.apply_fixes(project, plan)
    assert spec.read_text() == SPEC + "# more\n"


def test_codes_are_put_in_order(spec: Path) -> None:
    wrong = FIXED.replace("error: [404]", "error: [409, 404,  400]")
    spec.write_text(wrong)
    assert run(["check", "--extend-select", "H102", "--fix"]) == 0
    assert spec.read_text() == FIXED.replace("error: [404]", "error: [400, 404,  409]")


def test_codes_with_more_than_a_number_are_left_to_their_author(spec: Path) -> None:
    wrong = FIXED.replace("error: [404]", "error: [conflict(409), 404]")
    spec.write_text(wrong)
    assert run(["check", "--extend-select", "H102", "--fix"]) == 1
    assert spec.read_text() == wrong


def test_a_path_gets_its_slash(spec: Path) -> None:
    spec.write_text(FIXED.replace("path: /lamps", 'path: "lamps"  # all of them'))
    assert run(["check", "--fix"]) == 0
    assert spec.read_text() == FIXED.replace("path: /lamps", 'path: "/lamps"  # all of them')


ORDERED = """\
microref: 1
api: {title: Lamps, service_type: light}
parameters:
  # What stands in paths.
  lamp_id: {description: Which lamp., in: path, required: true, type: string}

  colour:
    description: |
      The colour.

      In words.
    in: body
    required: true
    type: string
  # Old, and kept.
  kind: {description: The kind., in: body, required: true, type: string}
  name: {description: The name., in: body, required: true, type: string}

  shade: {description: The shade., in: body, required: true, type: string}
  watt: {description: The power., in: body, required: true, type: integer}
pages: {}
"""


@pytest.mark.parametrize("moved", ["lamp_id", "colour", "kind", "name", "shade"])
def test_a_definition_is_moved_to_its_place(spec: Path, moved: str) -> None:
    """With its comment, its blank lines, and nothing else of the file."""
    items = _items(ORDERED)
    at = next(number for number, item in enumerate(items) if f"  {moved}:" in item)
    wrong = [*items[:at], *items[at + 1 : -1], items[at], items[-1]]
    spec.write_text("".join(wrong))
    run(["check", "--fix", "--select", "S027"])
    assert _items(spec.read_text()) == items


def test_a_definition_with_an_anchor_stays(spec: Path) -> None:
    wrong = ORDERED.replace("  watt: {", "  bulb: &bulb {")
    spec.write_text(wrong)
    assert run(["check", "--fix", "--select", "S027"]) == 1
    assert spec.read_text() == wrong


def _items(text: str) -> list[str]:
    """The head, each definition with its comment, and what stands behind them."""
    items = [""]
    for line in text.splitlines(keepends=True):
        is_first = re.match(r"  [#\w]|pages", line) and not re.fullmatch(r"  #.*\n", items[-1])
        if is_first:
            items.append("")
        items[-1] += line
    return items
