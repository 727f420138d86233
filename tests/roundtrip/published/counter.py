"""Counts what a reference holds: in its source as text, and in an imported project as YAML.

Neither reads with Microref: the source line by line, the YAML by PyYAML, all as text.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any

import yaml

from tests.roundtrip.published.codes import statement

ADMONITIONS = (
    "note",
    "warning",
    "important",
    "caution",
    "tip",
    "hint",
    "attention",
    "danger",
    "error",
    "seealso",
)
VERSION_NOTES = ("versionadded", "versionchanged", "deprecated", "versionremoved")


@dataclass
class Operation:
    """One operation: what identifies it, and what of it is to be structure."""

    title: str
    method: str
    path: str
    codes: list[str] = field(default_factory=list)
    lists: int = 0
    entries: list[str] = field(default_factory=list)
    samples: list[str] = field(default_factory=list)

    @property
    def key(self) -> tuple[str, str, str]:
        return (self.title, self.method, self.path)

    @property
    def parts(self) -> tuple[Any, ...]:
        """What has to be the same in the source and in the spec, whatever its order."""
        names = sorted(self.entries)
        return (sorted(self.codes), self.lists, names, sorted(self.samples))


@dataclass
class Count:
    """What a reference holds."""

    operations: list[Operation] = field(default_factory=list)
    lists: int = 0
    entries: int = 0
    codes: int = 0
    samples: int = 0
    admonitions: int = 0
    version_notes: int = 0
    orphans: list[str] = field(default_factory=list)
    """Pages that no document includes."""

    def __str__(self) -> str:
        return (
            f"{len(self.operations)} operations, {self.lists} lists, {self.entries} entries, "
            f"{self.codes} codes, {self.samples} samples, {self.admonitions} admonitions, "
            f"{self.version_notes} version notes, {len(self.orphans)} orphans"
        )


# ------------------------------------------------------------------ the source


@dataclass(frozen=True)
class Line:
    """A line of a document with all its includes in place."""

    text: str
    file: Path
    number: int


def count_source(source: Path, *, once: bool = False) -> Count:
    """Count what the documents of a source folder show.

    `once`: a page that is included twice counts once.
    """
    seen: set[Path] = set()
    count = Count()
    for document in sorted(source.rglob("*.rst")):
        if document in seen:
            continue  # it is part of another
        lines = list(_lines(document, source, seen, once=once))
        _count_document(lines, count)
    pages = set(source.rglob("*.inc"))
    count.orphans = sorted(path.relative_to(source).as_posix() for path in pages - seen)
    return count


def _lines(file: Path, source: Path, seen: set[Path], *, once: bool) -> Iterator[Line]:
    text = file.read_text("utf-8")
    seen.add(file)
    for number, line in enumerate(text.splitlines(), 1):
        include = re.match(r"\s*\.\. include::\s+(\S+)\s*$", line)
        if include is None:
            yield Line(line, file, number)
            continue
        name = include[1]
        target = source / name[1:] if name.startswith("/") else file.parent / name
        target = Path(target.resolve())
        if target.exists() and not (once and target in seen):
            yield from _lines(target, source, seen, once=once)
    yield Line("", file, 0)


_ADORNMENT = re.compile(r"([^\w\s])\1+\s*$")


def _count_document(lines: list[Line], count: Count) -> None:
    texts = [line.text for line in lines]
    operation: Operation | None = None
    title = adornment = of_operation = ""
    at = 0
    while at < len(texts):
        text = texts[at]
        directive = re.match(r"(\s*)\.\. (\w+)::\s*(.*?)\s*$", text)
        if _is_title(texts, at):
            title, adornment = text.strip(), texts[at + 1][0]
            if adornment == of_operation:  # a title of its level ends an operation
                operation, of_operation = None, ""
            at += 2
            continue
        if directive is not None:
            name, argument = directive[2], directive[3]
            block = _block(texts, at, len(directive[1]))
            if name == "rest_method":
                words = (argument or block[0].strip()).split(None, 1)
                operation = Operation(title, words[0], words[1] if len(words) > 1 else "")
                of_operation = adornment
                count.operations.append(operation)
            elif name == "rest_parameters":
                names = [m[1].strip("'\"") for m in map(_ENTRY.match, block) if m]
                count.lists += 1
                count.entries += len(names)
                if operation:
                    operation.lists += 1
                    operation.entries += names
            elif name == "rest_status_code":
                codes = [m[1] for m in map(re.compile(r"\s*-\s+(\d{3})\b").match, block) if m]
                _add_codes(codes, count, operation)
            elif name == "literalinclude":
                count.samples += 1
                if operation:
                    operation.samples.append(PurePosixPath(argument or block[0].strip()).name)
            elif name.lower() in ADMONITIONS:
                count.admonitions += 1
            elif name in VERSION_NOTES:
                count.version_notes += 1
            at += 1
            continue
        begins = at == 0 or not texts[at - 1].strip() or bool(_ADORNMENT.match(texts[at - 1]))
        if begins and text.strip() and (stated := _stated(texts, at)) is not None:
            codes, at = stated
            _add_codes(codes, count, operation)
            continue
        at += 1


_ENTRY = re.compile(r"\s*-\s+(\S+?)\s*:\s+\S+\s*$")


def _add_codes(codes: list[str], count: Count, operation: Operation | None) -> None:
    count.codes += len(codes)
    if operation:
        operation.codes += codes


def _is_title(texts: list[str], at: int) -> bool:
    if at + 1 >= len(texts) or not texts[at].strip() or _ADORNMENT.match(texts[at]):
        return False
    under = _ADORNMENT.match(texts[at + 1])
    if not under or texts[at + 1].startswith(" "):
        return False
    alone = at == 0 or not texts[at - 1].strip() or bool(_ADORNMENT.match(texts[at - 1]))
    return alone and len(texts[at + 1].strip()) >= min(4, len(texts[at].strip()))


def _block(texts: list[str], at: int, indent: int) -> list[str]:
    """The lines that belong to a directive."""
    found = []
    for text in texts[at + 1 :]:
        if text.strip() and len(text) - len(text.lstrip()) <= indent:
            break
        if text.strip():
            found.append(text)
    return found or [""]


def _stated(texts: list[str], at: int) -> tuple[list[str], int] | None:
    """The codes that the paragraph at a line states, and the line after it."""
    end = at
    while end < len(texts) and texts[end].strip():
        end += 1
    found: list[str] = []
    line = at
    any_head = False
    while line < end:
        stop = line + 1
        while stop < end and statement(texts[stop]) is None:
            stop += 1
        stated = statement("\n".join(texts[line:stop]))
        if stated is None:
            return None
        any_head = True
        found += stated.codes
        if not stated.codes:
            found += _bulleted(texts, line + 1)
        line = stop
    return (found, end) if any_head else None


def _bulleted(texts: list[str], at: int) -> list[str]:
    """The codes of a bulleted list below a head that has none."""
    found = []
    while at < len(texts):
        text = texts[at]
        item = re.match(r"\s*[-*]\s+(?:\w+\s*\()?(\d{3})\b", text)
        if item:
            found.append(item[1])
        elif text.strip() and not text.startswith(" "):
            break
        at += 1
    return found


# ----------------------------------------------------------------- the project


def load(path: Path) -> Any:
    """YAML with all scalars as text."""
    return yaml.load(path.read_text("utf-8"), yaml.CBaseLoader)


def count_project(folder: Path) -> Count:
    """Count what the spec of an imported project has as structure."""
    root = load(folder / "parameters.yaml")
    definitions = root.get("parameters") or {}
    count = Count()
    pages = dict(root.get("pages") or {})
    for path in sorted((folder / "pages").rglob("*.yaml")):
        loaded = load(path)
        pages.update(loaded.get("pages") or {})
        definitions = {**definitions, **(loaded.get("parameters") or {})}
    for page in pages.values():
        for part in page.get("operations") or ():
            if "section" not in part:
                count.operations.append(_operation(part, definitions))
        _count_notes(page, count)
    for operation in count.operations:
        count.lists += operation.lists
        count.entries += len(operation.entries)
        count.codes += len(operation.codes)
        count.samples += len(operation.samples)
    return count


def _operation(node: dict[str, Any], definitions: dict[str, Any]) -> Operation:
    operation = Operation(
        re.sub(r"\\(.)", r"\1", node.get("title") or node.get("title_rst") or ""),
        node["method"],
        node["path"],
    )
    _add_status(node.get("status"), operation)
    places: Counter[str] = Counter()
    _count_places(node, places)
    for side in ("request", "response"):
        messages = node.get(side) or []
        for message in messages if isinstance(messages, list) else [messages]:
            _add_status(message.get("status"), operation)
            rows = list(rows_of(message.get("parameters") or [], definitions))
            operation.entries += rows
            operation.lists += bool(rows)
            operation.samples += [
                PurePosixPath(sample["file"]).name for sample in message.get("samples") or ()
            ]
    operation.lists += places["from"]
    return operation


def _count_places(node: Any, found: Counter[str]) -> None:
    """How often a list is cut in two: `{place: parameters, from: NAME}`."""
    if isinstance(node, dict):
        if node.get("place") == "parameters" and "from" in node:
            found["from"] += 1
        for value in node.values():
            _count_places(value, found)
    elif isinstance(node, list):
        for value in node:
            _count_places(value, found)


def _add_status(status: dict[str, Any] | None, operation: Operation) -> None:
    for kind in ("normal", "error"):
        stated = (status or {}).get(kind) or []
        for code in stated["codes"] if isinstance(stated, dict) else stated:
            text = code["code"] if isinstance(code, dict) else code
            operation.codes += re.findall(r"(?<!\d)\d{3}(?!\d)", text)[:1]


def rows_of(
    uses: list[dict[str, Any]], definitions: dict[str, Any], prefix: str = ""
) -> Iterator[str]:
    """The names of the rows that a list of uses makes, as the page shows them."""
    for use in uses:
        ((name, value),) = use.items()
        given = value if isinstance(value, dict) else {"use": value}
        definition = definitions.get(given.get("use", ""), {})
        label = given.get("label") or prefix + name
        if given.get("row") != "false":
            yield label
        fields = given.get("fields") or definition.get("fields") or []
        dotted = f"{label}." if given.get("labels") == "dotted" else ""
        yield from rows_of(fields, definitions, dotted)


def _count_notes(node: Any, count: Count) -> None:
    """Admonitions and notes of versions that are structure."""
    if isinstance(node, dict):
        for key, value in node.items():
            count.admonitions += key in ADMONITIONS and key != "error"
            count.version_notes += key in VERSION_NOTES and isinstance(value, dict)
            if key != "status":  # the note of a code is no admonition
                _count_notes(value, count)
    elif isinstance(node, list):
        for value in node:
            _count_notes(value, count)


# ------------------------------------------------------------------- both


@dataclass(frozen=True)
class Structure:
    """How much of the source is structure in the spec."""

    operations: int
    whole: int
    """Operations with all codes, lists, entries and samples."""
    codes: int
    codes_found: int
    missing: tuple[str, ...]
    """What is not whole, for people."""

    @property
    def share(self) -> float:
        return self.whole / self.operations if self.operations else 1.0

    @property
    def share_of_codes(self) -> float:
        return self.codes_found / self.codes if self.codes else 1.0


def structure(source: Count, project: Count) -> Structure:
    """Compare the two counts, operation by operation."""
    there: dict[tuple[str, str, str], list[Operation]] = {}
    for operation in project.operations:
        there.setdefault(operation.key, []).append(operation)
    whole, codes_found, missing = 0, 0, []
    for operation in source.operations:
        others = there.get(operation.key, [])
        other = next((o for o in others if o.parts == operation.parts), None)
        whole += other is not None
        best = other or (others[0] if others else None)
        if best is not None:
            others.remove(best)
            both = Counter(best.codes) & Counter(operation.codes)
            codes_found += both.total() if hasattr(both, "total") else sum(both.values())
        if other is None:
            what = "no such operation" if best is None else _unlike(operation, best)
            missing.append(f"{operation.method} {operation.path} {operation.title!r}: {what}")
    return Structure(
        operations=len(source.operations),
        whole=whole,
        codes=sum(len(operation.codes) for operation in source.operations),
        codes_found=codes_found,
        missing=tuple(missing),
    )


def _unlike(operation: Operation, other: Operation) -> str:
    names = ("codes", "number of lists", "entries", "samples")
    return "; ".join(
        f"{name} {was} became {became}"
        for name, was, became in zip(names, operation.parts, other.parts, strict=True)
        if was != became
    )
