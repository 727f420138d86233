"""What changes in an operation, in words: short, and each kind said once."""

from __future__ import annotations

import pytest

from microref.derive.changes import Change, Thing
from microref.model.walk import Side
from microref.sphinx_ext.change_words import phrases

OPERATION = Thing("operation")
REQUEST = Thing("message", "request")


def field(
    path: str, side: Side = "request", location: str = "body", step: int | None = None
) -> Thing:
    return Thing("field", side, step, location, tuple(path.split("/")))


def code(number: int) -> Thing:
    return Thing("code", code=number)


def said(*changes: Change) -> str:
    return "; ".join(
        "".join(f"`{piece.text}`" if piece.is_name else piece.text for piece in phrase)
        for phrase in phrases(changes)
    )


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (Change("added", OPERATION), "added"),
        (Change("removed", OPERATION), "removed"),
        (Change("deprecated", OPERATION), "deprecated"),
        (Change("added", REQUEST), "request added"),
        (Change("removed", Thing("message", "response")), "response removed"),
        (Change("added", Thing("message", "request", 2)), "request of step 2 added"),
        (Change("added", field("a")), "request field `a` added"),
        (Change("added", field("a/b.c/d", "response")), "response field `d` of `a.b.c` added"),
        (Change("added", field("a", step=2)), "request field `a` of step 2 added"),
        (Change("removed", field("limit", location="query")), "query parameter `limit` removed"),
        (Change("changed", field("id", location="path")), "path parameter `id` changed"),
        (Change("added", field("X-A", location="header")), "request header `X-A` added"),
        (Change("added", field("X-A", "response", "header")), "response header `X-A` added"),
        (Change("required", field("a")), "request field `a` now required"),
        (Change("optional", field("a")), "request field `a` now optional"),
        (
            Change("changed", field("a"), ("integer", "string")),
            "request field `a` changed from integer to string",
        ),
        (Change("added", code(409)), "response code `409` added"),
    ],
)
def test_a_change_in_words(change: Change, words: str) -> None:
    assert said(change) == words


def test_what_happens_to_several_of_a_kind_is_said_once() -> None:
    assert (
        said(
            Change("removed", field("a/b")),
            Change("added", field("a/c")),
            Change("removed", field("d")),
            Change("added", field("a/e")),
            Change("added", field("c", "response")),
            Change("added", code(404)),
            Change("added", code(409)),
        )
        == "request field `b` of `a` removed; request fields `c`, `e` of `a` added;"
        " request field `d` removed; response field `c` added; response codes `404`, `409` added"
    )


def test_nothing_is_nothing() -> None:
    assert said() == ""
