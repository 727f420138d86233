"""The service has tests of its own, which test_service.py runs in a copy."""

collect_ignore = ["desks"]
