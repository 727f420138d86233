"""Windows and identities as class names. Knows no view and no template.

docutils normalises class names, so they keep to `a-z`, `0-9` and `-`.
"""

from __future__ import annotations

from microref.microversion import Microversion, Window
from microref.model.operation import slug


def window_classes(window: Window) -> tuple[str, ...]:
    """`mr-from-2-20` and `mr-until-2-88`, as far as the window has bounds."""
    low = () if window.min is None else (f"mr-from-{_dashed(window.min)}",)
    high = () if window.max is None else (f"mr-until-{_dashed(window.max)}",)
    return low + high


def window_role(window: Window) -> str:
    """The name of the role that gives its text the classes of a window."""
    return "-".join(("mr", *(name.removeprefix("mr-") for name in window_classes(window))))


def operation_class(operation_id: str) -> str:
    """The class of an operation's section."""
    return f"mr-operation-{slug(operation_id)}"


def list_class(operation_id: str, number: int) -> str:
    """The class of the n-th parameter list of an operation, counted from 1."""
    return f"mr-list-{slug(operation_id)}-{number}"


def _dashed(version: Microversion) -> str:
    return f"{version.major}-{version.minor}"
