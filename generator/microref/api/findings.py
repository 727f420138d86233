"""Which kinds of findings there are, and which of them are wanted. Finds none."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from microref.calls import CallError
from microref.config import Config
from microref.diagnostics import Kind, by_code
from microref.report.selection import EVERYTHING, Selection, UnknownCodeError, select
from microref.words import did_you_mean


def kinds() -> Mapping[str, Kind]:
    """Every kind of finding by its code, in the order of the documentation.

    Imports all that finds something, the renderer too: ask for it only where it is needed.
    """
    from microref import config, output
    from microref.checks.kinds import ALL_KINDS
    from microref.emit import rst
    from microref.importer import kinds as importer

    known = by_code((*ALL_KINDS, *config.KINDS, *output.KINDS, *rst.KINDS, *importer.KINDS))
    return {kind.code: kind for kind in known}


def find_kind(name: str) -> Kind:
    """The kind of a code or a slug, however it is capitalised; raises CallError."""
    known = {word.lower(): kind for kind in kinds().values() for word in (kind.code, kind.slug)}
    kind = known.get(name.lower())
    if kind is None:
        hint = did_you_mean(name, known) or "`microref rules` lists them"
        raise CallError(f"there is no rule {name!r}; {hint}")
    return kind


def selection(
    config: Config,
    chosen: Iterable[str] = (),
    ignored: Iterable[str] = (),
    added: Iterable[str] = (),
) -> Selection:
    """A selection by codes, beginnings of codes, or slugs; what is not given is the project's.

    Raises CallError for a word that is none of them.
    """
    wanted, unwanted = tuple(chosen) or config.select, tuple(ignored) or config.ignore
    more = (*config.extend_select, *added)
    if not (wanted or unwanted or more or config.severity or config.per_path):
        return EVERYTHING
    try:
        return select(
            wanted,
            unwanted,
            kinds(),
            added=more,
            severities=config.severity,
            places=config.per_path,
        )
    except UnknownCodeError as error:
        raise CallError(str(error)) from None
