"""The matchers, in the hands of testtools itself."""

from __future__ import annotations

import io
from typing import Any

import pytest
import testtools
from testtools.matchers import AfterPreprocessing, Annotate, MatchesAll, Not

from microref.testing import IsValidExchange, IsValidRequest, IsValidResponse, Validator
from tests.live.exchanges import LAMP, exchange


class Nothing(testtools.TestCase):
    """A test whose methods are used by others."""

    def runTest(self) -> None:  # noqa: N802
        """Do nothing."""


@pytest.fixture
def case() -> Any:
    return Nothing()


def test_what_is_valid_passes(case: Any, validator: Validator) -> None:
    case.assertThat({"lamp": {"name": "Sun"}}, IsValidRequest(validator, "POST", "/lamps"))
    case.assertThat({"lamp": LAMP}, IsValidResponse(validator, operation="show-lamp", status=200))
    case.assertThat(exchange("GET /lamps", answer={"lamps": []}), IsValidExchange(validator))


def test_what_is_not_valid_fails_with_the_findings(case: Any, validator: Validator) -> None:
    with pytest.raises(AssertionError) as failed:
        case.assertThat({"lamp": {"colour": 1}}, IsValidRequest(validator, "POST", "/lamps"))
    assert "J104 request of create-lamp at 1.1: 'lamp' lacks 'name'" in str(failed.value)
    assert "J103 request of create-lamp at 1.1: 'colour' is no field" in str(failed.value)
    with pytest.raises(AssertionError, match=r"J203 response of show-lamp at 1\.3"):
        case.assertThat(
            {"lamp": {**LAMP, "lumens": 1}},
            IsValidResponse(validator, "GET", "/lamps/1", microversion="1.3", status=201),
        )
    with pytest.raises(AssertionError, match="J205"):
        case.assertThat(exchange("GET /lamps?a=b"), IsValidExchange(validator))


def test_only_verdicts_with_findings_are_described(validator: Validator) -> None:
    mismatch = IsValidExchange(validator).match(exchange("GET /lamps", answer={"lamps": 1}))
    assert mismatch is not None
    assert len(mismatch.describe().splitlines()) == 1
    assert mismatch.get_details() == {}
    assert [one.is_valid for one in mismatch.verdicts] == [True, False]


def test_the_matchers_of_testtools_take_ours(case: Any, validator: Validator) -> None:
    valid: Any = IsValidRequest(validator, operation="create-lamp")
    case.assertThat({"lamp": {"name": "Sun"}}, MatchesAll(valid, Annotate("a lamp", valid)))
    case.assertThat({}, Not(valid))
    case.assertThat("Sun", AfterPreprocessing(lambda name: {"lamp": {"name": name}}, valid))
    case.expectThat({"lamp": {"name": "Sun"}}, valid)


def test_a_matcher_shows_what_it_asks_for(validator: Validator) -> None:
    matcher = IsValidResponse(validator, "GET", "/lamps", status=200)
    assert str(matcher) == "IsValidResponse(GET, /lamps, status=200)"
    assert str(IsValidRequest(validator, operation="x")) == "IsValidRequest(operation='x')"
    assert str(IsValidExchange(validator)) == "IsValidExchange()"


def test_a_failure_in_a_run_of_testtools_has_the_findings(validator: Validator) -> None:
    class Sample(testtools.TestCase):
        def test_lamp(self) -> None:
            matcher: Any = IsValidRequest(validator, "POST", "/lamps")
            self.assertThat({}, matcher)

    stream = io.StringIO()
    result = testtools.TextTestResult(stream)
    result.startTestRun()
    Sample("test_lamp").run(result)
    result.stopTestRun()
    assert not result.wasSuccessful()
    assert "J104 request of create-lamp" in stream.getvalue()
