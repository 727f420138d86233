"""Names as parts of a JSON Pointer (RFC 6901), and back. Follows no pointer."""

from __future__ import annotations

from collections.abc import Iterable


def token(name: str) -> str:
    """A name as the part of a pointer that stands for it."""
    return name.replace("~", "~0").replace("/", "~1")


def names(pointer: str) -> tuple[str, ...]:
    """The names that a pointer leads through; what stands before its first slash is none."""
    parts = pointer.split("/")[1:]
    return tuple(part.replace("~1", "/").replace("~0", "~") for part in parts)


def join(parts: Iterable[str | int]) -> str:
    """Keys and indexes as the pointer that leads through them; empty for the root."""
    return "".join(f"/{token(str(part))}" for part in parts)
