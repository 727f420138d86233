"""This repository's own reference in each of the themes, for the tests that open it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from playwright.sync_api import Page

from tests.surfaces.own_reference import copy_reference

THEMES = ("openstackdocs", "furo", "alabaster", "sphinx_rtd_theme")
PLAIN = """\
extensions = ["microref.sphinx_ext"]
exclude_patterns = ["*.inc"]
project = "Compute API"
html_theme = "{theme}"
"""
LONG_PAGE = """\
:orphan:

Long things
===========

.. rest_expand_all::

Give it a name that does not want to end
----------------------------------------

.. rest_method:: OPTIONS /v2/{project_identifier}/os-availability-zones/{zone}/detail/{word}

What ``a_literal_{word}`` is, a literal cannot say.

.. rest_status_code:: success long.codes.yaml

   - 200
   - 203: long

Request
~~~~~~~

.. rest_parameters:: long.parameters.yaml

   - project_identifier: in_path
   - zone: in_path
   - OS-EXT-SRV-ATTR:hypervisor_hostname: plain
   - {word}: plain
   - id: plain

.. list-table::
   :header-rows: 1

   * - First
     - Second
     - Third
   * - {word}
     - It was made by hand.
     - {word}

.. code-block:: json

   {"sample": "{word}"}
"""
LONG_PARAMETERS = """\
in_path:
  description: A part of the address.
  in: path
  required: true
  type: string
plain:
  description: Of ``{word}`` some part, named at length to see where its lines end.
  in: body
  required: false
  type: string
"""
LONG_CODES = """\
200:
  default: It was done.
203:
  default: It was done.
  long: Somebody else did {word}.
"""
WORD = "_".join(["instance", "build", "request"] * 4)
LONG = {
    "long.rst": LONG_PAGE,
    "long.parameters.yaml": LONG_PARAMETERS,
    "long.codes.yaml": LONG_CODES,
}


def build(theme: str, folder: Path) -> str:
    """The address of the reference in a theme.

    Beside it is `long.html`, a page of things that are too long for a line.
    """
    sources = copy_reference(folder) / "api-ref/source"
    for name, text in LONG.items():
        (sources / name).write_text(text.replace("{word}", WORD))
    conf = sources / "conf.py"
    # The conf.py of the repository keeps openstackdocstheme from loading remote things.
    own = conf.read_text() if theme == "openstackdocs" else PLAIN.format(theme=theme)
    conf.write_text(own)
    command = [sys.executable, "-m", "sphinx", "-q", "-W", "-b", "html"]
    subprocess.run([*command, str(sources), str(folder / "html")], check=True, cwd=folder)
    return (folder / "html/index.html").as_uri()


def open_operations(page: Page) -> list[str]:
    """The ids of the operations whose details a reader sees."""
    seen: list[str] = page.locator(".api-detail").evaluate_all(
        """(details) => details
          .filter((detail) => detail.querySelector("p").checkVisibility())
          .map((detail) => detail.id)"""
    )
    return [name.removesuffix("-detail") for name in seen]


def contrast(page: Page, selector: str) -> float:
    """How a text stands out from what lies behind it: 1 is not at all, 21 black on white."""
    return float(page.locator(selector).first.evaluate(_CONTRAST))


# WCAG 2, section 1.4.3. Half-transparent grounds are laid over each other, on white.
_CONTRAST = """(element) => {
  const numbers = (text) => text.match(/[\\d.]+/g).map(Number);
  const over = (below, [r, g, b, alpha = 1]) =>
    [r, g, b].map((value, index) => value * alpha + below[index] * (1 - alpha));
  const grounds = [];
  for (let one = element; one; one = one.parentElement) {
    grounds.unshift(numbers(getComputedStyle(one).backgroundColor));
  }
  const ground = grounds.reduce(over, [255, 255, 255]);
  const text = over(ground, numbers(getComputedStyle(element).color));
  const light = (colour) => colour
    .map((value) => value / 255)
    .map((value) => (value <= 0.03928 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4))
    .reduce((sum, value, index) => sum + value * [0.2126, 0.7152, 0.0722][index], 0);
  const [dark, bright] = [light(ground), light(text)].sort((a, b) => a - b);
  return (bright + 0.05) / (dark + 0.05);
}"""
