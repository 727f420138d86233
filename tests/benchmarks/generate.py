"""A made-up reference of any size: the benchmarks need one as large as a real service's.

Its proportions are those of the compute service's reference: operations, rows,
definitions, versions, depth of bodies, length of texts. The words are put
together from the lists below. The same seed gives the same files.
"""

from __future__ import annotations

import argparse
import json
import shutil
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from random import Random
from typing import Any

OPERATIONS, SAMPLES, LAST_MINOR = 250, 715, 100
"""The size of the compute service's reference."""
NOT_CLEAN = ("J121", "S024", "S025", "S026", "V010")
"""What is found in it: newest samples may be old, words taken by lot repeat themselves, the
history tells of versions at which nothing changes, and a small one does not use all that it has.
"""
SEED = 2025


def _words(text: str) -> list[str]:
    return text.split()


ADJECTIVES = _words(
    """amber brisk calm deep even faint gentle hollow inner jagged keen lucid mellow narrow outer
    plain quiet rapid silent tidy upper vivid warm young zonal broad crisp dense eager fluid grand
    hidden idle joint known late minor noble open proud"""
)
NOUNS = _words(
    """anchor basin cargo dock ember ferry garden harbor island jetty kettle ladder meadow needle
    orchard pillar quarry ribbon saddle timber valley wagon yard bridge canyon depot engine
    fountain gate hangar incline junction kiln lantern mill nursery oven path quay ridge station
    tower vault well arch bench cellar dam field grove"""
)
TRAITS = _words(
    """state label width height weight colour origin target region owner serial batch level period
    limit weighting density reach volume pitch phase grade stamp version format checksum address
    capacity priority interval"""
)
VERBS = _words("carries holds follows replaces joins feeds guards counts moves opens closes names")
STATES = _words("ACTIVE PAUSED READY CLOSED FAILED DRAINING")

# Quantiles of the length of a description, 0 % to 100 %, and of the fields of a resource.
_TEXT_LENGTHS = (18, 22, 28, 34, 46, 62, 90, 130, 190, 300, 700)
_FIELD_COUNTS = (2, 2, 3, 4, 5, 6, 6, 8, 10, 14, 28)

Yaml = Any


@dataclass
class Field:
    """A field of a body: what the spec says of it, and from what its samples are made."""

    name: str
    key: str
    kind: str
    """A JSON type, `uuid`, `time`, `enum`, or for containers `object`, `array`, `map`."""
    required: bool = True
    nullable: bool = False
    low: int | None = None
    high: int | None = None
    fields: list[Field] = field(default_factory=list)
    row: bool = True
    dotted: bool = False

    def exists_at(self, minor: int) -> bool:
        return (self.low or 1) <= minor <= (self.high or LAST_MINOR)

    def within(self, low: int, high: int) -> Field | None:
        """The field with what is in it, as far as it is there at some of these versions."""
        if (self.low or 1) > high or (self.high or LAST_MINOR) < low:
            return None
        inner = [field.within(low, high) for field in self.fields]
        return replace(self, fields=[field for field in inner if field is not None])

    def use(self) -> Yaml:
        """The use of the field in a message."""
        extras: dict[str, Yaml] = {} if self.row else {"row": False}
        if self.dotted:
            extras["labels"] = "dotted"
        if self.fields:
            extras["fields"] = [child.use() for child in self.fields]
        return {self.name: {"use": self.key, **extras} if extras else self.key}

    def change_points(self) -> Iterator[int]:
        """The versions from which the field or one in it is there, or no longer."""
        if self.low is not None:
            yield self.low
        if self.high is not None:
            yield self.high + 1
        for child in self.fields:
            yield from child.change_points()


@dataclass
class Shown:
    """A message that has a body, with the samples that it will get."""

    message: dict[str, Yaml]
    fields: list[Field]
    title: str
    file: str
    low: int
    high: int
    minors: list[int] = field(default_factory=list)


def generate(
    folder: Path,
    *,
    operations: int = OPERATIONS,
    samples: int = SAMPLES,
    copies: int = 1,
    seed: int = SEED,
) -> None:
    """Write a project into a folder: `parameters.yaml`, `pages/` and `api_samples/`.

    With `copies` all of it comes several times, each time with other names: what
    grows tenfold is then neither simpler nor harder than before.
    """
    project = _Project()
    for _ in range(copies):
        project.add(operations, samples, seed)
    project.write(folder)


class _Project:
    """One project in the making."""

    def __init__(self) -> None:
        self._random = Random()
        self._names = [f"{adjective}-{noun}" for adjective in ADJECTIVES for noun in NOUNS]
        Random(0).shuffle(self._names)
        self._parameters: dict[str, dict[str, Yaml]] = {}
        self._times_defined: Counter[str] = Counter()
        self._shown: list[Shown] = []
        self._pages: dict[str, Yaml] = {}

    def add(self, operations: int, samples: int, seed: int) -> None:
        """Make pages with so many operations, which show so many samples."""
        self._random.seed(seed)
        self._server = self._define("server_id", "path", "uuid", required=True)
        self._limit = self._define("limit", "query", "integer", required=False)
        self._marker = self._define("marker", "query", "uuid", required=False)
        before = len(self._shown)
        for size in self._sizes(operations):
            name = self._names[len(self._pages)]
            self._pages[f"os-{name}s"] = self._page(name, size)
        self._allot(samples, self._shown[before:])

    def _sizes(self, operations: int) -> list[int]:
        """How many operations each page has: 5 to 8."""
        count = max(1, round(operations / 6.4))
        sizes = [operations // count + (number < operations % count) for number in range(count)]
        for _ in sizes:
            less, more = self._random.randrange(count), self._random.randrange(count)
            if sizes[less] > 5 and sizes[more] < 8:
                sizes[less] -= 1
                sizes[more] += 1
        assert all(5 <= size <= 8 for size in sizes), f"no pages of 5 to 8 have {operations}"
        return sizes

    # ------------------------------------------------------------------ texts

    def _name(self) -> str:
        return f"{self._random.choice(ADJECTIVES)}_{self._random.choice(TRAITS)}"

    def _sentence(self) -> str:
        choose = self._random.choice
        parts = (
            choose(ADJECTIVES),
            choose(NOUNS),
            choose(VERBS),
            choose(ADJECTIVES),
            choose(NOUNS),
        )
        pattern = choose(
            (
                "The {} {} {} each {} {}.",
                "A {} {} {} the {} {} unless it is ``{state}``.",
                "Once the {} {} {} a {} {}, the value is fixed.",
                "If the {} {} {} no {} {}, it is ``null``.",
                "See that the {} {} {} its {} {} before it becomes ``{state}``.",
            )
        )
        return str(pattern.format(*parts, state=choose(STATES)))

    def _short(self) -> str:
        choose = self._random.choice
        return f"The {choose(TRAITS)} of the {choose(NOUNS)}."

    def _paragraph(self, length: int) -> str:
        text = self._short()
        while len(text) + 30 < length:
            text += " " + self._sentence()
        return "\n".join(_wrapped(text.split(), 76)) + "\n"

    def _description(self) -> str:
        text = self._paragraph(self._quantile(_TEXT_LENGTHS))
        extra = self._random.random()
        if extra < 0.03:
            text += f"\n- {self._short()}\n- {self._short()}\n"
        elif extra < 0.05:
            text += f"\n.. note:: {self._short()}\n"
        elif extra < 0.08:
            noun = self._random.choice(NOUNS)
            text += f"\nThe `{noun} guide <https://docs.example.com/{noun}.html>`__ tells *more*.\n"
        return text

    def _quantile(self, steps: Sequence[int]) -> int:
        place = self._random.random() * (len(steps) - 1)
        low = int(place)
        return round(steps[low] + (steps[low + 1] - steps[low]) * (place - low))

    # -------------------------------------------------------------- definitions

    def _define(
        self,
        name: str,
        location: str,
        kind: str,
        *,
        required: bool,
        nullable: bool = False,
        low: int | None = None,
        high: int | None = None,
    ) -> str:
        """Add a definition to the library and return its key."""
        definition: dict[str, Yaml] = {
            "description": self._description(),
            "in": location,
            "required": required,
            "type": _TYPES.get(kind, kind),
        }
        if low is not None:
            definition["min_version"] = f"2.{low}"
        if high is not None:
            definition["max_version"] = f"2.{high}"
        if nullable:
            definition["nullable"] = True
        if kind in _SCHEMAS:
            definition["schema"] = _SCHEMAS[kind]
        self._times_defined[name] += 1
        number = self._times_defined[name]
        key = name if number == 1 else f"{name}_{number}"
        self._parameters[key] = definition
        return key

    def _leaf(self, name: str, *, is_request: bool) -> Field:
        kind = self._random.choices(
            ("string", "uuid", "time", "enum", "integer", "boolean", "number", "strings", "map"),
            (30, 14, 6, 8, 22, 10, 2, 5, 3),
        )[0]
        required = self._random.random() < (0.4 if is_request else 0.8)
        nullable = self._random.random() < 0.08
        low, high = self._versions()
        key = self._define(
            name, "body", kind, required=required, nullable=nullable, low=low, high=high
        )
        leaf = Field(name, key, kind, required, nullable, low, high)
        if kind == "map":
            leaf.fields = [
                Field(
                    "{key}",
                    self._define(f"{name}_item", "body", "string", required=False),
                    "string",
                )
            ]
        return leaf

    def _versions(self) -> tuple[int | None, int | None]:
        chance = self._random.random()
        if chance < 0.16:
            return self._random.randint(2, LAST_MINOR), None
        if chance < 0.21:
            return None, self._random.randint(10, LAST_MINOR - 1)
        if chance < 0.23:
            low = self._random.randint(2, 50)
            return low, self._random.randint(low, LAST_MINOR - 1)
        return None, None

    def _fields(self, count: int, *, is_request: bool, depth: int = 0) -> list[Field]:
        """Fields with names of their own; a few hold others."""
        fields: dict[str, Field] = {}
        while count > 0:
            name = self._name()
            if name in fields:
                continue
            if count > 3 and depth < 4 and self._random.random() < 0.22:
                inner = self._random.randint(2, min(count - 1, 7))
                kind = self._random.choice(("object", "array"))
                required = self._random.random() < 0.7
                key = self._define(name, "body", kind, required=required)
                children = self._fields(inner, is_request=is_request, depth=depth + 1)
                dotted = kind == "object" and self._random.random() < 0.3
                fields[name] = Field(name, key, kind, required, fields=children, dotted=dotted)
                count -= inner + 1
            else:
                fields[name] = self._leaf(name, is_request=is_request)
                count -= 1
        return list(fields.values())

    def _envelope(self, name: str, kind: str, fields: list[Field]) -> Field:
        row = self._random.random() < 0.8
        key = self._define(name, "body", kind, required=True)
        return Field(name, key, kind, fields=fields, row=row)

    # ------------------------------------------------------------------- pages

    def _page(self, name: str, size: int) -> Yaml:
        random = self._random
        noun = name.replace("-", "_")
        is_nested = random.random() < 0.3
        parent = "/servers/{server_id}" if is_nested else ""
        own = [{"server_id": self._server}] if is_nested else []
        identity = self._define(f"{noun}_id", "path", "uuid", required=True)
        queries = [
            (
                query,
                self._define(
                    query, "query", random.choice(("string", "boolean", "integer")), required=False
                ),
            )
            for query in {self._name() for _ in range(random.randint(0, 3))}
        ]
        whole = self._fields(self._quantile(_FIELD_COUNTS), is_request=False)
        given = self._fields(self._quantile(_FIELD_COUNTS) * 2 // 3 + 1, is_request=True)
        resource = self._envelope(noun, "object", whole)
        resources = self._envelope(f"{noun}s", "array", whole)
        request = self._envelope(noun, "object", given)
        path, item = f"{parent}/os-{name}s", f"{parent}/os-{name}s/{{{noun}_id}}"
        one = [*own, {f"{noun}_id": identity}]
        words = name.replace("-", " ")

        builders = [
            (
                "list",
                f"List {words}s",
                "GET",
                path,
                own + self._paging(queries),
                None,
                resources,
                200,
            ),
            ("create", f"Create a {words}", "POST", path, own, request, resource, 201),
            ("show", f"Show a {words}", "GET", item, one, None, resource, 200),
            ("delete", f"Delete a {words}", "DELETE", item, one, None, None, 204),
            (
                "update",
                f"Update a {words}",
                "PUT",
                item,
                one,
                self._changed(request),
                resource,
                200,
            ),
        ]
        operations = []
        for verb, title, method, url, uses, sent, returned, code in builders:
            identifier = f"{verb}-{name}"
            operation = self._operation(identifier, title, method, url, uses, code)
            self._messages(operation, name, sent, returned)
            operations.append(operation)
        for action in random.sample(TRAITS, size - len(operations)):
            operations.append(self._action(name, action, item, one))
        operations = operations[:size]
        return {
            "title": f"{words.capitalize()}s (os-{name}s)",
            "description": self._paragraph(random.randint(100, 250)),
            "operations": operations,
        }

    def _paging(self, queries: Iterable[tuple[str, str]]) -> list[Yaml]:
        pages = (
            [{"limit": self._limit}, {"marker": self._marker}]
            if self._random.random() < 0.4
            else []
        )
        return [*pages, *({name: key} for name, key in queries)]

    def _changed(self, request: Field) -> Field:
        """The body of an update: a part of what can be created."""
        count = max(1, len(request.fields) * 2 // 3)
        return Field(
            request.name, request.key, "object", fields=request.fields[:count], row=request.row
        )

    def _action(self, name: str, action: str, item: str, one: list[Yaml]) -> Yaml:
        words = name.replace("-", " ")
        title = f"Set the {action} of a {words} (set{action.capitalize()} action)"
        operation = self._operation(
            f"set-{action}-{name}", title, "POST", f"{item}/action", one, 202
        )
        operation["action"] = f"set{action.capitalize()}"
        fields = self._fields(self._random.randint(1, 3), is_request=True)
        body = self._envelope(f"set{action.capitalize()}", "object", fields)
        body.row = True
        self._messages(operation, name, body, None)
        return operation

    def _operation(
        self, identifier: str, title: str, method: str, path: str, uses: list[Yaml], code: int
    ) -> dict[str, Yaml]:
        random = self._random
        errors = [400, 401, 403, 404, 409] if method != "GET" else [401, 403, 404]
        description: list[Yaml] = [self._paragraph(random.randint(30, 120))]
        if random.random() < 0.2:
            low = random.randint(2, LAST_MINOR)
            description.append({"note": {"text": self._paragraph(120), "min_version": f"2.{low}"}})
        if random.random() < 0.15:
            description.append({"warning": self._paragraph(150)})
        if random.random() < 0.1:
            description.append({"notice": random.choice(list(_NOTICES))})
        operation: dict[str, Yaml] = {
            "id": identifier,
            "title": title,
            "method": method,
            "path": path,
            "description": description if len(description) > 1 else description[0],
            "status": {"normal": [code], "error": errors},
        }
        if uses:
            operation["request"] = {"parameters": list(uses)}
        return operation

    def _messages(
        self, operation: dict[str, Yaml], name: str, sent: Field | None, returned: Field | None
    ) -> None:
        if sent is not None:
            request = operation.setdefault("request", {})
            request.setdefault("parameters", []).append(sent.use())
            self._show("request", request, operation, name, [sent], 1, LAST_MINOR)
        if returned is None:
            operation["response"] = {"body": "none", "description": self._short()}
        elif self._random.random() < 0.04:
            # Alternatives by version.
            split = self._random.randint(20, 80)
            operation["response"] = []
            for low, high in ((1, split - 1), (split, LAST_MINOR)):
                part = returned.within(low, high)
                assert part is not None
                bound = {"max_version": f"2.{high}"} if low == 1 else {"min_version": f"2.{low}"}
                message = {**bound, "parameters": [part.use()]}
                operation["response"].append(message)
                self._show("response", message, operation, name, [part], low, high)
        else:
            response = {"parameters": [returned.use()]}
            operation["response"] = response
            self._show("response", response, operation, name, [returned], 1, LAST_MINOR)

    # ----------------------------------------------------------------- samples

    def _show(
        self,
        side: str,
        message: dict[str, Yaml],
        operation: dict[str, Yaml],
        name: str,
        fields: list[Field],
        low: int,
        high: int,
    ) -> None:
        verb = operation["id"].removesuffix(f"-{name}")
        file = f"{name}s/{{}}{verb}-{'req' if side == 'request' else 'resp'}.json"
        shown = Shown(message, fields, operation["title"], file, low, high)
        shown.minors.append(low)
        self._shown.append(shown)

    def _allot(self, samples: int, messages: Sequence[Shown]) -> None:
        """Give messages further samples: at versions where their bodies change, then at others."""
        left = samples - len(messages)
        assert left >= 0, f"{len(messages)} messages need a sample each"
        while left:
            shown = self._random.choice(messages)
            points = [point for field in shown.fields for point in field.change_points()]
            wanted = [point for point in points if shown.low < point <= shown.high]
            minor = self._random.choice(wanted or range(shown.low, shown.high + 1))
            if minor not in shown.minors:
                shown.minors.append(minor)
                left -= 1

    def _samples(self) -> Iterator[tuple[str, Any]]:
        """Each sample, named in its message as it is made."""
        for shown in self._shown:
            entries = []
            for minor in sorted(shown.minors):
                folder = "" if minor == 1 else f"v2.{minor}/"
                entry = {"file": shown.file.format(folder), "title": shown.title}
                if minor > shown.low or minor > 1:
                    entry["min_version"] = f"2.{minor}"
                entries.append(entry)
                yield entry["file"], self._body(shown.fields, minor)
            shown.message["samples"] = entries

    def _body(self, fields: list[Field], minor: int) -> dict[str, Any]:
        body = {}
        for item in fields:
            if not item.exists_at(minor):
                continue
            if item.required or self._random.random() < 0.7:
                body[item.name] = self._value(item, minor)
        return body

    def _value(self, item: Field, minor: int) -> Any:
        random = self._random
        if item.nullable and random.random() < 0.3:
            return None
        match item.kind:
            case "object":
                return self._body(item.fields, minor)
            case "array":
                return [
                    self._body(item.fields, minor) for _ in range(random.choice((1, 2, 2, 3, 8)))
                ]
            case "map":
                return {random.choice(NOUNS): random.choice(TRAITS) for _ in range(2)}
            case "strings":
                return random.sample(NOUNS, random.randint(0, 3))
            case "uuid":
                return _uuid(random)
            case "time":
                day = random.randint(10, 28)
                return f"2025-0{random.randint(1, 9)}-{day}T{random.randint(10, 23)}:15:00Z"
            case "enum":
                return random.choice(STATES)
            case "integer":
                return random.randint(0, 10_000)
            case "number":
                return random.randint(0, 1000) / 8
            case "boolean":
                return random.random() < 0.5
        return " ".join(random.choice(NOUNS) for _ in range(random.randint(1, 6)))

    # ------------------------------------------------------------------- files

    def write(self, folder: Path) -> None:
        for name, body in self._samples():
            file = folder / "api_samples" / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(json.dumps(body, indent=4) + "\n", encoding="utf-8")
        pages = folder / "pages"
        pages.mkdir(parents=True, exist_ok=True)
        for key, page in self._pages.items():
            _write_yaml(pages / f"{key}.yaml", {"microref": 1, "pages": {key: page}})
        _write_yaml(folder / "parameters.yaml", self._root())

    def _root(self) -> Yaml:
        places = ("header", "path", "query", "body")
        ordered = sorted(
            self._parameters.items(),
            key=lambda item: (places.index(item[1]["in"]), item[0].lower()),
        )
        history = {f"2.{minor}": self._paragraph(50) for minor in range(2, LAST_MINOR + 1)}
        names = ("badRequest", "unauthorized", "forbidden", "itemNotFound", "conflict")
        versions = {"minimum": "2.1", "maximum": f"2.{LAST_MINOR}", "history": history}
        return {
            "microref": 1,
            "api": {
                "title": "Made-up API",
                "service_type": "made-up",
                "microversions": versions,
                "style": {"status_names": dict(zip((400, 401, 403, 404, 409), names, strict=True))},
            },
            "include": ["pages/*.yaml"],
            "notices": {
                key: {"kind": kind, "text": self._paragraph(300)} for key, kind in _NOTICES.items()
            },
            "parameters": dict(ordered),
        }


_NOTICES = {"late-change": "important", "slow-work": "note", "old-data": "caution"}
_TYPES = {
    "uuid": "string",
    "time": "string",
    "enum": "string",
    "number": "float",
    "strings": "array",
    "map": "object",
}
_SCHEMAS: dict[str, Yaml] = {
    "uuid": {"format": "uuid"},
    "time": {"format": "date-time"},
    "enum": {"enum": STATES},
    "integer": {"minimum": 0},
    "strings": {"items": {"type": "string"}},
}


def _uuid(random: Random) -> str:
    digits = f"{random.getrandbits(128):032x}"
    parts = (digits[:8], digits[8:12], "4" + digits[13:16], "a" + digits[17:20], digits[20:])
    return "-".join(parts)


def _wrapped(words: Iterable[str], width: int) -> Iterator[str]:
    line = ""
    for word in words:
        if line and len(line) + len(word) >= width:
            yield line
            line = word
        else:
            line = f"{line} {word}".strip()
    yield line


# ------------------------------------------------------------------------- YAML


def _write_yaml(file: Path, value: Yaml) -> None:
    file.write_text("\n".join(_mapping(value, 0)) + "\n", encoding="utf-8")


def _mapping(value: dict[Any, Yaml], indent: int) -> Iterator[str]:
    """The lines of a mapping as a person writes it: texts as blocks, versions in quotes."""
    pad = " " * indent
    for key, inner in value.items():
        name = f'"{key}"' if str(key)[0] in "{2" and not isinstance(key, int) else str(key)
        if isinstance(inner, dict) and inner:
            yield f"{pad}{name}:"
            yield from _mapping(inner, indent + 2)
        elif isinstance(inner, list) and inner and not _is_flat(inner):
            yield f"{pad}{name}:"
            yield from _sequence(inner, indent + 2)
        elif isinstance(inner, str) and "\n" in inner:
            yield f"{pad}{name}: |"
            yield from (f"{pad}  {line}" if line else "" for line in inner.splitlines())
        else:
            yield f"{pad}{name}: {_scalar(inner)}"


def _sequence(value: list[Yaml], indent: int) -> Iterator[str]:
    pad = " " * indent
    for item in value:
        if isinstance(item, dict):
            first, *others = _mapping(item, indent + 2)
            yield f"{pad}- {first.lstrip()}"
            yield from others
        elif isinstance(item, str) and "\n" in item:
            yield f"{pad}- |"
            yield from (f"{pad}  {line}" if line else "" for line in item.splitlines())
        else:
            yield f"{pad}- {_scalar(item)}"


def _is_flat(value: list[Yaml]) -> bool:
    return not any(
        isinstance(item, dict) or (isinstance(item, str) and "\n" in item) for item in value
    )


def _scalar(value: Yaml) -> str:
    if isinstance(value, list):
        return f"[{', '.join(map(_scalar, value))}]"
    is_plain = isinstance(value, str) and (value[0].isalpha() or value[0] == "/")
    if is_plain and ": " not in value and "*" not in value:
        return str(value)
    return json.dumps(value)


def main() -> None:
    """Write a project into a new folder."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--operations", type=int, default=OPERATIONS)
    parser.add_argument("--samples", type=int, default=SAMPLES)
    parser.add_argument("--copies", type=int, default=1)
    parser.add_argument("--seed", type=int, default=SEED)
    options = parser.parse_args()
    if options.folder.exists():
        shutil.rmtree(options.folder)
    generate(
        options.folder,
        operations=options.operations,
        samples=options.samples,
        copies=options.copies,
        seed=options.seed,
    )


if __name__ == "__main__":
    main()
