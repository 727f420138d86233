"""OPERATION, STATUS, CODE, MESSAGE and SAMPLE as YAML trees. Derives nothing."""

from __future__ import annotations

import re

from microref.emit.spec_yaml.parameters import guard_node, uses_node
from microref.emit.spec_yaml.remarks import Remark, comment
from microref.emit.spec_yaml.text import add_label, add_text
from microref.emit.spec_yaml.tree import Items, Node, Pairs, short_list, version_word
from microref.model import Code, Codes, Message, Operation, Sample, Status

_SHORT_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_]*")


def operation_node(operation: Operation, remark: Remark) -> Pairs:
    """An operation, with what identifies it first."""
    pairs = Pairs()
    pairs.word("id", operation.id)
    add_label(pairs, "title", operation.title)
    pairs.word("method", operation.method)
    pairs.word("path", operation.path)
    pairs.word("action", operation.action)
    pairs.window(operation.window)
    pairs.word("versions", operation.versions)
    pairs.word("label", operation.label)
    pairs.depth(operation.depth)
    if isinstance(operation.deprecated, bool):
        pairs.flag("deprecated", operation.deprecated)
    else:
        pairs.version("deprecated", operation.deprecated)
    add_text(pairs, "description", operation.description)
    _add_status(pairs, operation.status)
    if operation.guards:
        pairs.add("guards", Items([(guard_node(guard), ()) for guard in operation.guards]))
    _add_messages(pairs, "request", operation.request, remark)
    _add_messages(pairs, "response", operation.response, remark)
    add_text(pairs, "after", operation.after)
    return pairs


def _add_status(pairs: Pairs, status: Status | None) -> None:
    if status is None:
        return
    sides = Pairs()
    for kind in ("normal", "error"):
        codes = status.of(kind)
        if codes is not None:
            sides.add(kind, _codes(codes))
    pairs.add("status", sides)


def _codes(codes: Codes) -> Node:
    given = short_list(_code(code) for code in codes.codes)
    if codes.head is None and codes.form is None:
        return given
    pairs = Pairs(may_flow=True)
    pairs.word("head", codes.head)
    pairs.word("form", codes.form)
    pairs.add("codes", given)
    return pairs


def _code(code: Code) -> Node:
    remarks = (code.note, code.reason, code.tail)
    if remarks == (None, None, None) and code.window.is_unbounded:
        if code.name is None:
            return str(code.code)
        if _SHORT_NAME.fullmatch(code.name):
            return f"{code.name}({code.code})"
    pairs = Pairs(may_flow=True)
    pairs.add("code", str(code.code))
    pairs.word("name", code.name)
    pairs.word("note", code.note)
    pairs.word("reason", code.reason)
    add_label(pairs, "tail", code.tail)
    pairs.window(code.window)
    return pairs


def _add_messages(pairs: Pairs, side: str, messages: tuple[Message, ...], remark: Remark) -> None:
    if len(messages) == 1:
        pairs.add(side, _message(messages[0], remark), comment(remark(messages[0])))
    elif messages:
        several = Items()
        for message in messages:
            several.add(_message(message, remark), comment(remark(message)))
        pairs.add(side, several)


def _message(message: Message, remark: Remark) -> Pairs:
    pairs = Pairs()
    add_label(pairs, "heading", message.heading)
    pairs.window(message.window)
    if message.step is not None:
        pairs.add("step", str(message.step))
    pairs.word("body", message.body)
    add_text(pairs, "description", message.description)
    _add_status(pairs, message.status)
    if message.parameters:
        pairs.add("parameters", uses_node(message.parameters, remark))
    if message.samples:
        samples = [(_sample(sample), comment(remark(sample))) for sample in message.samples]
        pairs.add("samples", Items(samples))
    return pairs


def _sample(sample: Sample) -> Node:
    pairs = Pairs()
    pairs.word("file", sample.file)
    add_label(pairs, "title", sample.title)
    add_label(pairs, "caption", sample.caption)
    pairs.window(sample.window)
    if sample.microversion is not None:
        pairs.add("microversion", version_word(sample.microversion))
    pairs.word("scenario", sample.scenario)
    if sample.partial:
        pairs.add("partial", "true")
    pairs.word("language", sample.language)
    pairs.word("media", sample.media)
    pairs.word("style", sample.style)
    return pairs
