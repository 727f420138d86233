"""Nothing uses this definition, so no page shows it.

It is kept up to date for nobody, and whoever looks for the right key to use finds one
more. A definition that only unused ones use is unused as well.

Wrong, when no operation says `server_id_old`::

    parameters:
      server_id: {in: path, required: true, type: string}
      server_id_old: {in: path, required: true, type: string}

Right::

    parameters:
      server_id: {in: path, required: true, type: string}
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from microref.checks.rule import Rule, the_spec, when_complete
from microref.checks.subject import Subject
from microref.diagnostics import Diagnostic, Kind, Severity
from microref.model import Spec, Use
from microref.model.walk import messages, uses_in


def _find(spec: Spec, _subject: Subject) -> Iterator[Diagnostic]:
    used: set[str] = set()
    waiting = _keys(use for place in messages(spec) for use in place.message.parameters)
    while waiting:
        used |= waiting
        definitions = (spec.parameters[key] for key in waiting if key in spec.parameters)
        waiting = _keys(use for d in definitions for use in d.fields or ()) - used
    for key, definition in spec.parameters.items():
        if key not in used:
            yield RULE.kind.at(
                definition.span,
                f"nothing uses the definition {key!r}",
                hint="use it, or remove it",
            )


def _keys(written: Iterable[Use]) -> set[str]:
    return {use.key for use in uses_in(written) if use.key is not None}


RULE = Rule(
    Kind("S024", "definition-not-used", Severity.WARNING, __doc__ or ""),
    when_complete(the_spec),
    _find,
)
