"""DEFINITION, USE, GUARD and schemas as YAML trees. Resolves no use."""

from __future__ import annotations

from collections.abc import Mapping

from microref.emit.spec_yaml.remarks import Remark, comment
from microref.emit.spec_yaml.scalars import word
from microref.emit.spec_yaml.text import add_label, text_node
from microref.emit.spec_yaml.tree import Items, Node, Pairs, Passage, any_window, short_list
from microref.microversion import Window
from microref.model import Definition, Guard, JsonValue, Use


def definition_node(definition: Definition, remark: Remark) -> Pairs:
    """A definition of the library."""
    pairs = Pairs()
    _add_definition(pairs, definition, remark)
    return pairs


def uses_node(uses: tuple[Use, ...], remark: Remark) -> Items:
    """The rows of a message, or the fields of an object."""
    return Items(
        [(Pairs([(word(use.name), _use(use, remark), ())]), comment(remark(use))) for use in uses]
    )


def guard_node(guard: Guard) -> Pairs:
    """A guard of a definition or of an operation."""
    pairs = Pairs()
    pairs.word("field", guard.field)
    pairs.add("started_by", short_list(word(name) for name in guard.started_by))
    pairs.add("otherwise", str(guard.otherwise))
    pairs.word("notice", guard.notice)
    if guard.samples:
        reasons = Pairs()
        for file, reason in guard.samples.items():
            reasons.add(word(file), Passage(reason, exact=True))
        pairs.add("samples", reasons)
    return pairs


def _use(use: Use, remark: Remark) -> Node:
    pairs = Pairs(may_flow=True)
    pairs.word("use", use.key)
    add_label(pairs, "label", use.label)
    if not use.row:
        pairs.add("row", "false")
    pairs.word("under", use.under)
    pairs.word("labels", use.labels)
    _add_definition(pairs, use.override, remark)
    if use.key is not None and len(pairs.entries) == 1:
        return pairs.entries[0][1]
    return pairs


def _add_definition(pairs: Pairs, definition: Definition, remark: Remark) -> None:
    """What a definition says, in os-api-ref's order, then ours, the trees at the end."""
    if definition.description is not None:
        pairs.add("description", text_node(definition.description))
    pairs.word("in", definition.location)
    required = definition.required
    if isinstance(required, Window):
        pairs.add("required", any_window(required))
    else:
        pairs.flag("required", required)
    if definition.type is not None:
        pairs.add("type", "null" if definition.type == "null" else word(definition.type))
    if definition.window is not None:
        pairs.entries += any_window(definition.window).entries
    pairs.word("versions", definition.versions)
    pairs.flag("nullable", definition.nullable)
    if definition.when is not None:
        pairs.add("when", text_node(definition.when))
    pairs.flag("additional", definition.additional)
    if definition.schema is not None:
        pairs.add("schema", _json(definition.schema))
    if definition.guard is not None:
        pairs.add("guard", guard_node(definition.guard))
    if definition.fields is not None:
        pairs.add("fields", uses_node(definition.fields, remark))


def _json(value: JsonValue) -> Node:
    if isinstance(value, str):
        return Passage(value, exact=True) if "\n" in value else word(value)
    if isinstance(value, Mapping):
        return Pairs([(word(key), _json(item), ()) for key, item in value.items()], may_flow=True)
    if value is None or isinstance(value, (bool, int, float)):
        return _bare(value)
    return short_list(_json(item) for item in value)


def _bare(value: float | None) -> str:
    """What JSON has beside texts and collections."""
    if value is None:
        return "null"
    if isinstance(value, int):
        return str(value).lower()  # true and false are integers too
    digits = repr(value)
    # For YAML 1.1 a number without a point is none, if it has an exponent.
    return digits if "." in digits else digits.replace("e", ".0e")
