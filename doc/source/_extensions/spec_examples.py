"""The examples of the spec reference: what a page shows of them, and the whole specs.

A file `examples/spec/KIND.yaml` has an example for each key of a kind. Only the few lines
of `text` are shown. The spec that a test loads has them behind those of `frame`, indented
by `indent`, with those of `given` that the text does not have itself.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

FOLDER = Path(__file__).parents[1] / "examples"
SAMPLES = FOLDER / "api_samples"


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """An example of a key; of the kind as such where the key is empty."""

    kind: str
    key: str
    text: str
    spec: str
    files: dict[str, str]
    """Further files of the spec."""

    def __str__(self) -> str:
        return f"{self.kind}.{self.key}" if self.key else self.kind

    def write(self, folder: Path) -> Path:
        """The files of the example below a folder; returns the root of the spec."""
        root = folder / "example.yaml"
        samples = {
            f"api_samples/{path.name}": path.read_text(encoding="utf-8")
            for path in SAMPLES.iterdir()
            if path.name in self.spec
        }
        for name, text in {root.name: self.spec, **self.files, **samples}.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        return root


def examples_of(kind: str) -> dict[str, Example]:
    """The examples of a kind by key; that of the kind as such has none."""
    content = yaml.safe_load(path_of(kind).read_text(encoding="utf-8"))
    written = {"": content.pop("whole", None), **content.pop("keys")}
    return {
        key: _example(kind, key, content, {"text": given} if isinstance(given, str) else given)
        for key, given in written.items()
        if given is not None
    }


def path_of(kind: str) -> Path:
    """The file with the examples of a kind."""
    return FOLDER / "spec" / f"{kind}.yaml"


def _example(kind: str, key: str, around: dict[str, Any], own: dict[str, Any]) -> Example:
    text = own["text"].rstrip("\n") + "\n"
    has = set(re.findall(r"^(\w+):", text, re.MULTILINE))
    given = around.get("given", {}) if key else {}
    # `title_rst` is another way to say `title`.
    lines = [f"{name}: {value}" for name, value in given.items() if not has & {name, f"{name}_rst"}]
    indent = " " * own.get("indent", around.get("indent", 0))
    inner = [indent + line if line else "" for line in (*lines, *text.splitlines())]
    frame = own.get("frame", around.get("frame", ""))
    return Example(
        kind=kind,
        key=key,
        text=text,
        spec=frame + "\n".join(inner) + "\n",
        files=own.get("files", {}),
    )
