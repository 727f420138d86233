"""The form of a rule, and the walk that feeds all of them. Holds no rule."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Generic, TypeVar

from microref.checks.subject import OperationNode, Subject
from microref.derive.resolve import ResolvedMessage
from microref.diagnostics import Diagnostic, Kind
from microref.model import Definition, Page, Rst, Spec
from microref.model.walk import definitions

Node = TypeVar("Node", Spec, Page, OperationNode, ResolvedMessage, Definition, Rst)


@dataclass(frozen=True, slots=True)
class Rule(Generic[Node]):
    """One thing to look for, in one kind of node.

    `find` gets a node and the whole subject, and yields diagnostics of `kind`.
    """

    kind: Kind
    nodes: Callable[[Subject], Iterable[Node]]
    find: Callable[[Node, Subject], Iterator[Diagnostic]]


def when_complete(
    nodes: Callable[[Subject], Iterable[Node]],
) -> Callable[[Subject], Iterable[Node]]:
    """For rules about what is missing: no node where a part of the spec, that may have it, is."""
    return lambda subject: nodes(subject) if subject.is_complete else ()


def the_spec(subject: Subject) -> Iterable[Spec]:
    """For rules that look at the spec as a whole."""
    return (subject.spec,)


def each_page(subject: Subject) -> Iterable[Page]:
    """For rules that look at one page, its operations and the order of them."""
    return subject.spec.pages.values()


def each_operation(subject: Subject) -> Iterable[OperationNode]:
    """For rules that look at one operation with its messages."""
    return subject.operations


def whole_operations(subject: Subject) -> Iterable[OperationNode]:
    """For rules about what is missing: the operations of which all has been read."""
    return (node for node in subject.operations if node.is_whole)


def whole_messages(subject: Subject) -> Iterable[ResolvedMessage]:
    """For rules about what is missing: the messages of operations of which all has been read."""
    return (message for node in whole_operations(subject) for message in node.messages)


def each_message(subject: Subject) -> Iterable[ResolvedMessage]:
    """For rules that look at one request or response."""
    return subject.messages


def each_definition(subject: Subject) -> Iterable[Definition]:
    """For rules that look at one definition, or at what a use overrides."""
    return definitions(subject.spec)


def each_rst(subject: Subject) -> Iterable[Rst]:
    """For rules that look at one piece of RST as docutils sees it."""
    return subject.written.rst
