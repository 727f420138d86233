"""Definitions that say nearly the same, and a spec in which each is said once.

Changes nothing that a reader sees: a use says in its own words in what it differs.
"""

from __future__ import annotations

import dataclasses
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any

from microref.microversion import EVERY_VERSION
from microref.model import Definition, Message, Operation, Page, Place, Prose, Spec, Text, Use
from microref.model.walk import blocks, texts_of_operation, uses, uses_in

_MAY_DIFFER = ("type", "required", "window")
_MUST_BE_EQUAL = tuple(
    attribute.name
    for attribute in dataclasses.fields(Definition)
    if attribute.repr and attribute.name not in ("description", *_MAY_DIFFER)
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Keys of definitions that say nearly the same."""

    kind: str
    """`identical`, `differing` in what a use can say, or `near`: in blanks or a full stop."""
    base: str
    """The key that can stand for all."""
    others: tuple[str, ...]
    """The other keys, in the order of the library."""
    differs: tuple[str, ...]
    """The attributes in which some of them differ."""

    @property
    def keys(self) -> tuple[str, ...]:
        """All keys, the base first."""
        return (self.base, *self.others)

    @property
    def folds(self) -> bool:
        """Whether one definition can take the place of all without a trace on the page."""
        return self.kind != "near"


def times_used(spec: Spec) -> Mapping[str, int]:
    """How many uses name each key."""
    return Counter(use.key for use in uses(spec) if use.key is not None)


def foldable(spec: Spec) -> dict[str, Definition]:
    """The definitions that may get another key: no list is said to begin with one of them."""
    starts = {
        block.start
        for page in spec.pages.values()
        for operation in page.operations
        for text in texts_of_operation(page, operation)
        for block in blocks(text)
        if isinstance(block, Place)
    }
    return {key: d for key, d in spec.parameters.items() if key not in starts}


def groups(
    parameters: Mapping[str, Definition], used: Mapping[str, int] = MappingProxyType({})
) -> tuple[Group, ...]:
    """The groups of a library, in its order; no key is in two groups that fold.

    The base is the shortest key, then the most used. Definitions without a description
    say too little to be the same.
    """
    order = {key: (len(key), -used.get(key, 0), key) for key in parameters}
    alike: dict[tuple[str, str], list[str]] = defaultdict(list)
    for key, definition in parameters.items():
        if definition.description:
            alike[repr(definition.description), _rest(definition)].append(key)
    found: list[Group] = []
    bases: list[str] = []
    for keys in alike.values():
        remaining = sorted(keys, key=order.__getitem__)
        while remaining:
            base = remaining[0]
            others, remaining = _sayable(parameters, base, remaining[1:])
            bases.append(base)
            if others:
                found.append(_group(parameters, base, [key for key in keys if key in others]))
    found += _near(parameters, bases, order)
    places = {key: place for place, key in enumerate(parameters)}
    return tuple(sorted(found, key=lambda group: (not group.folds, places[group.base])))


def new_keys(found: Iterable[Group]) -> dict[str, str]:
    """The key that takes the place of each one that `merged` drops."""
    return {key: group.base for group in found if group.folds for key in group.others}


def merged(spec: Spec, found: Iterable[Group]) -> Spec:
    """The spec with each group that folds as one definition, and uses that say the difference."""
    renamed = new_keys(found)
    if not renamed:
        return spec
    differences = {
        key: _difference(spec.parameters[key], spec.parameters[base])
        for key, base in renamed.items()
    }
    fold = _Fold(renamed, differences)
    return replace(
        spec,
        parameters={
            key: fold.definition(definition)
            for key, definition in spec.parameters.items()
            if key not in renamed
        },
        pages={key: fold.page(page) for key, page in spec.pages.items()},
    )


def _rest(definition: Definition) -> str:
    # As text, since 1, 1.0 and True are equal and a schema means each of them differently.
    return repr([getattr(definition, name) for name in _MUST_BE_EQUAL])


def _group(parameters: Mapping[str, Definition], base: str, others: list[str]) -> Group:
    differs = tuple(
        name
        for name in ("description", *_MAY_DIFFER)
        if len({repr(getattr(parameters[key], name)) for key in (base, *others)}) > 1
    )
    kind = "near" if "description" in differs else "differing" if differs else "identical"
    return Group(kind=kind, base=base, others=tuple(others), differs=differs)


def _sayable(
    parameters: Mapping[str, Definition], base: str, keys: list[str]
) -> tuple[set[str], list[str]]:
    """The keys whose difference from the base a use can say, and those that stay for others."""
    said = parameters[base]
    others: set[str] = set()
    apart: list[str] = []
    for key in keys:
        definition = parameters[key]
        # A use that says nothing inherits: it cannot take back a type.
        is_sayable = all(
            getattr(definition, name) is not None or getattr(said, name) is None
            for name in ("type", "required")
        )
        (others.add if is_sayable else apart.append)(key)
    if others and said.fields and _reaches(parameters, said, {base, *others}):
        return set(), keys
    return others, apart


def _reaches(parameters: Mapping[str, Definition], start: Definition, keys: set[str]) -> bool:
    """Whether one of the keys stands somewhere inside: the fold would cut the tree elsewhere."""
    seen: set[str] = set()
    waiting = [start]
    while waiting:
        inner = {use.key for use in uses_in(waiting.pop().fields or ()) if use.key is not None}
        if inner & keys:
            return True
        waiting += (parameters[key] for key in sorted(inner - seen) if key in parameters)
        seen |= inner
    return False


def _near(
    parameters: Mapping[str, Definition], bases: list[str], order: Mapping[str, Any]
) -> Iterator[Group]:
    alike: dict[tuple[str, str], list[str]] = defaultdict(list)
    for key in bases:
        words = _words(parameters[key].description or ())
        if words:
            alike[words, _rest(parameters[key])].append(key)
    for keys in alike.values():
        base = min(keys, key=order.__getitem__)
        if len({repr(parameters[key].description) for key in keys}) > 1:
            yield _group(parameters, base, [key for key in keys if key != base])


def _words(text: Text) -> str:
    """What a plain text says, whatever its line ends and its last full stop."""
    if len(text) != 1 or not isinstance(text[0], Prose) or not text[0].window.is_unbounded:
        return ""
    return " ".join(text[0].text.source.split()).rstrip(". ")


def _difference(member: Definition, base: Definition) -> Mapping[str, Any]:
    """What a use of the base has to say to be one of the member."""
    said = {
        name: getattr(member, name)
        for name in _MAY_DIFFER
        if repr(getattr(member, name)) != repr(getattr(base, name))
    }
    if "window" in said and said["window"] is None:
        said["window"] = EVERY_VERSION
    if "type" in said:
        said["type_span"] = member.type_span
    return said


@dataclass(frozen=True, slots=True)
class _Fold:
    """Renames keys wherever they are used."""

    renamed: Mapping[str, str]
    differences: Mapping[str, Mapping[str, Any]]

    def page(self, page: Page) -> Page:
        items = tuple(
            self.operation(item) if isinstance(item, Operation) else item for item in page.items
        )
        return replace(page, items=items)

    def operation(self, operation: Operation) -> Operation:
        return replace(
            operation,
            request=tuple(self.message(message) for message in operation.request),
            response=tuple(self.message(message) for message in operation.response),
        )

    def message(self, message: Message) -> Message:
        return replace(message, parameters=self.uses(message.parameters))

    def uses(self, written: tuple[Use, ...]) -> tuple[Use, ...]:
        return tuple(self.use(use) for use in written)

    def definition(self, definition: Definition) -> Definition:
        if not definition.fields:
            return definition
        return replace(definition, fields=self.uses(definition.fields))

    def use(self, use: Use) -> Use:
        override = self.definition(use.override)
        if use.key is None or use.key not in self.renamed:
            return use if override is use.override else replace(use, override=override)
        unsaid = {
            name: value
            for name, value in self.differences[use.key].items()
            if getattr(override, name.removesuffix("_span")) is None
        }
        return replace(use, key=self.renamed[use.key], override=replace(override, **unsaid))
