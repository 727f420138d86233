"""What a spec says of bodies: their schemas, their samples, a validator. Judges nothing itself."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from microref.api.projects import faults_of_reading, subject_of
from microref.calls import CallError
from microref.derive.choose import MessageChoice, choose_message
from microref.derive.resolve import ResolvedMessage
from microref.microversion import Microversion, Window
from microref.model.walk import Side
from microref.project import Project
from microref.source import Span
from microref.words import did_you_mean

if TYPE_CHECKING:
    from microref.checks.live import Validator
    from microref.derive.schema import JsonSchema


@dataclass(frozen=True, slots=True)
class MessageSchema:
    """The schema of one body, and the versions at which it holds."""

    message: ResolvedMessage
    """The request or response."""
    interval: Window
    """The versions at which it holds."""
    document: JsonSchema
    """The schema, in the form of draft 2020-12."""


def schema(project: Project, operation_id: str, choice: MessageChoice) -> MessageSchema:
    """The JSON Schema of one body at one version; raises CallError when none or several fit."""
    from microref.derive.intervals import intervals
    from microref.derive.schema import body_schema

    messages = _messages_of(project, operation_id)
    message = choose_message(operation_id, messages, choice)
    version = choice.version
    interval = next(
        interval
        for interval in reversed(intervals(message))
        if version is None or version in interval
    )
    document = body_schema(message, interval)
    if isinstance(document, bool):
        what = "says nothing of the body" if document else "has no body"
        raise CallError(f"the {message.side} of {operation_id} {what}, so there is no schema")
    title = f"{message.side.capitalize()} of {operation_id}, {interval}"
    return MessageSchema(
        message, interval, {"$schema": document["$schema"], "title": title, **document}
    )


def editor_schema() -> dict[str, Any]:
    """The JSON Schema (draft-07) of the spec format, for editors."""
    from microref.emit.editor_schema import editor_schema as describe

    return describe()


@dataclass(frozen=True, slots=True)
class SampleInfo:
    """A sample of an operation, and the version at which it is judged."""

    operation: str
    """Id of the operation."""
    side: Side
    """`request` or `response`."""
    file: str
    """Its path below the samples folder, as the spec has it."""
    microversion: Microversion | None
    """None where the API, or the message, has no lowest version, or highest if that is wanted."""
    span: Span
    """Where the spec names it."""


def samples(project: Project) -> tuple[SampleInfo, ...]:
    """Every sample that an operation shows, in the order of the pages."""
    spec = project.loaded.spec
    if spec is None:
        return ()
    from microref.checks.samples.entry import judged_at

    at = spec.api.samples_at
    return tuple(
        SampleInfo(
            node.message.operation.id,
            node.message.side,
            node.sample.file,
            judged_at(node, at)
            or (node.message.window.max if at == "maximum" else node.message.window.min),
            node.sample.span,
        )
        for node in subject_of(project, spec).samples
    )


def validator(
    project: Project, *, prefixes: Iterable[str] = (), ignore: Iterable[str] = ()
) -> Validator:
    """What judges live requests and answers by a spec.

    A path may begin with one of the `prefixes`, which may have placeholders, or with the
    path of `api.endpoint`: `/compute/v2.1/{project_id}`. `ignore` are codes of findings,
    or beginnings of codes, to leave out. Raises CallError when the spec could not be read
    as a whole, since much would be missing in it then.
    """
    from microref.checks.live import Validator
    from microref.checks.suppress import suppressions_in

    spec = project.loaded.spec
    faults = faults_of_reading(project)
    if spec is None or faults:
        first = f": {faults[0]}" if faults else ""
        raise CallError(f"{project.source} cannot be judged by, since it has faults{first}")
    endpoint = re.sub(r"\A[^/?#]*//[^/?#]*", "", spec.api.endpoint or "").strip("/")
    return Validator(
        spec,
        project.messages,
        prefixes=(*_words(prefixes), *([endpoint] if endpoint else ())),
        suppressions=suppressions_in(project.loaded.sources)[0],
        ignored=_words(ignore),
    )


def _messages_of(project: Project, operation_id: str) -> tuple[ResolvedMessage, ...]:
    spec = project.loaded.spec
    ids = [] if spec is None else [operation.id for operation in spec.operations]
    if operation_id not in ids:
        hint = did_you_mean(operation_id, ids)
        unknown = f"the spec has no operation {operation_id!r}"
        raise CallError(f"{unknown}; {hint}" if hint else unknown)
    return tuple(item for item in project.messages if item.operation.id == operation_id)


def _words(given: Iterable[str]) -> tuple[str, ...]:
    """Several words; one that is not in a list is not one word for each letter."""
    return (given,) if isinstance(given, str) else tuple(given)
