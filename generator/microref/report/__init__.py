"""Diagnostics as text for people and for CI systems. Prints nothing, writes no file."""

from microref.report.findings import Folders, Report
from microref.report.formats import REGISTRY, Format, find_format

__all__ = ["REGISTRY", "Folders", "Format", "Report", "find_format"]
