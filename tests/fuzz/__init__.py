"""Mutated input and killed builds: `python -m tests.fuzz`, `python -m tests.fuzz.kills`."""
