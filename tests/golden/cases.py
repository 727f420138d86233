"""The specs whose files are kept as golden ones, found by walking, and how they are rendered."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from microref.derive.resolve import resolve
from microref.emit.rst import Rendered, RenderOptions, render
from microref.load.project import load

HERE = Path(__file__).parent
PROJECT = HERE.parents[1]


@dataclass(frozen=True)
class Case:
    """A spec, and the folder of what it has to become."""

    name: str
    spec: Path

    @property
    def folder(self) -> Path:
        return HERE / "expected" / self.name

    @property
    def samples(self) -> Path:
        return self.spec.parent / ("samples" if self.spec.parent.name == "specs" else "api_samples")

    def render(self, *, samples: str = "samples", folder: str = "") -> Rendered:
        loaded = load(self.spec, PROJECT)
        assert [str(diagnostic) for diagnostic in loaded.diagnostics] == []
        assert loaded.spec is not None
        options = RenderOptions(source=self.spec.name, samples=samples, folder=folder)
        return render(loaded.spec, resolve(loaded.spec), options)

    def continued(self) -> set[str]:
        """The paths of the pages without a title, which go on in the document before."""
        spec = load(self.spec, PROJECT).spec
        assert spec is not None
        return {f"{key}.inc" for key, page in spec.pages.items() if page.title is None}

    def files(self) -> dict[str, str]:
        """The files that the spec becomes now, by their path."""
        rendered = self.render()
        assert [str(diagnostic) for diagnostic in rendered.diagnostics] == []
        return {artifact.path: artifact.text for artifact in rendered.artifacts}

    def expected(self) -> dict[str, str]:
        """The golden files, by their path."""
        found = (path for path in sorted(self.folder.rglob("*")) if path.is_file())
        return {path.relative_to(self.folder).as_posix(): path.read_text("utf-8") for path in found}


def cases() -> Iterator[Case]:
    """This repository's own reference, the hard operations, and the specs made for this."""
    yield Case("own", PROJECT / "parameters.yaml")
    for spec in sorted((PROJECT / "tests" / "hard").glob("*/parameters.yaml")):
        yield Case(spec.parent.name, spec)
    for spec in sorted((HERE / "specs").glob("*.yaml")):
        yield Case(spec.stem, spec)
