"""A version outside of those that the API has, from `minimum` to `maximum`.

`api.microversions` says which versions there are. A bound, a note, a release or an entry
of the history beyond them is a slip, or the `maximum` has not been raised.

What lies outside as a whole, and so is never shown, is another finding; and so is a
sample that is for no version of its message.

Wrong::

    microversions:
      minimum: "2.1"
      maximum: "2.99"
      history:
        "2.100": The project of a server can be changed.

Right::

    microversions:
      minimum: "2.1"
      maximum: "2.100"
      history:
        "2.100": The project of a server can be changed.
"""

from __future__ import annotations

from collections.abc import Iterator

from microref.checks.rule import Rule, the_spec
from microref.checks.subject import Subject
from microref.derive.named_versions import NamedVersion
from microref.diagnostics import Diagnostic, Kind, Severity
from microref.microversion import Microversion, Window
from microref.model import Spec
from microref.source import Span

_WORDS = {
    "versionadded": "version of the addition",
    "versionchanged": "version of the change",
    "versionremoved": "version of the removal",
    "deprecated": "version of the deprecation",
}
"""What notes tell the version of."""


def _find(spec: Spec, subject: Subject) -> Iterator[Diagnostic]:
    microversions = spec.api.microversions
    api = microversions.window
    if api.is_unbounded or api.is_empty:
        return
    for release in microversions.releases:
        if release.version not in api:
            names = " and ".join(release.names)
            yield _finding(release.span, f"the version of {names}", release.version, api)
    for entry in microversions.history:
        if entry.version not in api:
            yield _finding(entry.span, "this entry of the history", entry.version, api)
    for named in subject.named_versions:
        if named.version not in api and _is_ours(named, api):
            what = _WORDS.get(named.key, named.key)
            yield _finding(named.span, f"the {what}", named.version, api)


def _is_ours(named: NamedVersion, api: Window) -> bool:
    """Whether no other finding says it, and it is a version of this API at all."""
    if named.of_sample:
        return named.key == "max_version" and named.window.overlaps(api)
    if named.key in ("min_version", "max_version"):
        return named.window.overlaps(api)
    # A note may name a release, as 2025.1 or 17.0 are.
    return named.version.major in {bound.major for bound in api if bound is not None}


def _finding(span: Span, what: str, version: Microversion, api: Window) -> Diagnostic:
    return RULE.kind.at(
        span,
        f"{what} is {version}, and the API has {api}",
        hint="correct it, or the minimum or maximum in `api.microversions`",
    )


RULE = Rule(Kind("V006", "version-beyond-api", Severity.WARNING, __doc__ or ""), the_spec, _find)
