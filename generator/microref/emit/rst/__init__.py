"""Spec -> the RST and parameter files that os-api-ref reads, by Jinja2 templates."""

from microref.emit.rst.engine import KINDS as _ENGINE_KINDS
from microref.emit.rst.engine import TEMPLATES
from microref.emit.rst.notices import KINDS as _NOTICE_KINDS
from microref.emit.rst.overrides import KINDS as _OVERRIDE_KINDS
from microref.emit.rst.overrides import Templates, read_templates, template_faults
from microref.emit.rst.render import Rendered, RenderOptions, render

KINDS = (*_ENGINE_KINDS, *_OVERRIDE_KINDS, *_NOTICE_KINDS)

__all__ = [
    "KINDS",
    "TEMPLATES",
    "RenderOptions",
    "Rendered",
    "Templates",
    "read_templates",
    "render",
    "template_faults",
]
