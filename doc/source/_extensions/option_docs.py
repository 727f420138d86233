"""The directive `microref-options`: the options of `[tool.microref]`, from `Config`.

An option is described by the docstring of its attribute, its form by that of its reader,
and its example is the file `examples/configuration/OPTION.toml`.
"""

from __future__ import annotations

import inspect
import json
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from docutils.parsers.rst import Directive
from docutils.statemachine import StringList

from generated import parsed
from microref.config import _READERS, OPTIONS, PYPROJECT, Config, find_config
from microref.model.documentation import attribute_docs

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docutils import nodes
    from sphinx.application import Sphinx

EXAMPLES = Path(__file__).parents[1] / "examples" / "configuration"


class OptionsDirective(Directive):
    """A section for each option, in the order in which they are declared."""

    def run(self) -> list[nodes.Node]:
        defaults = default_values()
        lines = [line for name in OPTIONS for line in _option(name, defaults[name])]
        for name in OPTIONS:
            self.state.document.settings.record_dependencies.add(str(example_of(name)))
        return parsed(self, StringList(lines, source="microref.config"))


def example_of(option: str) -> Path:
    """The file with the example of an option."""
    return EXAMPLES / f"{option}.toml"


def form_of(option: str) -> str:
    """What an option takes."""
    return inspect.getdoc(_READERS[option]) or ""


def default_values() -> dict[str, str]:
    """What holds without an option, as TOML; nothing where that depends on the project."""
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / PYPROJECT).write_text("[tool.microref]\n", encoding="utf-8")
        config = find_config(Path(folder)).config
    return {name: _as_toml(getattr(config, name), config) for name in OPTIONS}


def _as_toml(value: object, config: Config) -> str:
    if value is None:
        return ""
    if isinstance(value, Path):
        value = value.relative_to(config.folder).as_posix()
    if isinstance(value, bool | str | tuple | dict):
        return json.dumps(value if isinstance(value, bool | str) else list(value))
    return json.dumps(str(value))


def _option(name: str, default: str) -> Iterator[str]:
    title = f"``{name}``"
    yield from ("", f".. _config-{name}:", "", title, "-" * len(title), "")
    said = f" Default: ``{default}``." if default else ""
    yield from (".. rst-class:: form", "", form_of(name) + said, "")
    yield from (attribute_docs(Config)[name], "")
    yield from (".. code-block:: toml", "")
    yield from (f"   {line}" for line in example_of(name).read_text(encoding="utf-8").splitlines())
    yield ""


def setup(app: Sphinx) -> dict[str, bool]:
    """Register with Sphinx."""
    app.add_directive("microref-options", OptionsDirective)
    return {"parallel_read_safe": True}
