"""Calls of curl and HTTP messages are found in any text, soon, and without a traceback."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from microref.checks.samples.calls_in_text import MAX_TEXT, curl_calls, http_messages
from tests.clock import cpu_time
from tests.helpers import check_small
from tests.rule_cases import BEFORE

SHELL = ["curl ", "curl", "-d ", "@- ", "<<EOF", "\nEOF\n", "'", '"', "\\", "\n", " ", "$", "<< "]
WORDS = [
    "{",
    "}",
    "-X",
    "POST ",
    "--json=",
    "/a",
    "HTTP/1.1 200 OK\n",
    "GET /a\n",
    "é",
    "-H ",
    "a: b",
]
PIECES = st.sampled_from([*SHELL, *WORDS])


@given(st.lists(PIECES, max_size=30).map("".join))
def test_bodies_stand_where_they_are_said_to(text: str) -> None:
    for call in [*curl_calls(text), *http_messages(text)]:
        assert 0 <= call.offset <= len(text)
        if call.body is not None and call.is_verbatim:
            assert text[call.body_at :].startswith(call.body)


@pytest.mark.parametrize(
    "piece",
    ["curl -d @- <<a{}\n", "curl ", "\\a", "'", '"', "<<a\n", "HTTP/1.1 200 \n", "\n ", "curl '\n"],
)
def test_no_text_takes_long(piece: str) -> None:
    text = "curl -d " + "".join(piece.replace("{}", str(n)) for n in range(MAX_TEXT // len(piece)))
    with cpu_time() as spent:
        list(curl_calls(text[:MAX_TEXT]))
        list(http_messages(text[:MAX_TEXT]))
    assert spent.seconds < 2


@pytest.mark.parametrize(
    ("path", "url", "is_it"),
    [
        ("/a/{b}.{c}", "http://h/a/x.y", True),
        ("/a/{b}.{c}", "http://h/a/x", False),
        ("/a/{b}.{c}", "http://h/a/.y", False),
        ("/a/b{c}d", "http://h/a/bd", False),
        ("/a/b{c}d", "http://h/a/bxd", True),
        ("/a/" + "{x}a" * 30, "http://h/a/" + "a" * 3000 + "b", False),
    ],
)
def test_a_url_is_one_of_the_path(tmp_path: Path, path: str, url: str, is_it: bool) -> None:
    spec = tmp_path / "parameters.yaml"
    spec.write_text(
        BEFORE
        + f"""\
pages:
  things:
    title: Things
    operations:
      - id: show
        title: Show
        method: GET
        path: {path!r}
        request: {{samples: [{{file: a.curl}}]}}
"""
    )
    (tmp_path / "api_samples").mkdir()
    (tmp_path / "api_samples" / "a.curl").write_text(f"curl {url}")
    codes = {found.code for found in check_small(spec) if found.code.startswith("J")}
    assert codes == (set() if is_it else {"J122"})
