"""Something begins, ends or changes at a version for which the history has no entry.

`api.microversions.history` tells readers what each version brought. A version that is
missing there is a change that nobody hears of, or a bound of a window is wrong. Each
version is one finding, at the first place that names it.

What comes before the first entry has no such finding: the history may begin late. One that
leaves out more than half as many versions as it tells is a choice of some, and no history
of all. The lowest version of the API needs no note.

Wrong::

    history:
      "2.49": A volume can be attached with a tag.
      "2.85": Whether a volume is deleted can be changed.

    min_version: "2.79"

Right::

    history:
      "2.49": A volume can be attached with a tag.
      "2.79": Whether a volume is deleted can be said when it is attached.
      "2.85": Whether a volume is deleted can be changed.

    min_version: "2.79"
"""

from __future__ import annotations

from collections.abc import Iterator

from microref.checks.rule import Rule, the_spec
from microref.checks.subject import Subject
from microref.derive.named_versions import NamedVersion
from microref.diagnostics import Diagnostic, Kind, Severity
from microref.model import Spec


def _find(spec: Spec, subject: Subject) -> Iterator[Diagnostic]:
    microversions = spec.api.microversions
    if not microversions.history or not subject.is_complete:
        return
    api = microversions.window
    known = {entry.version for entry in microversions.history}
    seen = known | {api.min}
    missing: list[NamedVersion] = []
    for named in subject.named_versions:
        version = named.change
        if named.of_sample or version in seen or version not in api or version < min(known):
            continue
        seen.add(version)
        missing.append(named)
    if 2 * len(missing) > len(known):
        return  # it tells what it likes to tell
    for named in missing:
        ends = named.key == "max_version"
        yield RULE.kind.at(
            named.span,
            f"{named.version} is the last version of this, and the history has no entry for"
            f" {named.change}"
            if ends
            else f"the history has no entry for {named.version}, the {named.key} of this",
            hint="tell it in `api.microversions.history`, or correct the version",
        )


RULE = Rule(Kind("V009", "version-without-note", Severity.WARNING, __doc__ or ""), the_spec, _find)
