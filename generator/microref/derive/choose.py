"""Which message of an operation somebody means by side, version, step or status. Resolves none."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from microref.calls import CallError
from microref.derive.resolve import ResolvedMessage
from microref.microversion import Microversion
from microref.model.walk import Side


@dataclass(frozen=True, slots=True)
class MessageChoice:
    """Which message of an operation is meant; what is left out is chosen where that is clear."""

    side: Side | None = None
    version: Microversion | None = None
    """By default the highest at which there is such a message."""
    step: int | None = None
    status: int | None = None


def choose_message(
    operation_id: str, messages: Sequence[ResolvedMessage], choice: MessageChoice
) -> ResolvedMessage:
    """The one message that a choice means; raises CallError for none and for several."""
    side = choice.side or _only_side(operation_id, messages)
    what = f"{operation_id!r} has no {side}"
    fitting = [item for item in messages if item.side == side and not item.window.is_empty]
    if not fitting:
        raise CallError(what)
    windows = ", ".join(dict.fromkeys(str(item.window) for item in fitting))
    fitting = _narrow(fitting, choice.step, _steps, f"{what} of step")
    fitting = _narrow(fitting, choice.status, _statuses, f"{what} for status")
    if choice.version is None:
        fitting = _latest(fitting)
    else:
        fitting = [item for item in fitting if choice.version in item.window]
    if not fitting:
        raise CallError(f"{what} at {choice.version}, only at: {windows}")
    if len(fitting) > 1:
        steps = any(item.message.step is not None for item in fitting)
        values = {value for item in fitting for value in (_steps if steps else _statuses)(item)}
        listed = ", ".join(map(str, sorted(values)))
        raise CallError(
            f"{operation_id!r} has several messages in its {side}; "
            f"choose by {'step' if steps else 'status'}: {listed}"
        )
    return fitting[0]


def _only_side(operation_id: str, messages: Sequence[ResolvedMessage]) -> Side:
    """The side that alone has a body."""
    sides = tuple(dict.fromkeys(item.side for item in messages if item.body))
    if not sides:
        raise CallError(f"{operation_id!r} has no body in its request or response")
    if len(sides) > 1:
        raise CallError(
            f"{operation_id!r} has a body in its request and in its response; "
            "choose one: --request or --response"
        )
    return sides[0]


def _narrow(
    messages: list[ResolvedMessage],
    wanted: int | None,
    values: Callable[[ResolvedMessage], tuple[int, ...]],
    what: str,
) -> list[ResolvedMessage]:
    if wanted is None:
        return messages
    fitting = [item for item in messages if wanted in values(item)]
    if not fitting:
        known = sorted({value for item in messages for value in values(item)})
        listed = f"; there are: {', '.join(map(str, known))}" if known else ""
        raise CallError(f"{what} {wanted}{listed}")
    return fitting


def _steps(message: ResolvedMessage) -> tuple[int, ...]:
    step = message.message.step
    return () if step is None else (step,)


def _statuses(message: ResolvedMessage) -> tuple[int, ...]:
    status = message.message.status
    return () if status is None else tuple(code.code for code in status.codes)


def _latest(messages: list[ResolvedMessage]) -> list[ResolvedMessage]:
    """Those that reach up to the highest version that any of them reaches."""
    if any(item.window.max is None for item in messages):
        return [item for item in messages if item.window.max is None]
    highest = max(item.window.max for item in messages if item.window.max is not None)
    return [item for item in messages if item.window.max == highest]
