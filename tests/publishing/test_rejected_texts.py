"""Sphinx says something of each text that a rule of RST rejects, and nothing of the others."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from microref.checks import SphinxFolder, Subject, check_everything
from microref.derive.resolve import resolve
from microref.load.project import load
from tests.publishing.sphinx_runs import EXTENSION, Publisher, Tree
from tests.rule_cases import BEFORE

REJECTED = [
    "A *b", "A ``b\nc", "A **b", "A `b", "- a\nb", "1. a\n2. b\nc", "A\nb\n  c", "A::\n\nb",
    "=== ===\na   b\n=== ==", ".. note::\n   :clas: x\n\n   a", ".. note::\n\nb",
    ".. note:: a\n   :file: b", ".. code-block:: json\n   {}", ".. versionadded::",
    ".. image:: x.png\n\n   a", ".. code-block:: json\n   :linenos:\n   {}",
    ".. list-table::\n\n   * - a\n     - b\n   * - c", ".. list-table::\n\n   * a",
    ".. |x| replace:: y\n.. |x| replace:: z\n\na", ".. _a\n\nb", ".. topic:: A", ".. image::",
    ".. code::", ".. csv-table::\n   :widths: 1 2 3\n\n   a, b", ".. rubric::", "`a`_:ref:",
    ":reff:`a`", "`a`:nonsense:", ":py:klass:`a`",
    ".. warnung:: a", "- .. nonsense::", ".. |x| replce:: y\n\na",
    "`No such`_", "nosuch_", "|nosuch|", "[NoSuch]_", "[7]_", "`a`__", ":ref:`nosuch`",
]  # fmt: skip
TAKEN = [
    "*a*, **b**, ``*c`` and 2 * 3", "\\*.json, ``*`` and \"*\"", "- a\n  b\n- c\n\n  - d",
    "#. a\n#. b", "T\n  a\n\n  b", "::\n\n  *", ".. code-block:: json\n   :caption: A\n\n   {}",
    "| a\n| b", "=== ===\na   b\n=== ===\n1   2\n=== ===", ".. note:: a\n   :class: x",
    ".. note::\n   :class: x\n\n   a", ".. versionadded:: 2.1 A\n\n.. deprecated:: 2.2\n   b",
    ".. list-table:: T\n   :header-rows: 1\n\n   * - a\n   * - b", ".. topic:: A\n\n   b",
    ".. rubric:: a", ".. math:: x_1", ".. only:: html\n\n   a", ".. |y| replace:: z\n\n|y|",
    ":sup:`2`, :rfc:`7231`, `a`:code:", ".. function:: f()", ".. hint:: a", ".. seealso:: a",
    "`that <https://example.com/>`_ that_", "`a`__\n\n.. __: https://example.com/",
    "[8]_\n\n.. [8] b",
    "|release|", ".. _lamp: https://example.com/\n\nlamp_", ":ref:`search`", "a_b, _c, d|e",
    "> a", "a\n\n  b", ".. csv-table::\n\n   a, b", ".. container:: x\n\n   a",
]  # fmt: skip
DROPPED = [
    ".. warning:\n   a", ".. code-block json\n\n   {}", ".. tip\n   a", ".. note::a", "..note:: a",
    "a\n.. note:: b", "See :ref: `a`", ":ref:``a``", "ref:`a`", ":doc`a`",
    "[a](https://example.com/)", "```json\n{}\n```",
]  # fmt: skip


@pytest.fixture(scope="module")
def said(tmp_path_factory: pytest.TempPathFactory) -> set[int]:
    """The numbers of the texts of which Sphinx says something: one run for all."""
    texts = [*REJECTED, *TAKEN, *DROPPED]
    files = {
        f"t{at}.rst": f":orphan:\n\nA title\n=======\n\n{text}\n" for at, text in enumerate(texts)
    }
    tree = Tree({"index.rst": "Index\n=====\n", **files})
    run = Publisher(tmp_path_factory.mktemp("texts"))(tree, EXTENSION)
    return {int(at) for warning in run.warnings for at in re.findall(r"\bt(\d+)\.rst", warning)}


def _found(text: str, folder: Path) -> set[str]:
    spec = folder / "parameters.yaml"
    parameters = {"parameters": {"a": {"description": text}}}
    spec.write_text(BEFORE + yaml.safe_dump(parameters))
    loaded = load(spec)
    assert loaded.spec is not None
    subject = Subject(
        spec=loaded.spec,
        messages=resolve(loaded.spec),
        samples_folder=folder,
        base=folder,
        guarded={},
        sphinx=SphinxFolder({"conf.py": ""}),
    )
    return {one.code for one in check_everything(subject) if one.code.startswith(("R", "S015"))}


@pytest.mark.parametrize("text", REJECTED)
def test_what_a_rule_rejects_sphinx_rejects(text: str, said: set[int], tmp_path: Path) -> None:
    assert _found(text, tmp_path) & {"R104", "R106", "R107", "R108"}
    assert REJECTED.index(text) in said


@pytest.mark.parametrize("text", TAKEN)
def test_what_sphinx_takes_no_rule_rejects(text: str, said: set[int], tmp_path: Path) -> None:
    assert _found(text, tmp_path) == set()
    assert len(REJECTED) + TAKEN.index(text) not in said


@pytest.mark.parametrize("text", DROPPED)
def test_what_is_dropped_is_built_without_a_word(text: str, said: set[int], tmp_path: Path) -> None:
    assert "R105" in _found(text, tmp_path)
    at = len(REJECTED) + len(TAKEN) + DROPPED.index(text)
    assert at not in said
