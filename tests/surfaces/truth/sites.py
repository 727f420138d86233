"""References that are published to be held against their specs, each with its own oracle."""

from __future__ import annotations

import shutil
import subprocess
import sys
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from tests.roundtrip.published.services import microref
from tests.surfaces.own_reference import copy_reference
from tests.surfaces.truth.oracle import Oracle
from tests.surfaces.truth.windows import Version, between

CONF = """\
extensions = ["microref.sphinx_ext"]
exclude_patterns = ["*.inc"]
project = "Reference"
html_theme = "alabaster"
"""
SHELVES = Path(__file__).with_name("shelves")
LAMPS = Path(__file__).with_name("lamps")


@dataclass(frozen=True)
class Site:
    """A project with its published page."""

    folder: Path
    lowest: str
    highest: str

    @property
    def url(self) -> str:
        return (self.folder / "html" / "index.html").as_uri()

    @property
    def versions(self) -> list[Version]:
        return between(self.lowest, self.highest)

    @cached_property
    def oracle(self) -> Oracle:
        return Oracle(self.folder / "parameters.yaml")


def own_reference(folder: Path) -> Site:
    """The reference of this repository."""
    copy_reference(folder)
    return _published(folder, "2.1", "2.100")


def shelves(folder: Path) -> Site:
    """A small API in which each thing that can have a window has one."""
    shutil.copytree(SHELVES, folder, dirs_exist_ok=True)
    return _published(folder, "1.1", "1.12")


def imported(source: Path, folder: Path) -> Site:
    """A service as it was imported; its lowest version no os-api-ref tree tells."""
    done = microref("import", source, "--output", folder)
    assert done.code in (0, 1), done.said
    return _published(folder, "2.1", "2.100")


def _published(folder: Path, lowest: str, highest: str) -> Site:
    sources = folder / "api-ref" / "source"
    (sources / "conf.py").write_text(CONF)
    command = [sys.executable, "-m", "sphinx", "-q", "-W", "-b", "html", str(sources), "html"]
    subprocess.run(command, check=True, cwd=folder)
    return Site(folder, lowest, highest)


def lamps(folder: Path, lowest: str = "", highest: str = "") -> Path:
    """A tree written by hand, two documents beside each other; gives the folder of its pages."""
    shutil.copytree(LAMPS, folder, dirs_exist_ok=True)
    ends = {"min": lowest, "max": highest}
    settings = [f'os_api_ref_{end}_microversion = "{v}"\n' for end, v in ends.items() if v]
    (folder / "conf.py").write_text(CONF + "".join(settings))
    command = [sys.executable, "-m", "sphinx", "-q", "-W", "-b", "html", ".", "html"]
    subprocess.run(command, check=True, cwd=folder)
    return folder / "html"
