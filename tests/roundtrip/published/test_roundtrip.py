"""Nothing that a reader sees is lost: each service of the corpus, before and after an import."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.roundtrip.published.compare import CONF
from tests.roundtrip.published.counter import count_project, count_source, structure
from tests.roundtrip.published.services import Service, digests, microref

pytestmark = [pytest.mark.corpus, pytest.mark.slow]

# The bounds of the importer's issue.
STRUCTURE, CODES = 0.99, 0.995


def test_every_operation_and_document_is_published_as_before(service: Service):
    service.prepare()
    score = service.score
    assert score.operations > 0
    assert score.difference == ""
    assert (score.equal_operations, score.equal_documents) == (score.operations, score.documents)
    assert service.imported == service.original


def test_both_builds_say_the_same(service: Service):
    service.prepare()
    assert service.imported.messages == service.original.messages


def test_the_counters_agree(service: Service):
    assert service.done.code == 0, service.done.said
    source, project = count_source(service.source), count_project(service.project)
    found = structure(source, project)
    told = "\n".join(found.missing)
    assert found.share >= STRUCTURE, told
    assert found.share_of_codes >= CODES, told
    # Pages without an operation are kept as they are written, with what stands in them.
    kept = 1 - STRUCTURE
    assert source.lists - project.lists <= kept * source.lists
    assert source.entries - project.entries <= kept * source.entries
    assert source.samples - project.samples <= kept * source.samples


def test_the_counter_finds_what_sphinx_publishes(service: Service):
    service.prepare()
    source = count_source(service.source)
    published = service.original.operations.values()
    assert len(source.operations) == len(published)
    # A table of parameters has a column "In"; a row of it names a place.
    blocks = [block for operation in published for block in operation.blocks]
    tables = [block for block in blocks if '<th class="head"><p>In</p></th>' in block]
    assert sum(operation.lists for operation in source.operations) == len(tables)
    place = re.compile("</td><td><p>(?:header|path|query|body)</p></td><td>", re.IGNORECASE)
    rows = [block for block in blocks if place.search(block)]
    assert sum(len(operation.entries) for operation in source.operations) == len(rows)


def test_an_import_is_built_already(service: Service):
    assert service.done.code == 0, service.done.said
    built = microref("build", "--check", cwd=service.project)
    assert built.code == 0, built.said


def test_the_import_of_an_import_is_the_same(service: Service, tmp_path: Path):
    assert service.done.code in (0, 1), service.done.said
    before = digests(service.project)
    again = microref("import", service.imported_source, "--output", tmp_path / "again")
    assert again.code == service.done.code, again.said
    assert digests(tmp_path / "again") == before
    assert digests(service.project) == before


def test_samples_are_the_same_bytes(service: Service):
    assert service.done.code in (0, 1), service.done.said
    top = service.source.parents[1]
    originals = set(digests(top).values())
    samples = digests(service.project / "api_samples")
    assert samples
    assert set(samples.values()) <= originals


def test_nothing_but_the_output_is_written(service: Service, tmp_path: Path):
    before = digests(service.source.parents[1])
    work = tmp_path / "work"
    work.mkdir()
    done = microref("import", service.source, "--output", tmp_path / "project", cwd=work)
    assert done.code in (0, 1), done.said
    assert digests(service.source.parents[1]) == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["project", "work"]
    assert list(work.iterdir()) == []
    assert digests(tmp_path / "project") == digests(service.project)


def test_nothing_of_the_page_is_loaded_from_elsewhere():
    assert "microref" not in CONF
    assert '"analytics_tracking_code": ""' in CONF
