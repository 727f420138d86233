"""Which operations a live request can be, by path and action. Judges nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from microref.calls import CallError
from microref.derive.resolve import ResolvedMessage
from microref.derive.routes import Route, Routes
from microref.model import Operation, Spec
from microref.words import did_you_mean


class Finder:
    """Finds the operations of one spec."""

    def __init__(
        self,
        spec: Spec,
        messages: Mapping[str, Sequence[ResolvedMessage]],
        prefixes: Sequence[str],
    ) -> None:
        """`messages` are those of each operation by its id; `prefixes` may stand before a path."""
        self._by_id = {operation.id: operation for operation in spec.operations}
        self._routes = Routes(spec.operations, prefixes)
        self._messages = messages

    def by_id(self, identity: str) -> Operation:
        """The operation of an id; raises CallError where there is none."""
        operation = self._by_id.get(identity)
        if operation is None:
            hint = did_you_mean(identity, self._by_id)
            unknown = f"the spec has no operation {identity!r}"
            raise CallError(f"{unknown}; {hint}" if hint else unknown)
        return operation

    def route(self, method: str, path: str) -> Route | None:
        """The operations of a method and path, if there are any."""
        return self._routes.find(method, path)

    def methods(self, path: str) -> tuple[str, ...]:
        """The methods that the spec has for a path."""
        return self._routes.methods(path)

    def among(
        self, route: Route, action: str | None, keys: Sequence[str] | None
    ) -> tuple[Operation, ...]:
        """Those operations of a route that an action can mean; none where it is unknown.

        Without an `action` it is one of the `keys` of the body. Raises CallError where
        these are not known either, and the operations differ by their action.
        """
        operations = route.operations
        said = keys if action is None else [action]
        if len(operations) == 1 and (
            operations[0].action == action
            or (action is None and (not said or operations[0].action in said))
        ):
            return operations
        if said is None:
            if len({one.action for one in operations}) == 1:
                return operations
            known = ", ".join(sorted(one.action or one.id for one in operations))
            raise CallError(
                f"{route.method} {route.template} is {len(operations)} operations; "
                f"name one by its id or its action: {known}"
            )
        # An operation without an action is known by what its body may hold.
        named = [
            one
            for one in operations
            if one.action in said
            or (one.action is None and action is None and self._has_field(one, said))
        ]
        named = named or [one for one in operations if self._has_field(one, said)]
        without = [one for one in operations if one.action is None] if action is None else []
        return tuple(named or without)

    def _has_field(self, operation: Operation, names: Sequence[str]) -> bool:
        return any(
            field.name in names
            for message in self._messages.get(operation.id, ())
            if message.side == "request"
            for field in message.body
        )
