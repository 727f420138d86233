"""Diagnostics as text for people and for CI systems. Prints nothing, writes no file."""

from microref.report.findings import Report
from microref.report.formats import REGISTRY, Format, find_format

__all__ = ["REGISTRY", "Format", "Report", "find_format"]
