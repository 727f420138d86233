"""Windows and identities as class names. Knows no view and no template.

docutils normalises class names, so they keep to `a-z`, `0-9` and `-`.
"""

from __future__ import annotations

from microref.microversion import Window
from microref.model.operation import slug

OPERATION = "mr-operation-"
LIST = "mr-list-"
"""How the classes of an operation and of a parameter list begin."""


def window_classes(window: Window) -> tuple[str, ...]:
    """`mr-from-2-20` and `mr-until-2-88`, as far as the window has bounds."""
    low, high = window
    return bound_classes(low and str(low), high and str(high))


def bound_classes(low: str | None, high: str | None, kind: str = "") -> tuple[str, ...]:
    """The same of bounds as texts; a `kind` of window stands in front, as in `required-from`."""
    lowest = () if low is None else (f"mr-{kind}from-{low.replace('.', '-')}",)
    highest = () if high is None else (f"mr-{kind}until-{high.replace('.', '-')}",)
    return lowest + highest


def window_role(window: Window) -> str:
    """The name of the role that gives its text the classes of a window."""
    return "-".join(("mr", *(name.removeprefix("mr-") for name in window_classes(window))))


def operation_class(operation_id: str) -> str:
    """The class of an operation's section."""
    return f"{OPERATION}{slug(operation_id)}"


def list_class(operation_id: str, number: int) -> str:
    """The class of the n-th parameter list of an operation, counted from 1."""
    return f"{LIST}{slug(operation_id)}-{number}"
