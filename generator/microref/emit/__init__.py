"""Spec to text: RST and parameter files, JSON Schema. Returns files as values, writes none."""
