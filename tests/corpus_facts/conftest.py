"""The services of the corpus, as the round trips import them."""

from tests.roundtrip.published.conftest import service, shared

__all__ = ["service", "shared"]
