"""Renders specs that tests write out as YAML."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from microref.derive.resolve import resolve
from microref.emit.rst import Rendered, RenderOptions, render
from microref.load.project import load
from microref.source import SourceFile

HEAD = """\
microref: 1
api:
  title: Compute API
  service_type: compute
  microversions: {minimum: "2.1", maximum: "2.100"}
"""


def render_yaml(
    folder: Path, text: str, templates: Mapping[str, str] | None = None, *, head: str = HEAD
) -> Rendered:
    """What a spec becomes; `templates` are texts by name, as if they stood in `templates/`."""
    file = folder / "parameters.yaml"
    file.write_text(head + text, "utf-8")
    loaded = load(file)
    assert [str(diagnostic) for diagnostic in loaded.diagnostics] == []
    assert loaded.spec is not None
    sources = {
        name: SourceFile(f"templates/{name}", source) for name, source in (templates or {}).items()
    }
    options = RenderOptions(source="parameters.yaml", samples="samples", templates=sources)
    return render(loaded.spec, resolve(loaded.spec), options)


def files(rendered: Rendered) -> dict[str, str]:
    """The files of a rendering in which nothing failed, by their path."""
    assert [str(diagnostic) for diagnostic in rendered.diagnostics] == []
    return {artifact.path: artifact.text for artifact in rendered.artifacts}
