"""Views to text by Jinja2 templates. Lays out nothing itself; imports Jinja2 only to render.

A template that fails is a fault in somebody's file, so it becomes a diagnostic
with the template's line.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from microref.diagnostics import Diagnostic, Kind, Severity
from microref.emit.rst.growth import TooMuchError
from microref.emit.rst.views import VIEWS, Part, View
from microref.source import SourceFile, Span

if TYPE_CHECKING:
    from types import TracebackType

    from jinja2 import Environment, Template

    from microref.emit.rst.bounds import Account

TEMPLATE_FAILS = Kind(
    "R901",
    "template-fails",
    Severity.ERROR,
    """A template cannot be read or fails while a page is rendered.

    The place is the line of the template. Names are strict: a misspelt one fails
    instead of printing nothing. Templates run in a sandbox and see prepared
    values only; what begins with an underscore is out of their reach. What they do is
    counted, so that one that does not come to an end, or makes a text of a gigabyte,
    fails here and not the machine.

    Wrong::

        {{ operation.titel | rst }}

    Right::

        {{ operation.title | rst }}
    """,
)

KINDS = (TEMPLATE_FAILS,)

# Not importlib.resources, which costs a build as much as several pages.
_FOLDER = Path(__file__).with_name("templates")

OWN = "!"
"""`{% extends "!page.rst.j2" %}` names the template of Microref that a project's one replaces."""

TEMPLATES = tuple(view.template for view in VIEWS)
"""The templates of Microref, each of which a project can replace."""


class Engine:
    """Renders views, with a project's templates before our own."""

    def __init__(self, overrides: Mapping[str, SourceFile]) -> None:
        self._overrides = overrides
        self._files = {file.path for file in overrides.values()}
        self._stopped: Diagnostic | None = None
        self._env, self._account = self._environment()
        self._templates: dict[type[View], Template] = {}

    def render(self, part: Part | tuple[Part, ...]) -> str | Diagnostic:
        """The text of a view or of several, or why there is none."""
        if self._stopped is not None:
            return self._stopped
        if self._account is not None:
            self._account.open()
        try:
            return self.text(part)
        except Exception as error:  # noqa: BLE001 - a template can raise anything
            return self._fault(error)

    def faults(self) -> tuple[Diagnostic, ...]:
        """Why templates of the project cannot be read, without rendering them."""
        found = []
        for name in self._overrides:
            try:
                self._env.get_template(name)
            except Exception as error:  # noqa: BLE001 - a template can raise anything
                found.append(self._fault(error))
        return tuple(found)

    def text(self, part: Part | tuple[Part, ...]) -> str:
        """Like `render`, also offered to templates as the filter `rst`; raises what they raise.

        Parts are separated by one blank line; those without text leave none.
        """
        if isinstance(part, str):
            return part
        if isinstance(part, tuple):
            return "\n\n".join(text for text in map(self.text, part) if text)
        template = self._templates.get(type(part))
        if template is None:
            if type(part) not in VIEWS:
                raise TypeError(f"rst takes views and texts, not {type(part).__name__}")
            template = self._templates[type(part)] = self._env.get_template(part.template)
            # A plain dict: Jinja2 would merge a chain of them at each rendering.
            template.globals = dict(template.globals)
        return template.render({part.variable: part}).rstrip().lstrip("\n")

    def _environment(self) -> tuple[Environment, Account | None]:
        """The environment, and where it counts: our own templates do what they have to."""
        from microref.emit.rst.sandbox import Sandbox

        if not self._overrides:
            environment = Sandbox(self._load)
            environment.filters["rst"] = self.text
            return environment, None
        from microref.emit.rst.bounds import Bounded

        bounded = Bounded(self._load, self._overrides, self.text)
        return bounded, bounded.account

    def _load(self, name: str) -> tuple[str, str, None] | None:
        override = self._overrides.get(name)
        if override is not None:
            return override.text, override.path, None
        name = name.removeprefix(OWN)
        if name not in TEMPLATES:
            return None
        text = (_FOLDER / name).read_text("utf-8")
        path = f"microref/emit/rst/templates/{name}"
        self._files.add(path)
        return text, path, None

    def _fault(self, error: Exception) -> Diagnostic:
        from jinja2 import TemplateNotFound, TemplateSyntaxError

        path, line = self._innermost(error.__traceback__)
        message = str(error).partition("\n")[0] or type(error).__name__
        if isinstance(error, TemplateSyntaxError):
            path, line = error.filename or path, error.lineno
            message = error.message or message
        elif isinstance(error, TemplateNotFound):
            message = f"there is no template {error.name!r}"
        elif isinstance(error, RecursionError):
            message = "the template includes or calls itself without end, or nests too deep"
        elif type(error).__module__ == "builtins":
            message = f"{type(error).__name__}: {message}"
        fault = TEMPLATE_FAILS.at(Span(path, line, 1, line, 1), message)
        if isinstance(error, TooMuchError):
            # On another page it would be the same, and each would take as long.
            self._stopped = fault
        return fault

    def _innermost(self, traceback: TracebackType | None) -> tuple[str, int]:
        """The template, and its line, in which an exception arose."""
        place = ("", 1)
        while traceback is not None:
            path = traceback.tb_frame.f_code.co_filename
            if path in self._files:
                place = (path, traceback.tb_lineno)
            traceback = traceback.tb_next
        return place
