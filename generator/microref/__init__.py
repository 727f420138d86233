"""Microref: REST API references with microversions, kept as code."""

__version__ = "0.1.0"
