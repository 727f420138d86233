"""Any spec that the model can say, written down and run: pages, or findings with a place."""

from __future__ import annotations

import tempfile
from pathlib import Path

import yaml
from hypothesis import HealthCheck, given, settings

from microref import api
from microref.emit.spec_yaml import document_text
from microref.generated import is_generated
from microref.model import Spec
from tests.strategies import specs


def _text(spec: Spec) -> str:
    return document_text(
        api=spec.api, notices=spec.notices, parameters=spec.parameters, pages=spec.pages
    )


@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(specs)
def test_a_spec_is_checked_and_built_the_same_way_twice(spec: Spec) -> None:
    with tempfile.TemporaryDirectory() as name:
        root = Path(name, "parameters.yaml")
        root.write_text(_text(spec), "utf-8")
        runs = []
        for _ in range(2):
            project = api.load(root, name)
            found = api.check(project)
            plan = api.plan_build(project)
            for diagnostic in (*found.diagnostics, *plan.diagnostics):
                assert diagnostic.span.path
                assert diagnostic.span.line >= 1
            runs.append((found.diagnostics, plan.diagnostics, plan.changes))
            assert plan.refused == (not plan.changes) or not spec.pages
        assert runs[0] == runs[1]
        for change in runs[0][2]:
            assert change.new is not None
            assert is_generated(change.new)
            if change.path.endswith(".yaml"):
                assert isinstance(yaml.safe_load(change.new), dict)
