"""Spec -> the RST and parameter files that os-api-ref reads, by Jinja2 templates."""

from microref.emit.rst.render import Rendered, RenderOptions, render

__all__ = ["RenderOptions", "Rendered", "render"]
