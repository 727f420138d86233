"""The header by which a client chooses a microversion."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from microref.derive.version_header import version_header, version_in
from microref.microversion import Microversion
from microref.model import Api
from microref.model.api import Microversions
from microref.source import Span
from tests.clock import cpu_time


def api(header: str | None = None, *, scheme: str = "microversion", minimum: str = "2.1") -> Api:
    low = Microversion.parse(minimum) if minimum else None
    return Api(
        title="Compute",
        service_type="compute",
        version_header=header,
        microversions=Microversions(scheme=scheme, minimum=low),
        span=Span("", 1, 1, 1, 1),
    )


@pytest.mark.parametrize(
    ("said", "header"),
    [
        (None, ("OpenStack-API-Version", "compute {version}")),
        ("X-Version: {version}", ("X-Version", "{version}")),
        ("X-Version:{version}", ("X-Version", "{version}")),
        ("X-Version: lamps {version} please", ("X-Version", "lamps {version} please")),
        ("X-Version", ("X-Version", "")),
    ],
)
def test_the_header_has_a_name_and_a_value(said: str | None, header: tuple[str, str]) -> None:
    assert version_header(api(said)) == header


@pytest.mark.parametrize(
    "without",
    [api(scheme="none"), api(scheme="minor"), api(minimum=""), api(scheme="none", minimum="")],
)
def test_an_api_may_have_none(without: Api) -> None:
    assert version_header(without) is None
    assert version_in(without, {"OpenStack-API-Version": "compute 2.3"}) is None


@pytest.mark.parametrize(
    ("sent", "version"),
    [
        ("compute 2.79", "2.79"),
        ("compute 2.1", "2.1"),
        ("  compute   2.79 ", "2.79"),
        ("Compute 2.79", "2.79"),
        ("compute latest", "latest"),
        ("compute LATEST", "latest"),
        ("placement 1.3, compute 2.79", "2.79"),
        ("placement 1.3,compute latest ,volume 3.1", "latest"),
        ("compute 2.1, compute 2.2", "2.1"),
        ("placement 1.3", None),
        ("2.79", None),
        ("compute", None),
        ("compute 2", None),
        ("compute 2.079", None),
        ("compute 2.79.1", None),
        ("compute 2.79 x", None),
        ("xcompute 2.79", None),
        ("", None),
    ],
)
def test_a_request_asks_for_a_version(sent: str, version: str | None) -> None:
    assert version_in(api(), {"OpenStack-API-Version": sent}) == version


def test_the_name_of_a_header_may_be_written_in_any_case() -> None:
    assert version_in(api(), {"openstack-api-version": "compute 2.3"}) == "2.3"
    assert version_in(api("x-v: {version}"), {"X-V": "2.3"}) == "2.3"


@pytest.mark.parametrize(
    ("said", "sent", "version"),
    [
        ("X-V: {version}", "2.3", "2.3"),
        ("X-V: {version}", "latest", "latest"),
        ("X-V", "2.3", "2.3"),
        ("X-V: v({version})", "v(2.3)", "2.3"),
        ("X-V: v({version})", "v2.3", None),
    ],
)
def test_a_header_of_its_own(said: str, sent: str, version: str | None) -> None:
    assert version_in(api(said), {"X-V": sent}) == version


def test_a_request_without_the_header_asks_for_none() -> None:
    assert version_in(api(), {}) is None
    assert version_in(api(), {"Accept": "compute 2.3"}) is None


def test_a_long_header_takes_no_long_time() -> None:
    with cpu_time() as spent:
        assert version_in(api("X: {version}"), {"X": " " * 50_000 + "x"}) is None
        assert version_in(api(), {"OpenStack-API-Version": "compute" + " " * 50_000}) is None
    assert spent.seconds < 1


@given(st.text(), st.text())
def test_whatever_is_sent_is_a_version_or_none(said: str, sent: str) -> None:
    version = version_in(api(said or None), {(said.partition(":")[0]).strip(): sent})
    assert version is None or version == "latest" or Microversion.parse(version)
