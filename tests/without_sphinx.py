"""Holds a test to running no Sphinx."""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import pytest

# The workers of the tests are called so for this.
_SPHINX = re.compile(r"-m sphinx\b|\bsphinx-build\b|\bsphinx\.\w|\bsphinx_worker\b")


@contextmanager
def without_sphinx() -> Iterator[None]:
    """Within it a process that is started to run Sphinx is a failure."""
    original = subprocess.Popen.__init__

    def start(self: subprocess.Popen[Any], args: Any, *rest: Any, **options: Any) -> None:
        if _SPHINX.search(_words(args)):
            pytest.fail(
                "this test runs Sphinx, so it has to run with every Sphinx: mark it `with_sphinx`,"
                " or take its place out of `without_sphinx` in tests/kinds.py"
            )
        original(self, args, *rest, **options)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(subprocess.Popen, "__init__", start)
        yield


def _words(args: str | bytes | os.PathLike[str] | Sequence[str | bytes | os.PathLike[str]]) -> str:
    if isinstance(args, (str, bytes, os.PathLike)):
        return os.fsdecode(args)
    return " ".join(map(os.fsdecode, args))
