"""The environment that templates run in: strict, sandboxed, the same every time. Knows no spec.

All templates run in the sandbox, ours as well: those of a project may come from
elsewhere, and one environment for both lets a template extend or include ours.
Import this module where something is rendered, since it imports Jinja2.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from jinja2 import FunctionLoader, StrictUndefined, TemplateSyntaxError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from microref.emit.rst.views import VIEWS

_VIEWS = frozenset(VIEWS)
# What would make two renderings of one spec differ.
_UNSTEADY_FILTERS = ("random",)
_UNSTEADY_GLOBALS = ("lipsum",)

Loader = Callable[[str], "tuple[str, str, None] | None"]
"""Text and path of a template by its name; it never changes while one spec is rendered."""


class Sandbox(ImmutableSandboxedEnvironment):
    """Jinja2 as templates of Microref know it."""

    def __init__(self, load: Loader) -> None:
        super().__init__(
            loader=FunctionLoader(load),
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            autoescape=False,
            auto_reload=False,
        )
        for name in _UNSTEADY_FILTERS:
            del self.filters[name]
        for name in _UNSTEADY_GLOBALS:
            del self.globals[name]

    def compile(
        self,
        source: Any,
        name: str | None = None,
        filename: str | None = None,
        raw: Any = False,
        defer_init: bool = False,
    ) -> Any:
        """To code; what Python refuses, as 21 loops in each other, is a fault of the template."""
        try:
            return super().compile(source, name, filename, raw, defer_init)
        except TemplateSyntaxError as error:
            # Some are raised with the path in place of the name.
            error.filename = error.filename or filename
            raise
        except RecursionError:
            raise TemplateSyntaxError("the template nests too deep", 1, name, filename) from None
        except Exception as error:
            what = error.msg if isinstance(error, SyntaxError) else str(error)
            message = f"the template cannot be compiled: {what}"
            raise TemplateSyntaxError(message, 1, name, filename) from error

    def getattr(self, obj: Any, attribute: str) -> Any:
        """An attribute, if it is safe; those of views are, which saves most of the cost."""
        if type(obj) in _VIEWS and not attribute.startswith("_"):
            try:
                return getattr(obj, attribute)
            except AttributeError:
                pass
        return super().getattr(obj, attribute)
