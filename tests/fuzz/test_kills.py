"""Builds, imports and Sphinx, killed at random: nothing is half, nothing of the user's is gone."""

from __future__ import annotations

from random import Random

import pytest

from tests.fuzz.kills import Builds, Kills, kill_imports, kill_sphinx

pytestmark = pytest.mark.slow


def test_killed_builds(tmp_path):
    builds = Builds(tmp_path, Random(1))
    for number in range(9):
        builds.kill(number)
    assert any("a part written" in what for what in builds.kills.counts)


def test_killed_imports(tmp_path):
    kills = Kills()
    kill_imports(tmp_path, 3, Random(2), kills)
    assert kills.counts.total() == 3


def test_killed_sphinx_builds(tmp_path):
    kills = Kills()
    kill_sphinx(tmp_path, 3, Random(3), kills)
    assert kills.counts.total() == 3
