"""Changes single values of an imported spec, and says where on the page each has to show.

A spec is read by PyYAML alone, and changed as text at the position of the value. A page is
a list of blocks; a mutation says for some of them how they read afterwards. So many can be
made at once, in different blocks: the page afterwards is the page before with exactly these
blocks exchanged, or one of them has not shown, or has changed what it should not.

The planner is one class of a method for each kind of value, long as it is: they share how
a value of the spec is found on the page.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import escape
from pathlib import Path
from typing import TypeAlias

from tests.roundtrip.published.codes import statement
from tests.roundtrip.published.mutation_page import (
    SAMPLE,
    cells_of,
    name_of,
    plain,
    shown,
    with_cell,
)
from tests.roundtrip.published.mutation_spec import Edit, Node, Row, messages, read_spec, samples

KINDS = (
    "method",
    "path",
    "code",
    "label",
    "in",
    "type",
    "required",
    "window",
    "order",
    "caption",
    "sample",
    "note",
)
Place: TypeAlias = "tuple[str, int]"
"""A document and the number of a block in it."""


@dataclass
class Mutation:
    """One value changed, and the blocks that have to read otherwise afterwards."""

    kind: str
    where: str
    edits: list[Edit]
    blocks: dict[Place, str]
    files: dict[str, str] = field(default_factory=dict)
    """Sample files that it adds."""

    def __str__(self) -> str:
        file, line = self.edits[0].file, self.edits[0].line + 1
        return f"{self.kind} of {self.where} ({file.name}:{line})"


class Planner:
    """Finds what can be changed in a project, and where each change has to show."""

    def __init__(self, folder: Path, documents: dict[str, list[str]], seed: str) -> None:
        self.spec = read_spec(folder)
        self.documents = documents
        self.shown = shown(documents)
        self.random = random.Random(seed)
        self.number = 0
        self.rows: dict[str, list[Row]] = {}
        self.uses: dict[str, list[tuple[str, int]]] = {}
        self.odd: list[str] = []
        for slug, operation in self.spec.operations.items():
            self._match_rows(slug, operation)

    def _match_rows(self, slug: str, operation: Node) -> None:
        """Take the rows of an operation if the page shows them by these names, in this order."""
        rows = self.spec.rows(operation)
        for one in self.shown.get(slug, ()):
            names = [name_of(one.blocks[at]) for at in one.rows()]
            if names != [row.name for row in rows]:
                self.odd.append(slug)
                # No change of a definition that it uses could be told.
                for row in rows:
                    self.uses.setdefault(row.definition, []).append((slug, -1))
                return
        self.rows[slug] = rows
        for at, row in enumerate(rows):
            self.uses.setdefault(row.definition, []).append((slug, at))

    def mutations(self, count: int) -> list[Mutation]:
        """So many changes, of all kinds in turn, each in blocks of its own."""
        makers = {kind: self._candidates(kind) for kind in KINDS}
        taken: set[Place] = set()
        lines: set[tuple[Path, int]] = set()
        found: list[Mutation] = []
        while makers and len(found) < count:
            for kind in list(makers):
                mutation = self._next(makers[kind], taken, lines)
                if mutation is None:
                    del makers[kind]
                elif len(found) < count:
                    found.append(mutation)
        return found

    def _next(
        self, candidates: Iterator[Mutation | None], taken: set[Place], lines: set[tuple[Path, int]]
    ) -> Mutation | None:
        for mutation in candidates:
            if mutation is None or not mutation.blocks:
                continue
            edited = {(edit.file, edit.line) for edit in mutation.edits}
            if taken & mutation.blocks.keys() or lines & edited:
                continue
            taken.update(mutation.blocks)
            lines |= edited
            return mutation
        return None

    def _candidates(self, kind: str) -> Iterator[Mutation | None]:
        make = getattr(self, f"_{kind}")
        if kind in ("in", "type", "required"):
            names = sorted(name for name in self.uses if name in self.spec.definitions)
            self.random.shuffle(names)
            for name in names:
                yield make(name)
            return
        slugs = sorted(self.shown.keys() & self.spec.operations.keys())
        self.random.shuffle(slugs)
        for slug in slugs:
            yield make(slug)

    def _unique(self) -> str:
        self.number += 1
        return f"mutant{self.number}"

    def _everywhere(self, slug: str, changes: dict[int, str]) -> dict[Place, str]:
        """The changed blocks of an operation, by their number in it, wherever it is published."""
        return {
            (one.document, one.indexes[at]): block
            for one in self.shown[slug]
            for at, block in changes.items()
        }

    def _blocks(self, slug: str) -> list[str]:
        return [block for _, block in self.shown[slug][0].numbered()]

    def _row_blocks(self, slug: str) -> list[int]:
        """The numbers, in the operation, of the blocks that are rows."""
        first = self.shown[slug][0]
        return [at - first.indexes[0] for at in first.rows()]

    # -- of an operation

    def _method(self, slug: str) -> Mutation | None:
        node = self.spec.operations[slug].get("method")
        assert node is not None
        old = node.text
        new = self.random.choice([m for m in ("GET", "POST", "PUT", "PATCH", "DELETE") if m != old])
        badge = f'<span class="badge label-{old}">{old}</span>'
        changed = _changed(self._blocks(slug), badge, badge.replace(old, new))
        return Mutation("method", slug, [node.replaced(new)], self._everywhere(slug, changed))

    def _path(self, slug: str) -> Mutation | None:
        node = self.spec.operations[slug].get("path")
        assert node is not None
        new = f"/{self._unique()}"
        blocks = self._blocks(slug)
        (at,) = (
            n for n, block in enumerate(blocks) if block.startswith('<div class="endpoint-url')
        )
        changed = {at: blocks[at].replace("</div>", f"{new}</div>")}
        return Mutation("path", slug, [node.extended(new)], self._everywhere(slug, changed))

    def _code(self, slug: str) -> Mutation | None:
        status = self.spec.operations[slug].get("status")
        kinds = [status.get(kind) for kind in ("normal", "error")] if status else []
        codes = [
            code.get("code") or code
            for kind in kinds
            if kind is not None
            for code in (kind.get("codes") or kind).parts()
        ]
        codes = [code for code in codes if code.on_one_line]
        if not codes:
            return None
        code = self.random.choice(codes)
        digits = re.search(r"\d{3}", code.text)
        blocks = self._blocks(slug)
        if digits is None:
            return None
        stating = {
            at: block
            for at, block in enumerate(blocks)
            if statement(plain(block)) or re.match(r"<(li|p|dd)[^>]*>(<p>)?\d{3}\b", block)
        }
        places = [
            at
            for at, block in stating.items()
            for _ in re.findall(rf"(?<![\d.]){digits[0]}(?!\d)", plain(block))
        ]
        if len(places) != 1:
            return None
        (at,) = places
        new = next(c for c in ("418", "451", "426", "507") if c not in "".join(stating.values()))
        changed = {at: re.sub(rf"(?<![\d.]){digits[0]}(?!\d)", new, blocks[at])}
        text = code.text.replace(digits[0], new)
        return Mutation("code", slug, [code.replaced(text)], self._everywhere(slug, changed))

    def _caption(self, slug: str) -> Mutation | None:
        for number, sample in self._shuffled(samples(self.spec.operations[slug])):
            node = sample.get("title") or sample.get("caption")
            place = self._sample_place(slug, number)
            if node is None or not node.on_one_line or place is None:
                continue
            blocks = self._blocks(slug)
            shown_text = escape(node.text, quote=False)
            for at in range(place, max(place - 6, 0), -1):
                if shown_text in blocks[at] and re.match("<(p|h[1-6])", blocks[at]):
                    new = self._unique()
                    changed = {at: blocks[at].replace(shown_text, f"{shown_text} {new}")}
                    if blocks[at].count(shown_text) != 1:
                        break
                    return Mutation(
                        "caption", slug, [node.extended(f" {new}")], self._everywhere(slug, changed)
                    )
        return None

    def _sample(self, slug: str) -> Mutation | None:
        for number, sample in self._shuffled(samples(self.spec.operations[slug])):
            node, place = sample.get("file"), self._sample_place(slug, number)
            if node is None or not node.on_one_line or place is None:
                continue
            new = self._unique()
            content = f'{{"{new}": true}}' if node.text.endswith(".json") else f"{new} 1"
            file = Path(node.text)
            name = file.with_name(new + file.suffix).as_posix()
            changed = {place: f"<pre>{escape(content, quote=False)}</pre>"}
            return Mutation(
                "sample",
                slug,
                [node.replaced(name)],
                self._everywhere(slug, changed),
                {name: f"{content}\n"},
            )
        return None

    def _sample_place(self, slug: str, number: int) -> int | None:
        """The block of a sample: of those that show its text, the one that is its turn."""
        found = samples(self.spec.operations[slug])
        files = [self._content(sample) for sample in found]
        turn = files[:number].count(files[number])
        block = f"<pre>{escape(files[number], quote=False)}</pre>"
        places = [at for at, one in enumerate(self._blocks(slug)) if one == block]
        return places[turn] if len(places) == files.count(files[number]) else None

    def _content(self, sample: Node) -> str:
        node = sample.get("file")
        assert node is not None
        text = (self.spec.folder / "api_samples" / node.text).read_text("utf-8")
        return text.expandtabs().strip()

    def _note(self, slug: str) -> Mutation | None:
        notes = [
            value.get("text") or value
            for key, value in self.spec.operations[slug].walk()
            if key in ("note", "warning", "important", "caution", "tip")
        ]
        blocks = self._blocks(slug)
        for _, note in self._shuffled([note for note in notes if note.is_scalar]):
            words = re.match(r"[A-Za-z][A-Za-z]*(?: [A-Za-z]+)+(?= )", note.text)
            if words is None:
                continue
            begin = f"<p>{words[0]} "
            places = [at for at, block in enumerate(blocks) if block.startswith(begin)]
            places = [at for at in places if "admonition-title" in blocks[at - 1]]
            if len(places) == 1:
                new, (at,) = self._unique(), places
                changed = {at: blocks[at].replace("<p>", f"<p>{new} ", 1)}
                return Mutation(
                    "note", slug, [note.begun(f"{new} ")], self._everywhere(slug, changed)
                )
        return None

    def _shuffled(self, nodes: list[Node]) -> list[tuple[int, Node]]:
        numbered = list(enumerate(nodes))
        self.random.shuffle(numbered)
        return numbered

    # -- of a row

    def _label(self, slug: str) -> Mutation | None:
        rows = self.rows.get(slug, [])
        operation = self.spec.operations[slug]
        named = {value.text for key, value in operation.walk() if key in ("under", "from", "field")}
        words = {word for text in named for word in text.split("/")}
        leaves = [
            at
            for at, row in enumerate(rows)
            if row.is_leaf and row.key.text not in words and row.key.on_one_line
        ]
        if not leaves:
            return None
        at = self.random.choice(leaves)
        row, new = rows[at], self._unique()
        label = row.value.get("label")
        place = self._row_blocks(slug)[at]
        block = self._blocks(slug)[place]
        name = new if label else row.prefix + new
        changed = {place: block.replace(escape(row.name, quote=False), name, 1)}
        edit = (label or row.key).replaced(new)
        return Mutation("label", slug, [edit], self._everywhere(slug, changed))

    def _order(self, slug: str) -> Mutation | None:
        rows = self.rows.get(slug, [])
        if any(key == "from" for key, _ in self.spec.operations[slug].walk()):
            return None
        pairs = [
            at
            for at in range(len(rows) - 1)
            if rows[at].siblings == rows[at + 1].siblings
            and rows[at + 1].at == rows[at].at + 1
            and rows[at].name != rows[at + 1].name
            and all(row.value.on_one_line and row.key.on_one_line for row in rows[at : at + 2])
        ]
        if not pairs:
            return None
        at = self.random.choice(pairs)
        first, second = rows[at], rows[at + 1]
        blocks, places = self._blocks(slug), self._row_blocks(slug)
        changed = {
            places[at]: blocks[places[at + 1]],
            places[at + 1]: blocks[places[at]],
        }
        edits = [_in_place_of(first, second), _in_place_of(second, first)]
        return Mutation("order", slug, edits, self._everywhere(slug, changed))

    # -- of a definition

    def _of_definition(
        self, kind: str, name: str, edit: Edit, cell: int, new: str
    ) -> Mutation | None:
        """A change that shows in one cell of each row that uses a definition."""
        changed: dict[Place, str] = {}
        for slug, at in self.uses[name]:
            if at < 0:
                return None
            row = self.rows[slug][at]
            if not row.is_leaf or row.gives(kind):
                return None
            place = self._row_blocks(slug)[at]
            cells = cells_of(self._blocks(slug)[place])
            text = new if cell else f"<p>{escape(row.name, quote=False)}{new}</p>"
            changed |= self._everywhere(slug, {place: with_cell(cells, cell, text)})
        return Mutation(kind, name, [edit], changed)

    def _in(self, name: str) -> Mutation | None:
        node = self.spec.definitions[name].get("in")
        others = {"path": "query", "query": "header", "header": "query", "body": "query"}
        new = others.get(node.text) if node else None
        if node is None or new is None or (node.text == "body" and not self._is_at_the_top(name)):
            return None
        return self._of_definition("in", name, node.replaced(new), 1, f"<p>{new}</p>")

    def _is_at_the_top(self, name: str) -> bool:
        """Whether each row that uses it is one of the message itself."""
        return all(
            at >= 0
            and any(
                (uses := message.get("parameters")) and self.rows[slug][at].siblings == uses.parts()
                for message in messages(self.spec.operations[slug])
            )
            for slug, at in self.uses[name]
        )

    def _type(self, name: str) -> Mutation | None:
        node = self.spec.definitions[name].get("type")
        if node is None:
            return None
        kinds = ("string", "integer", "boolean", "float")
        new = self.random.choice([kind for kind in kinds if kind != node.text])
        return self._of_definition("type", name, node.replaced(new), 2, f"<p>{new}</p>")

    def _required(self, name: str) -> Mutation | None:
        node = self.spec.definitions[name].get("required")
        if node is None or node.text not in ("true", "false"):
            return None
        optional = node.text == "true"
        edit = node.replaced("false" if optional else "true")
        return self._of_definition("required", name, edit, 0, " (Optional)" if optional else "")

    # -- windows

    def _window(self, slug: str) -> Mutation | None:
        """A version that is printed in a row or a note, or stands in the class of a sample."""
        ways = [self._window_of_a_row, self._window_of_a_note, self._window_of_a_sample]
        self.random.shuffle(ways)
        return next((found for way in ways if (found := way(slug))), None)

    def _window_of_a_row(self, slug: str) -> Mutation | None:
        names = [row.definition for row in self.rows.get(slug, ()) if row.definition]
        self.random.shuffle(names)
        for name in names:
            definition = self.spec.definitions.get(name)
            for bound in ("min_version", "max_version"):
                node = definition.get(bound) if definition else None
                if node is not None and (found := self._window_of(name, bound, node)):
                    return found
        return None

    def _window_of(self, name: str, bound: str, node: Node) -> Mutation | None:
        old, new = node.text, self._neighbour(node.text)
        words = "New in version" if bound == "min_version" else "Available until version"
        css = "rp_min_ver_" if bound == "min_version" else "rp_max_ver_"
        changed: dict[Place, str] = {}
        for slug, at in self.uses[name]:
            if at < 0 or self.rows[slug][at].gives(bound):
                return None
            place = self._row_blocks(slug)[at]
            block = self._blocks(slug)[place]
            line = f"<strong>{words} {old}</strong>"
            if block.count(line) != 1 or f"{css}{old.replace('.', '_')}" not in block:
                return None
            block = block.replace(line, f"<strong>{words} {new}</strong>")
            block = re.sub(
                rf"{css}{old.replace('.', '_')}\b", f"{css}{new.replace('.', '_')}", block, count=1
            )
            changed |= self._everywhere(slug, {place: block})
        return Mutation("window", name, [node.replaced(new)], changed)

    def _window_of_a_note(self, slug: str) -> Mutation | None:
        versions = [
            version
            for key, value in self.spec.operations[slug].walk()
            if key in ("versionadded", "versionchanged")
            and (version := value.get("version")) is not None
        ]
        blocks = self._blocks(slug)
        for _, version in self._shuffled(versions):
            words = r'(<span class="versionmodified [^>]*>[^<]* version )'
            pattern = rf"{words}{re.escape(version.text)}(?![\d.]\d)"
            places = [at for at, block in enumerate(blocks) if re.search(pattern, block)]
            if len(places) == 1:
                (at,), new = places, self._neighbour(version.text)
                changed = {at: re.sub(pattern, rf"\g<1>{new}", blocks[at])}
                return Mutation(
                    "window", slug, [version.replaced(new)], self._everywhere(slug, changed)
                )
        return None

    def _window_of_a_sample(self, slug: str) -> Mutation | None:
        for number, sample in self._shuffled(samples(self.spec.operations[slug])):
            node = sample.get("min_version")
            place = self._sample_place(slug, number)
            if node is None or place is None or sample.get("title") is not None:
                continue
            old, new = node.text, self._neighbour(node.text)
            css = rf"mr-from-{old.replace('.', '-')}(?![\d-])"
            blocks = self._blocks(slug)
            at = next(n for n in range(place, -1, -1) if re.match(SAMPLE, blocks[n]))
            if not re.search(css, blocks[at]):
                continue
            # Its caption, or the section that its caption is the title of, has the class too.
            begin = next(
                (n for n in range(at - 1, max(at - 4, 0), -1) if re.search(css, blocks[n])), at
            )
            changed = {
                n: re.sub(css, f"mr-from-{new.replace('.', '-')}", blocks[n]) for n in {begin, at}
            }
            return Mutation("window", slug, [node.replaced(new)], self._everywhere(slug, changed))
        return None

    def _neighbour(self, version: str) -> str:
        """The next version, or at the end the one before."""
        major, _, minor = version.partition(".")
        step = -1 if version == self.spec.maximum else 1
        return f"{major}.{int(minor or 0) + step}"


def _changed(blocks: list[str], old: str, new: str) -> dict[int, str]:
    """The one block that holds a text, with another in its place."""
    places = [at for at, block in enumerate(blocks) if old in block]
    return {places[0]: blocks[places[0]].replace(old, new)} if len(places) == 1 else {}


def _in_place_of(old: Row, new: Row) -> Edit:
    """The text of one use where another stands."""
    start, end = old.key.node.start_mark, old.value.node.end_mark
    lines = new.key.file.read_text("utf-8").split("\n")
    own_start, own_end = new.key.node.start_mark, new.value.node.end_mark
    text = lines[own_start.line][own_start.column : own_end.column]
    return Edit(old.key.file, start.line, start.column, end.column, text)


# ------------------------------------------------------------------ doing them


def apply(mutations: list[Mutation], folder: Path) -> None:
    """Make the changes in a project."""
    by_file: dict[Path, list[Edit]] = {}
    for mutation in mutations:
        for edit in mutation.edits:
            by_file.setdefault(edit.file, []).append(edit)
        for name, text in mutation.files.items():
            (folder / "api_samples" / name).write_text(text, "utf-8")
    for file, edits in by_file.items():
        lines = file.read_text("utf-8").split("\n")
        for edit in sorted(edits, key=lambda edit: (edit.line, edit.start), reverse=True):
            line = lines[edit.line]
            lines[edit.line] = line[: edit.start] + edit.text + line[edit.end :]
        file.write_text("\n".join(lines), "utf-8")


def expected(documents: dict[str, list[str]], mutations: list[Mutation]) -> dict[str, list[str]]:
    """The pages after the changes."""
    after: dict[str, list[str]] = {name: list(blocks) for name, blocks in documents.items()}
    for mutation in mutations:
        for (name, at), block in mutation.blocks.items():
            after[name][at] = block
    return after


def unlike(
    before: dict[str, list[str]],
    after: dict[str, list[str]],
    mutations: list[Mutation],
) -> list[str]:
    """What is not as it should be: changes that have not shown, and places that should not have."""
    by_place = {place: mutation for mutation in mutations for place in mutation.blocks}
    wanted = expected(before, mutations)
    found = []
    for name, blocks in wanted.items():
        now = after.get(name, [])
        if len(now) != len(blocks):
            at = next((n for n, (a, b) in enumerate(zip(blocks, now, strict=False)) if a != b), 0)
            near = [str(m) for p, m in by_place.items() if p[0] == name and abs(p[1] - at) < 40]
            found.append(f"{name}: {len(now)} blocks, not {len(blocks)}; from {at}, near {near}")
            continue
        for at, (block, is_now) in enumerate(zip(blocks, now, strict=True)):
            if block != is_now:
                mutation = by_place.get((name, at), "no mutation")
                found.append(f"{mutation}:\n  - {block[:300]}\n  + {is_now[:300]}")
    return found
