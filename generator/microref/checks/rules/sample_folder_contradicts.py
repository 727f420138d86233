"""A sample lies in a folder of one version, and is judged at another that is older.

Services keep their samples in folders such as `v2.47/`, named after the version from
which on a message looks like that. Shown without a `min_version`, such a sample is
judged as if it were of the lowest version of its message; shown for a window that the
version is not in, it is the wrong file or the wrong window.

A later `microversion` is fine: what looks so from 2.47 on does so at 2.60.

Wrong::

    samples:
      - file: servers/v2.47/server-get-resp.json

Right::

    samples:
      - file: servers/v2.47/server-get-resp.json
        min_version: "2.47"
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from microref.checks.rule import Rule, the_spec
from microref.checks.samples.versions import is_shown_in, version_shown
from microref.checks.subject import SampleNode, Subject
from microref.diagnostics import Diagnostic, Kind, Severity
from microref.model import Spec

_NUMBER = re.compile(r"[0-9]\.[0-9]")


def _find(spec: Spec, subject: Subject) -> Iterator[Diagnostic]:
    for node in subject.samples:
        if _NUMBER.search(node.sample.file) is not None:
            yield from _of_sample(node, spec.api.samples_at)


def _of_sample(node: SampleNode, samples_at: str) -> Iterator[Diagnostic]:
    # Most files lie in no such folder: start-up time.
    from microref.derive.version_labels import version_of_path, window_of_heading

    sample = node.sample
    found = version_of_path(sample.file)
    if found is None or found.min is None:
        return
    version = found.min
    if version not in sample.window:
        reason = f"the sample is for {sample.window}"
    elif not is_shown_in(node, found, samples_at):
        shown = version_shown(node, samples_at)
        reason = f"the sample is judged at {'its lowest version' if shown is None else shown}"
    else:
        return
    label = sample.caption or sample.title
    if label is not None and window_of_heading(label.text) == found:
        return  # where the caption agrees with the folder, it is the caption that contradicts
    yield RULE.kind.at(
        sample.span,
        f"the path {sample.file!r} names {version}, and {reason}",
        hint=f"give it the min_version {str(version)!r}, or show another file",
    )


RULE = Rule(
    Kind("V008", "sample-folder-contradicts", Severity.WARNING, __doc__ or ""), the_spec, _find
)
