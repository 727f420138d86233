"""A client of the service, whose traffic is judged by the reference."""

import pytest
from reading_room import HEADER, make_app

from microref.testing.wsgi import Observed


@pytest.fixture
def client(microref_traffic):
    app = make_app()
    app.wsgi_app = Observed(app.wsgi_app, microref_traffic)
    return app.test_client()


@pytest.fixture
def newer():
    """The headers of a request for the newer version."""
    return {HEADER: "reading-room 1.2"}
