"""A definition leaves out `in`, `required` or `type`, which nearly all others say.

What a definition does not say has a default: it is in the body, it is optional, and it
is of any type. A reference may rely on that throughout, and is then left alone. Where
four of five definitions say a fact, one that does not has probably been forgotten, and
the page states the default as if it were known.

Wrong::

    tag: {description: A tag., in: body, type: string}

Right::

    tag: {description: A tag., in: body, required: false, type: string}
"""

from __future__ import annotations

from collections.abc import Iterator

from microref.checks.rule import Rule, the_spec, when_complete
from microref.checks.subject import Subject
from microref.checks.unsaid import is_unsaid
from microref.diagnostics import Diagnostic, Kind, Severity
from microref.model import Definition, Spec

_FACTS = {"location": "`in`", "required": "`required`", "type": "`type`"}
_SHOWN = {"location": "body", "required": "Optional", "type": "any"}
_MOSTLY = 0.8


def _find(spec: Spec, subject: Subject) -> Iterator[Diagnostic]:
    all_of_them = spec.parameters.values()
    usual = [
        fact
        for fact in _FACTS
        if sum(getattr(definition, fact) is not None for definition in all_of_them)
        >= _MOSTLY * len(all_of_them)
    ]
    lacking = {
        key: facts
        for key, definition in spec.parameters.items()
        if (facts := [fact for fact in usual if _lacks(definition, fact)])
    }
    for key, facts in lacking.items():
        definition = spec.parameters[key]
        unsaid = [
            fact for fact in facts if is_unsaid(definition, fact, subject.uses_by_key.get(key, ()))
        ]
        if unsaid:
            yield RULE.kind.at(
                definition.span,
                f"{key!r} does not say {' and '.join(_FACTS[fact] for fact in unsaid)};"
                f" the page shows {' and '.join(_SHOWN[fact] for fact in unsaid)}",
                hint="say it, even where the default is meant; `schema: {}` stands for any type",
            )


def _lacks(definition: Definition, fact: str) -> bool:
    # A schema may be what says the type.
    has_schema = fact == "type" and definition.schema is not None
    return getattr(definition, fact) is None and not has_schema


RULE = Rule(
    Kind("C112", "parameter-without-facts", Severity.INFO, __doc__ or ""),
    when_complete(the_spec),
    _find,
)
