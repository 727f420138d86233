"""For the tests of a service: its traffic against its reference. Knows no test runner.

The adapters are `microref.testing.requests`, `.httpx` and `.wsgi`; what they see goes to
`raising(validator)` or `Collecting(validator)`. `microref.api.validator` makes a validator.
"""

from microref.checks.live import Validator, Verdict
from microref.testing.exchange import Exchange, Told, judge
from microref.testing.matchers import IsValidExchange, IsValidRequest, IsValidResponse
from microref.testing.verdicts import Collecting, assert_reference_valid, assert_valid, raising

__all__ = [
    "Collecting",
    "Exchange",
    "IsValidExchange",
    "IsValidRequest",
    "IsValidResponse",
    "Told",
    "Validator",
    "Verdict",
    "assert_reference_valid",
    "assert_valid",
    "judge",
    "raising",
]
