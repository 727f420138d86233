"""Mutations that know the structure: nodes of YAML, values of JSON."""

from __future__ import annotations

import json
from random import Random
from typing import Any

import yaml

from tests.strategies import AWKWARD, AWKWARD_LINES, LONG

ODD_SCALARS = (
    *AWKWARD, *AWKWARD_LINES, *LONG, "1" * 5000, "2." + "9" * 400, "999999999.999999999", "2.01",
    "-2.1", "2.1.1", "\u0662.\u0661", "../x", "/etc/passwd", "a/../..", "a//b", "{", "{}",
    "{id}{id}", "\\",
    ".. note:: x", "x\n===\n", ".. raw:: html", "`", "``", "|a|", "*", "a_", "[1]_", "http://[",
    "$ref", "#/", "^(a+)+$", "[", "(?P<", "\\u0000", "date-time", "uuid",
    "x" * 20_000, "a\n" * 3000,
    "9" * 20,
    "1e400", "-0", "0.1", "NaN", "Infinity", "GET", "PUT", "body", "path", "object",
    "array", "string", "none", "null", "true", "json", "json-patch", "binary", "2.1", "2.100",
)  # fmt: skip
ODD_VALUES: tuple[Any, ...] = (
    None, True, False, 0, -1, 2**63, -(2**64), 10**400, 1.5, 1e308, -0.0, 5e-324, "", "x", [], {},
    [[]], {"": {}}, [None], "\ud83d", "\x00", "x" * 10_000, list(range(300)),
    {"a": {"b": {"c": 1}}},
)  # fmt: skip


class _Dumper(yaml.SafeDumper):
    """Writes what is the same node twice as an alias, which is what is wanted here."""


def mutated_yaml(text: str, other: str, chosen: Random) -> str:
    """The text with some of its nodes changed; as it is where it is no YAML."""
    try:
        root = yaml.compose(text, Loader=yaml.CSafeLoader)
        donor = yaml.compose(other, Loader=yaml.CSafeLoader)
    except (yaml.YAMLError, ValueError):
        return text
    if root is None:
        return text
    foreign = [node for node, _, _ in _nodes(donor)] if donor is not None else [root]
    for _ in range(chosen.choice((1, 1, 1, 2, 2, 3, 5))):
        root = _changed(root, foreign, chosen)
    try:
        # The C emitter quits the process on some nodes that the other refuses.
        return yaml.serialize(root, Dumper=_Dumper, width=chosen.choice((40, 80, 100_000)))
    except (yaml.YAMLError, RecursionError, ValueError, TypeError, AttributeError):
        return text


def _nodes(root: yaml.Node) -> list[tuple[yaml.Node, yaml.Node | None, int]]:
    """Every node once, with its collection and its place there."""
    found: list[tuple[yaml.Node, yaml.Node | None, int]] = [(root, None, 0)]
    seen = {id(root)}
    for node, _, _ in found:
        if isinstance(node, yaml.MappingNode):
            inner = [part for pair in node.value for part in pair]
        else:
            inner = node.value if isinstance(node, yaml.SequenceNode) else []
        for number, child in enumerate(inner):
            if id(child) not in seen:
                seen.add(id(child))
                found.append((child, node, number))
    return found


def _changed(root: yaml.Node, foreign: list[yaml.Node], chosen: Random) -> yaml.Node:
    nodes = _nodes(root)
    node, parent, number = chosen.choice(nodes)
    how = chosen.randrange(9)
    if parent is None and how not in (1, 7):
        return root
    if how == 0 and parent is not None:
        index = number // 2 if isinstance(parent, yaml.MappingNode) else number
        del parent.value[index]
    elif how == 1:
        return _put(root, parent, number, _retyped(node, chosen))
    elif how == 2:
        return _put(root, parent, number, scalar(chosen.choice(ODD_SCALARS), chosen))
    elif how == 3:
        return _put(root, parent, number, chosen.choice(foreign))
    elif how == 4:  # an alias, sometimes to what it stands in
        return _put(root, parent, number, chosen.choice(nodes)[0])
    elif how == 5 and parent is not None:  # twice
        index = number // 2 if isinstance(parent, yaml.MappingNode) else number
        times = chosen.choice((1, 1, 2, 50))
        parent.value[index:index] = [parent.value[index]] * times
    elif how == 6 and parent is not None:
        chosen.shuffle(parent.value)
    elif how == 7:
        for _ in range(chosen.choice((1, 2, 20, 98, 101))):
            node = yaml.SequenceNode("tag:yaml.org,2002:seq", [node], flow_style=True)
        return _put(root, parent, number, node)
    elif isinstance(parent, yaml.MappingNode):  # another key, of ours or of a scalar elsewhere
        keys = [other for other, _, _ in nodes if isinstance(other, yaml.ScalarNode)]
        parent.value[number // 2] = (chosen.choice(keys), parent.value[number // 2][1])
    return root


def _put(root: yaml.Node, parent: yaml.Node | None, number: int, new: yaml.Node) -> yaml.Node:
    if parent is None:
        return new
    if isinstance(parent, yaml.MappingNode):
        pair = list(parent.value[number // 2])
        pair[number % 2] = new
        parent.value[number // 2] = tuple(pair)
    else:
        parent.value[number] = new
    return root


def scalar(text: str, chosen: Random) -> yaml.ScalarNode:
    """A scalar, in one of the styles."""
    style = chosen.choice((None, None, '"', "'", "|", ">"))
    return yaml.ScalarNode("tag:yaml.org,2002:str", text, style=style)


def _retyped(node: yaml.Node, chosen: Random) -> yaml.Node:
    flow = chosen.random() < 0.5
    if isinstance(node, yaml.MappingNode):
        inner = [part for pair in node.value for part in pair][:: chosen.choice((1, 2))]
        return yaml.SequenceNode("tag:yaml.org,2002:seq", inner, flow_style=flow)
    if isinstance(node, yaml.SequenceNode):
        pairs = [(scalar(f"k{number}", chosen), item) for number, item in enumerate(node.value)]
        return yaml.MappingNode("tag:yaml.org,2002:map", pairs, flow_style=flow)
    if chosen.random() < 0.5:
        return yaml.SequenceNode("tag:yaml.org,2002:seq", [node, node], flow_style=flow)
    return yaml.MappingNode("tag:yaml.org,2002:map", [(node, node)], flow_style=flow)


def mutated_json(text: str, other: str, chosen: Random) -> str:
    """The text with some of its values changed; as it is where it is no JSON."""
    try:
        value = json.loads(text)
        donor = json.loads(other)
    except (ValueError, RecursionError):
        return text
    for _ in range(chosen.choice((1, 1, 2, 3, 5))):
        value = _changed_value(value, donor, chosen)
    try:
        ascii_only = chosen.random() < 0.5
        written = json.dumps(value, ensure_ascii=ascii_only)
        if len(written) < 5000:  # what nests deeply would be blanks mostly
            indent = chosen.choice((None, 2, "\t"))
            written = json.dumps(value, ensure_ascii=ascii_only, indent=indent)
    except (ValueError, RecursionError):
        return text
    return written if chosen.random() < 0.9 else _twice(written, chosen)


def _twice(text: str, chosen: Random) -> str:
    """A key that is there twice."""
    keys = [at for at in range(len(text)) if text.startswith('":', at)]
    if not keys:
        return text
    at = chosen.choice(keys)
    start = text.rfind('"', 0, at)
    return f"{text[:start]}{text[start : at + 1]}: 1, {text[start:]}"


def _changed_value(value: Any, donor: Any, chosen: Random) -> Any:
    if isinstance(value, dict) and value and chosen.random() < 0.85:
        key = chosen.choice(list(value))
        how = chosen.randrange(6)
        changed = dict(value)
        if how == 0:
            del changed[key]
        elif how == 1:
            changed[chosen.choice(ODD_SCALARS)] = changed.pop(key)
        elif how == 2:
            changed[chosen.choice(("id", "name", "x", "", "$ref", "level"))] = value[key]
        else:
            changed[key] = _changed_value(value[key], donor, chosen)
        return changed
    if isinstance(value, list) and value and chosen.random() < 0.85:
        number = chosen.randrange(len(value))
        how = chosen.randrange(5)
        if how == 0:
            return value[:number] + value[number + 1 :]
        if how == 1:
            return value + value[: number + 1] * chosen.choice((1, 2, 200))
        return [*value[:number], _changed_value(value[number], donor, chosen), *value[number + 1 :]]
    how = chosen.randrange(6)
    if how == 0:
        return [value] if chosen.random() < 0.5 else {"a": value}
    if how == 1:
        for _ in range(chosen.choice((5, 90, 200, 900))):
            value = [value]
        return value
    if how == 2:
        return donor
    if how == 3:
        return chosen.choice(ODD_SCALARS)
    if how == 4 and isinstance(value, str):
        return value * chosen.choice((0, 2, 100))
    return chosen.choice(ODD_VALUES)
