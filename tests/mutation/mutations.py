"""Every small change of a sample, with what has to be said of it.

Each change comes from a walk over the sample and the oracle's tree side by side.
What a change breaks is foretold from the tree where it is made, if it can be; then
the oracle's validator reads the whole changed body, and has to say the same.
What cannot be decided is left out, and counted by its reason.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from typing import Any, NamedTuple

from tests.mutation.oracle import (
    STEPS,
    Fault,
    Node,
    Patch,
    Pointer,
    Undecided,
    faults,
)


class Mutation(NamedTuple):
    """A change; the faults that it makes, none if the body is as good as before."""

    what: str
    body: Any
    expected: tuple[Fault, ...]

    @property
    def must_accept(self) -> bool:
        return not self.expected


class NoExample(Exception):
    """No value could be made up; the reason is the text."""


NO_EXAMPLE = "no good value could be made up"
UNDECIDED = "the oracle does not decide: "


def mutations(
    root: Node | Patch,
    sample: Any,
    skipped: Counter[str],
    partial: bool = False,
    every: int = 1,
) -> Iterator[Mutation]:
    """The changes of one sample, each body once; all, or every so many-th."""
    seen = {_text(sample)}
    walker = (
        _patch_changes(root, sample) if isinstance(root, Patch) else _Walker(root, sample).all()
    )
    for what, body, expected in walker:
        text = _text(body)
        if text in seen:
            continue
        seen.add(text)
        if len(seen) % every:
            continue
        if isinstance(expected, str):
            skipped[expected] += 1
            continue
        try:
            found = list(faults(root, body))
        except Undecided as reason:
            skipped[f"{UNDECIDED}{reason}"] += 1
            continue
        if partial:
            found = [fault for fault in found if fault.code != "J104"]
        # None: nothing was foretold, because the tree says it best
        assert expected is None or (partial and not found) or found == list(expected), (
            f"{what}: the walk foretold {expected}, and the validator found {found}"
        )
        yield Mutation(what, body, tuple(found))


# A change before it is judged: what is foretold of it (nothing is wrong, one thing is, or
# whatever the validator says), or the reason why it could not be made.
_Foretold = tuple[Fault, ...] | None | str
_Change = tuple[str, Any, _Foretold]
GOOD: _Foretold = ()


def _text(value: Any) -> str:
    return json.dumps(value)  # keeps 1 and 1.0 apart, and the order of keys


def pointer(at: Pointer) -> str:
    """A place as JSON Pointer writes it."""
    return "".join("/" + str(key).replace("~", "~0").replace("/", "~1") for key in at) or "the body"


def put(body: Any, at: Pointer, value: Any) -> Any:
    """The body with another value at a place. What does not change is shared."""
    if not at:
        return value
    copied = body.copy()
    copied[at[0]] = put(body[at[0]], at[1:], value)
    return copied


def look(body: Any, at: Pointer) -> Any:
    for key in at:
        body = body[key]
    return body


# ------------------------------------------------------------------------ made-up values

OF_TYPE: dict[str, tuple[Any, ...]] = {
    "boolean": (True, False),
    "integer": (0, 1, -1, 1.0, -3.0, 2**31, 2**63, 2**70, 1e30),
    "number": (0, 1, -1, 0.0, 1.5, -0.25, 2**70, 1e30),
    "string": (
        "", "text", "7", "true", "null", "two words", " ", "a,b", "a/b", "1.5", "b\u00e4r",
        "line\n", "7\n", "A_1\n", "A_1", "/dev/vdb", "/dev/", "dev/vdb",
        "auto", "none", "autonone", "Auto",
    ),
    "array": ([], [1], [None], ["text"]),
    "object": ({}, {"key": 1}),
    "null": (),
}  # fmt: skip
SOME: tuple[Any, ...] = (1, None, "text", {})
# what stands for each type in a place that is for another one
OF_ANY_TYPE: tuple[Any, ...] = (
    None,
    True,
    0,
    1,
    1.5,
    "text",
    "7",
    "true",
    "",
    [],
    [1],
    {},
    {"key": 1},
)
OF_FORMAT: dict[str, tuple[str, ...]] = {
    "date": ("2025-02-03", "2024-02-29", "2025-02-29", "2025-13-01", "03/02/2025", "2025-2-3"),
    "uuid": (
        "5f0f3b0a-6f64-4f10-8f3c-0d6a3a6f4c11",
        "5F0F3B0A-6F64-4F10-8F3C-0D6A3A6F4C11",
        "00000000-0000-0000-0000-000000000000",
        "5f0f3b0a6f644f108f3c0d6a3a6f4c11",
        "5f0f3b0a-6f64-4f10-8f3c-0d6a3a6f4c1",
        "5f0f3b0a-6f64-4f10-8f3c-0d6a3a6f4c111",
        "5f0f3b0a-6f64-4f10-8f3c-0d6a3a6f4c1g",
        "{5f0f3b0a-6f64-4f10-8f3c-0d6a3a6f4c11}",
        "5f0f3b0a-6f64-4f10-8f3c-0d6a3a6f4c11\n",
        "5f0f3b0a-6f644f10-8f3c-0d6a-3a6f4c11",
    ),
    "date-time": (
        "2025-02-03T04:05:06Z",
        "2025-02-03T04:05:06.789Z",
        "2024-02-29T23:59:59-11:30",
        "2025-02-03T04:05:06",
        "2025-02-03",
        "04:05:06Z",
        "2025-02-29T04:05:06Z",
        "2025-13-03T04:05:06Z",
        "2025-02-03T24:05:06Z",
        "2025-02-03T04:05:06+0100",
        "3 Feb 2025",
    ),
    "uri": (
        "https://example.org/a?b=c#d",
        "urn:isbn:9780141036144",
        "mailto:someone@example.org",
        "/a/path/only",
        "//example.org/a",
        "no scheme at all",
        "https://example.org/with a blank",
    ),
    "ipv4": (
        "192.0.2.1",
        "0.0.0.0",
        "255.255.255.255",
        "192.0.2",
        "192.0.2.256",
        "192.0.2.1.5",
        "192.0.2.1/24",
        "2001:db8::1",
    ),
    "ipv6": (
        "2001:db8::1",
        "::",
        "::ffff:192.0.2.1",
        "2001:DB8:0:0:1:2:3:4",
        "192.0.2.1",
        "2001:db8:::1",
        "2001:db8::12345",
        "2001:db8::1/64",
        "1:2:3:4:5:6:7",
    ),
}
FILLERS = ("a", "0", "\U0001f333")


def candidates(node: Node) -> Iterator[Any]:
    """Values that are worth a try in the place of another, good ones and bad ones."""
    rules = node.rules
    yield from OF_ANY_TYPE
    for word in node.types or OF_TYPE:
        yield from OF_TYPE[word]
    yield from OF_FORMAT.get(rules.get("format", ""), ())
    for each in [*rules.get("enum", []), *([rules["const"]] if "const" in rules else [])]:
        yield each
        if isinstance(each, str):
            yield from (each + "x", " " + each, each.swapcase(), each[:-1])
    for word in ("minLength", "maxLength"):
        for size in (rules.get(word, 0) - 1, rules.get(word, 0), rules.get(word, 0) + 1):
            if word in rules and size >= 0:
                yield from (filler * size for filler in FILLERS)
    for word in ("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"):
        if word in rules:
            yield from (rules[word] + step for step in (-1, -0.5, 0, 0.5, 1))
    if rules.get("multipleOf"):
        yield rules["multipleOf"] * 3
    for word in ("minItems", "maxItems"):
        if word in rules and node.items is not None:
            for size in (rules[word] - 1, rules[word], rules[word] + 1):
                with suppress(NoExample):
                    yield [example(node.items, number=n) for n in range(size)]


def example(node: Node, full: bool = False, number: int = 0) -> Any:
    """A good value: the least that will do, or one with everything in it."""
    made = _made_up(node, full, number)
    if not node.doubts and list(faults(node, made)):
        raise NoExample
    return made


def _made_up(node: Node, full: bool, number: int) -> Any:
    kinds = node.types or ("object",)
    if "enum" in node.rules or "const" in node.rules:
        choice = [
            *node.rules.get("enum", []),
            *[node.rules[w] for w in ("const",) if w in node.rules],
        ]
        return choice[number % len(choice)]
    if kinds[0] == "object":
        return _an_object(node, full)
    if kinds[0] == "array":
        if node.items is None:
            return [1, "two", None][: 3 if full else 0]
        count = max(node.rules.get("minItems", 0), 1 if full else 0)
        return [example(node.items, full, n) for n in range(count)]
    for value in (*_numbered(node, number), *candidates(node)):
        if value is not None and not list(faults(node, value)):
            return value
    raise NoExample


def _an_object(node: Node, full: bool) -> dict[str, Any]:
    names = [name for name in node.members if full or name in node.required]
    made = {name: example(node.members[name], full) for name in names}
    wanted = max(node.rules.get("minProperties", 0), 1 if full and not node.closed else 0)
    for number in range(wanted - len(made)):
        made[f"key {number}"] = "any" if node.rest is None else example(node.rest, full)
    return made


def _numbered(node: Node, number: int) -> Iterator[Any]:
    yield f"text-{number}"
    yield f"5f0f3b0a-6f64-4f10-8f3c-{number:012d}"
    yield number + 1


# ------------------------------------------------------------------------------ the walk


class _Walker:
    def __init__(self, root: Node, body: Any) -> None:
        self.root = root
        self.body = body

    def all(self) -> Iterator[_Change]:
        yield from self.value(self.root, self.body, ())
        yield ("all keys in the reverse order", _reversed(self.body), GOOD)

    def value(self, node: Node, body: Any, at: Pointer) -> Iterator[_Change]:
        """Changes of the value at a place of a body, and of all below it."""
        value = look(body, at)
        for other in candidates(node):
            foretold: _Foretold = None
            if node.types is not None and not node.doubts and other is None:
                allowed = node.nullable or "null" in node.types
                foretold = GOOD if allowed else (Fault("J109", at),)
            yield (
                f"{pointer(at)} becomes {_short(other)}",
                put(body, at, other),
                foretold,
            )
        if isinstance(value, dict):
            yield from self.members(node, value, body, at)
        elif isinstance(value, list):
            yield from self.items(node, value, body, at)

    # objects

    def members(
        self, node: Node, value: dict[str, Any], body: Any, at: Pointer
    ) -> Iterator[_Change]:
        place = pointer(at)
        for name in value:
            # how many keys there are may count, which the tree knows best
            foretold = (Fault("J104", at, name),) if name in node.required else None
            yield (f"{place} loses {name!r}", put(body, at, without(value, name)), foretold)
        for name, child in node.members.items():
            if name not in value:
                yield from self.addition(child, body, (*at, name))
        for name, child in node.elsewhen.items():
            if node.closed and name not in value:
                yield from self.too_early(child, body, (*at, name))
        yield from self.strangers(node, value, body, at)
        for name in value:
            below = node.members.get(name, node.rest)
            if below is not None:
                yield from self.value(below, body, (*at, name))

    def addition(self, child: Node, body: Any, at: Pointer) -> Iterator[_Change]:
        """A good value where there was none; then changes of that one as well."""
        place = pointer(at)
        try:
            small, large = example(child), example(child, full=True)
        except (NoExample, Undecided):
            yield (f"{place} is added", [at], NO_EXAMPLE)
            return
        yield (f"{place} is added", with_key(body, at, small), GOOD)
        added = with_key(body, at, large)
        yield (f"{place} is added with all in it", added, GOOD)
        yield from self.value(child, added, at)

    def too_early(self, child: Node, body: Any, at: Pointer) -> Iterator[_Change]:
        """A field of other versions: whatever its value, it is not to be here."""
        for full in (False, True):
            try:
                good = example(child, full)
            except (NoExample, Undecided):
                yield (f"{pointer(at)} of other versions", [at], NO_EXAMPLE)
                continue
            yield (
                f"{pointer(at)} of other versions",
                with_key(body, at, good),
                (Fault("J105", at),),
            )
        nothing = with_key(body, at, None)
        yield (f"{pointer(at)} of other versions is null", nothing, (Fault("J105", at),))

    def strangers(
        self, node: Node, value: dict[str, Any], body: Any, at: Pointer
    ) -> Iterator[_Change]:
        known = {*node.members, *node.elsewhen, *value}
        names = ["no_such_field", "", "{any}", "a/b~c", "__proto__", "b\u00e4r"]
        names += [name.swapcase() for name in list(node.members)[:5]]
        names += [f"{name} " for name in list(node.members)[:2]]
        for name in names:
            if name in known:
                continue
            place = (*at, name)
            if node.rest is not None:
                yield from self.further(node.rest, body, place, whole=name in {"no_such_field", ""})
                continue
            for other in SOME if name == "no_such_field" else SOME[:2]:
                foretold = (Fault("J103", place),) if node.closed else None
                yield (f"{pointer(place)} is added", with_key(body, place, other), foretold)

    def further(self, rest: Node, body: Any, at: Pointer, whole: bool) -> Iterator[_Change]:
        """One more key of a map."""
        try:
            added = with_key(body, at, example(rest, full=whole))
        except (NoExample, Undecided):
            yield (f"{pointer(at)} is added", [at], NO_EXAMPLE)
            return
        yield (f"{pointer(at)} is added", added, None)
        if whole:
            yield from self.value(rest, added, at)
        else:
            yield (f"{pointer(at)} is null", with_key(body, at, None), None)

    # arrays

    def items(self, node: Node, value: list[Any], body: Any, at: Pointer) -> Iterator[_Change]:
        place = pointer(at)
        for index in range(len(value)):
            before, after = value[:index], value[index + 1 :]
            yield (f"{place} loses item {index}", put(body, at, [*before, *after]), None)
            twice = [*before, value[index], value[index], *after]
            yield (f"{place} has item {index} twice", put(body, at, twice), None)
        if len(value) > 1:
            yield (f"{place} in the reverse order", put(body, at, value[::-1]), GOOD)
        items = node.items
        if items is None:
            for other in SOME:
                yield (f"{place} gets {other!r}", put(body, at, [*value, other]), None)
            return
        try:
            longer = put(body, at, [*value, example(items, full=True, number=len(value))])
        except (NoExample, Undecided):
            yield (f"{place} gets an item", [at], NO_EXAMPLE)
        else:
            yield (f"{place} gets an item", longer, None)
            if len(value) < node.rules.get("maxItems", len(value) + 1):
                yield from self.value(items, longer, (*at, len(value)))
        for index in range(len(value)):
            yield from self.value(items, body, (*at, index))


def with_key(body: Any, at: Pointer, value: Any) -> Any:
    return put(body, at[:-1], {**look(body, at[:-1]), at[-1]: value})


def without(value: dict[str, Any], name: str) -> dict[str, Any]:
    return {key: each for key, each in value.items() if key != name}


def _reversed(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _reversed(value[key]) for key in reversed(value)}
    return [_reversed(item) for item in value] if isinstance(value, list) else value


def _short(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 60 else f"{text[:50]}... ({len(text)} characters)"


# -------------------------------------------------------------------- JSON Patch (RFC 6902)


def _patch_changes(patch: Patch, steps: list[Any]) -> Iterator[_Change]:
    for other in (*SOME, True, {"op": "remove", "path": "/extra"}):
        yield (f"the document becomes {_short(other)}", other, None)
    yield ("the document has no steps", [], GOOD)
    yield ("the steps in the reverse order", steps[::-1], GOOD)
    last = len(steps)
    for other in (*SOME, True, []):
        yield (f"a step that is {_short(other)}", [*steps, other], None)
    for name, child in patch.fields.items():
        yield from _steps_at(child, steps, "/" + _escaped(name))
    for name in patch.elsewhen:
        for below in ("", "/deep/0"):
            for op in ("remove", "add", "replace", "test"):
                step = {"op": op, "path": f"/{_escaped(name)}{below}", "value": 1}
                yield (f"{step}", [*steps, step], (Fault("J105", (last, "path")),))
    name = _escaped(next(iter(patch.fields)))
    for path in (
        "/no_such_field", f"/{name}x", f"/{name}~1x", f"/{name.upper()}", f"//{name}", "/", "/0",
        f"/no_such_field/{name}", f"/ {name}", f"/{name[:-1]}", "/-", "/~0", "/{any}", "", name,
    ):  # fmt: skip
        for op in ("add", "remove"):
            step = {"op": op, "path": path, "value": 1}
            yield (f"{step}", [*steps, step], (Fault("J115", (last, "path")),))
        step = {"op": "move", "path": f"/{name}", "from": path}
        yield (f"{step}", [*steps, step], (Fault("J115", (last, "from")),))
    for index, step in enumerate(steps):
        yield from _changed_step(steps, step, index)


def _steps_at(child: Node, steps: list[Any], path: str) -> Iterator[_Change]:
    """Steps that change a field whole, and parts of it."""
    last = len(steps)
    for op, needs in STEPS.items():
        for target in (
            path,
            f"{path}/deep",
            f"{path}/0",
            f"{path}/-",
            f"{path}/a~1b/~0",
            f"{path}/",
        ):
            step: dict[str, Any] = {"op": op, "path": target}
            if "from" in needs:
                step["from"] = f"{path}/other"
            if "value" in needs and target == path:
                try:
                    step["value"] = example(child)
                except (NoExample, Undecided):
                    yield (f"{step}", [target, op], NO_EXAMPLE)
                    continue
            elif "value" in needs:
                step["value"] = None
            yield (f"{step}", [*steps, step], GOOD)
            if target == path:
                extra = {**step, "no_such_member": 1}
                yield (f"{extra}", [*steps, extra], GOOD)
                for name in needs:
                    short = without(step, name)
                    yield (f"{short}", [*steps, short], (Fault("J104", (last,), name),))
    for op in ("add", "replace", "test"):
        for value in candidates(child):
            step = {"op": op, "path": path, "value": value}
            yield (f"{step}", [*steps, step], None)
    for value in OF_ANY_TYPE:
        step = {"op": "add", "path": f"{path}/deep", "value": value}
        yield (f"{step}", [*steps, step], GOOD)


def _changed_step(steps: list[Any], step: dict[str, Any], index: int) -> Iterator[_Change]:
    at = (index,)
    yield (f"no step {index}", steps[:index] + steps[index + 1 :], GOOD)
    yield (f"step {index} twice", [*steps[:index], step, *steps[index:]], GOOD)
    yield (f"step {index} in reverse", put(steps, at, _reversed(step)), GOOD)
    for name in step:
        yield (f"step {index} loses {name}", put(steps, at, without(step, name)), None)
    for op in (*STEPS, "delete", "", "Add", "add ", "update"):
        yield (f"step {index} is {op!r}", with_key(steps, (index, "op"), op), None)
    for name in ("op", "path"):
        for other in (*SOME, True, []):
            changed = with_key(steps, (index, name), other)
            yield (f"step {index}: {name} is {other!r}", changed, None)


def _escaped(name: str) -> str:
    return name.replace("~", "~0").replace("/", "~1")
