"""The directive `microref-spec`: the keys of a kind of mapping, from the grammar and the model.

What the grammar says is in `spec_grammar`, the examples are in `spec_examples`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils.parsers.rst import Directive
from docutils.statemachine import StringList

from generated import parsed
from spec_examples import Example, examples_of, path_of
from spec_grammar import Entry, Kind, kinds, places_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docutils import nodes
    from sphinx.application import Sphinx


class SpecDirective(Directive):
    """What a kind is, an example, the content of the directive, and a section for each key."""

    required_arguments = 1
    has_content = True

    def run(self) -> list[nodes.Node]:
        kind = kinds()[self.arguments[0]]
        examples = examples_of(kind.slug)
        self.state.document.settings.record_dependencies.add(str(path_of(kind.slug)))
        before = [kind.doc, "", *_example(examples.get("")), *_where(kind), *_keys(kind)]
        lines = StringList([*before, ""], source="microref.model")
        lines.extend(self.content)
        entries = [line for entry in kind.entries for line in _entry(kind, entry, examples)]
        lines.extend(StringList(["", *entries], source="microref.model"))
        return parsed(self, lines)


def _where(kind: Kind) -> Iterator[str]:
    places = places_of(kind.slug)
    if places:
        yield "*Where:* " + ", ".join(_reference(slug, name) for slug, name in places) + "."
        yield ""


def _keys(kind: Kind) -> Iterator[str]:
    names = [
        f":ref:`{name} <{_label(kind.slug, name)}>`" + (" (required)" if entry.required else "")
        for entry in kind.entries
        for name in entry.names
        if not name.endswith("_rst")
    ]
    base = f", and each key of a :ref:`{kind.like} <spec-{kind.like}>`" if kind.like else ""
    yield f"*Keys:* {', '.join(names)}{base}."


def _reference(slug: str, name: str) -> str:
    return f":ref:`{slug}.{name} <{_label(slug, name)}>`"


def _label(slug: str, name: str) -> str:
    return f"spec-{slug}-{name}"


def _entry(kind: Kind, entry: Entry, examples: dict[str, Example]) -> Iterator[str]:
    title = ", ".join(f"``{name}``" for name in entry.names)
    yield from (f".. _{_label(kind.slug, name)}:" for name in entry.names)
    yield from ("", title, "-" * len(title), "")
    yield from (".. rst-class:: form", "", " ".join(_form(kind, entry)), "")
    yield from _meaning(entry)
    for name in entry.names:
        yield from _example(examples.get(name))


def _form(kind: Kind, entry: Entry) -> Iterator[str]:
    form = entry.form[:1].upper() + entry.form[1:]
    if entry.words:
        words = ", ".join(f"``{word}``" for word in entry.words)
        form = words if len(entry.words) == 1 else f"One of {words}"
    links = [f":ref:`{slug} <spec-{slug}>`" for slug in entry.kinds]
    yield form + (f" ({', '.join(links)})." if links else ".")
    if entry.required:
        yield "**Required.**"
    elif entry.default is not None:
        yield f"Default: ``{_literal(entry.default)}``."
    elif not kind.has_forms:
        yield "Optional."


def _literal(value: object) -> str:
    if isinstance(value, tuple):
        return "[" + ", ".join(f'"{item}"' for item in value) + "]"
    return str(value).lower() if isinstance(value, bool) else str(value)


def _meaning(entry: Entry) -> Iterator[str]:
    if len(entry.docs) == 1:
        yield from (entry.docs[0], "")
    elif entry.names[1].endswith("_rst"):
        yield from (f"{entry.docs[0]} ``{entry.names[1]}`` may hold RST markup.", "")
    else:
        for name, doc in zip(entry.names, entry.docs, strict=True):
            yield from (f"``{name}``", f"    {doc}", "")


def _example(example: Example | None) -> Iterator[str]:
    if example is not None:
        yield from (".. code-block:: yaml", "")
        yield from (f"   {line}" if line else "" for line in example.text.splitlines())
        yield ""


def setup(app: Sphinx) -> dict[str, bool]:
    """Register with Sphinx."""
    app.add_directive("microref-spec", SpecDirective)
    return {"parallel_read_safe": True}
