"""Makes the pictures of the documentation: `make screenshots`. Decides no content.

The pages are this repository's reference, and the project of the tutorial as it stands
at its end; the terminal is a step of the tutorial.
"""

from __future__ import annotations

import io
import re
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from tests.surfaces.browser import open_browser
from tests.surfaces.lesson import Command, Step, steps
from tests.surfaces.reader import Reader, here, without_installing
from tests.surfaces.themed import build

if TYPE_CHECKING:
    from playwright.sync_api import Browser

ROOT = Path(__file__).parents[2]
TUTORIAL = ROOT / "doc/source/user/tutorial.rst"
IMAGES = ROOT / "doc/source/images"
COLUMNS = 100
MARGIN = 12
"""Pixels above an operation that is shown first."""
LIMIT = 150_000
"""Bytes of a picture: readers on a phone load it too."""


@dataclass(frozen=True)
class Shot:
    """A window onto a page on which one operation is open: the top of it, or some part."""

    name: str
    anchor: str
    width: int
    height: int
    scale: float
    top: str | None = None
    """What stands at the upper edge, as a selector; the page from its top without one."""
    query: str = ""
    scheme: Literal["light", "dark"] = "light"

    def take(self, browser: Browser, page: Path) -> None:
        """Open the page and write the picture."""
        opened = browser.new_page(
            viewport={"width": self.width, "height": self.height},
            device_scale_factor=self.scale,
            color_scheme=self.scheme,
        )
        opened.goto(f"{page.as_uri()}{self.query}#{self.anchor}")
        opened.evaluate("document.fonts.ready")
        above = "-scrollY"
        if self.top is not None:
            part = opened.locator(self.top).first.bounding_box()
            assert part is not None
            # The bar with the choice of versions stays over what scrolls.
            bar = opened.locator(".mr-controls").bounding_box() if self.query else None
            above = str(part["y"] - MARGIN - (bar["height"] if bar and bar["y"] == 0 else 0))
        opened.evaluate(f"scrollBy(0, {above})")
        write(f"{self.name}.png", smaller(opened.screenshot()))
        opened.close()


SHOW = "show-a-detail-of-a-volume-attachment"
LIST = "list-volume-attachments-for-an-instance"
PAIR = "?mv=2.60&compare=2.89"
REFERENCE = (
    Shot("page", "update-a-volume-attachment", 1200, 1180, 1.25),
    Shot("phone", "update-a-volume-attachment", 390, 690, 2, "#update-a-volume-attachment"),
    Shot("version", LIST, 1200, 1080, 1.25, query="?mv=2.60"),
    Shot("compare", LIST, 1200, 1080, 1.25, query=PAIR),
    Shot("changes", SHOW, 1200, 1060, 1.25, f"#{SHOW}", PAIR),
    Shot("phone-compare", SHOW, 390, 844, 2, f"#{SHOW}-detail table.mr-parameters", PAIR),
)
DARK = Shot("dark", SHOW, 1100, 1000, 1.25, f"#{SHOW}", PAIR, "dark")
BIKES = Shot("tutorial", "move-a-bike", 1000, 900, 1.5)


def main() -> None:
    """Make all pictures anew."""
    with tempfile.TemporaryDirectory() as folder, open_browser() as browser:
        reference = Path(folder) / "reference"
        words = [sys.executable, "-m", "sphinx", "-q", "-W", "-b", "html"]
        subprocess.run([*words, ROOT / "api-ref/source", reference], check=True)
        for shot in REFERENCE:
            shot.take(browser, reference / "index.html")
        dark = Path(folder) / "dark"
        dark.mkdir()
        build("furo", dark)
        DARK.take(browser, dark / "html/index.html")
        reader = here(Path(folder) / "home")
        for step in without_installing(steps(TUTORIAL)):
            if is_shown(step):
                write("check.svg", terminal(reader).encode())
            reader.follow([step])
        BIKES.take(browser, reader.where / "api-ref/build/html/index.html")


def is_shown(step: Step) -> bool:
    """Whether a step is the command that the picture of a terminal shows."""
    return isinstance(step, Command) and "error G104" in step.output


def terminal(reader: Reader) -> str:
    """What `microref check` says on a terminal with colours, as SVG that loads nothing."""
    from rich.console import Console
    from rich.terminal_theme import DIMMED_MONOKAI
    from rich.text import Text

    _, output = reader.run("microref check --color always")
    console = Console(record=True, width=COLUMNS, file=io.StringIO())
    console.print(Text("$ microref check"))
    console.print(Text.from_ansi(output), end="")
    svg = console.export_svg(title="microref check", theme=DIMMED_MONOKAI, unique_id="check")
    svg = re.sub(r"@font-face \{.*?\}", "", svg, flags=re.DOTALL)
    return "\n".join(line.rstrip() for line in svg.splitlines() if line.strip()) + "\n"


def smaller(png: bytes) -> bytes:
    """The same picture in few colours: text has no more, and the file is a third."""
    from PIL import Image

    picture = Image.open(io.BytesIO(png)).convert("RGB")
    few = picture.quantize(256, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    written = io.BytesIO()
    few.save(written, "PNG", optimize=True)
    return written.getvalue()


def write(name: str, content: bytes) -> None:
    """Write a picture, unless it is too large for a page."""
    if len(content) > LIMIT:
        raise SystemExit(f"{name} has {len(content)} bytes, more than {LIMIT}")
    IMAGES.mkdir(exist_ok=True)
    (IMAGES / name).write_bytes(content)
    sys.stdout.write(f"{(IMAGES / name).relative_to(ROOT)}: {len(content)} bytes\n")


if __name__ == "__main__":
    main()
