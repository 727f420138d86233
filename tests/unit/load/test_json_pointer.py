from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from microref.load.json_pointer import join, names, token


@pytest.mark.parametrize(
    ("pointer", "found"),
    [
        ("", ()),
        ("/", ("",)),
        ("/a/0/-", ("a", "0", "-")),
        ("/a~1b/~0c", ("a/b", "~c")),
        ("/~01", ("~1",)),
        ("a/b", ("b",)),
        ("//a", ("", "a")),
    ],
)
def test_the_names_of_a_pointer(pointer, found) -> None:
    assert names(pointer) == found


@given(st.lists(st.text(st.characters(codec="utf-8") | st.sampled_from("~/01"))))
def test_what_is_written_and_read_again_is_the_same(parts) -> None:
    assert names("".join(f"/{token(part)}" for part in parts)) == tuple(parts)
    assert names(join(parts)) == tuple(parts)


def test_indexes_are_parts_as_keys_are() -> None:
    assert join([]) == ""
    assert join(["a/b", 0, "", "~"]) == "/a~1b/0//~0"
