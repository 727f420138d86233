"""Some of the same tests for those who run them by unittest or stestr."""

import unittest
from pathlib import Path

import testtools
from reading_room import HEADER, make_app

from microref import api, testing
from microref.testing.wsgi import Observed

REFERENCE = api.load(Path(__file__).parents[1] / "parameters.yaml")
VALIDATOR = api.validator(REFERENCE)


class ReferenceTest(unittest.TestCase):
    def test_reference(self):
        testing.assert_reference_valid(REFERENCE)


class DeskTest(testtools.TestCase):
    def setUp(self):
        super().setUp()
        self.client = make_app().test_client()

    def test_create(self):
        body = {"desk": {"floor": 2}}
        self.assertThat(body, testing.IsValidRequest(VALIDATOR, "POST", "/desks"))
        answer = self.client.post("/desks", json=body)
        self.assertThat(
            answer.json,
            testing.IsValidResponse(VALIDATOR, "POST", "/desks", status=answer.status_code),
        )

    def test_show_newer(self):
        headers = {HEADER: "reading-room 1.2"}
        self.client.post("/desks", json={"desk": {"floor": 2}})
        answer = self.client.get("/desks/1", headers=headers)
        verdict = VALIDATOR.response(
            operation="show-desk",
            microversion="1.2",
            status=answer.status_code,
            body=answer.json,
        )
        testing.assert_valid(verdict)


class TrafficTest(unittest.TestCase):
    def test_all(self):
        traffic = testing.Collecting(VALIDATOR)
        app = make_app()
        app.wsgi_app = Observed(app.wsgi_app, traffic)
        client = app.test_client()
        client.post("/desks", json={"desk": {"floor": 2}})
        client.post("/desks/1/action", json={"reserve": {"reader": "Ada"}})
        client.delete("/desks/1")
        traffic.assert_valid()
