"""Is what the service says what its reference tells? Here an answer stands in for the service."""

from microref.testing import assert_valid


def test_a_new_bike_is_answered_as_the_reference_tells(microref_validator):
    bike = {"id": "b81e4d07-52c9-4f3a-8e60-77a1c95d2f3e", "name": "Thunder", "gears": 7}
    answer = microref_validator.response(
        "POST", "/bikes", microversion="1.2", status=201, body={"bike": bike}
    )
    assert_valid(answer)
