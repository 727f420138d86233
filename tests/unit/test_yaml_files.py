"""YAML files give the words that are written in them, whatever these spell."""

from __future__ import annotations

import pytest

from microref.sphinx_ext.yaml_files import UnreadableError, YamlFiles, listed
from tests.clock import cpu_time


@pytest.fixture
def read(tmp_path):
    def read(text):
        path = tmp_path / "parameters.yaml"
        path.write_text(text, encoding="utf-8")
        return YamlFiles().entries(path)

    return read


WORDS = [
    "5",
    "0b_",
    "0x1F",
    "1_000",
    "1:30",
    "2.20",
    "1e3",
    ".inf",
    "=",
    "true",
    "No",
    "2020-13-45",
    "2020-01-02",
    "2020-01-02T03:04:05Z",
    '!!int "x"',
    '!!float "x"',
    '!!bool "zzz"',
    '!!timestamp "x"',
    '!!binary "%"',
    '!mine "x"',
    "!!python/name:os.system x",
]


@pytest.mark.parametrize("written", WORDS)
def test_a_value_is_the_words_as_they_are_written(read, written):
    entry = read(f"one:\n  before: text\n  type: {written}\n  after: text\n")["one"]
    assert entry.has("type")
    assert entry.text("type").lines == (written.split(" ")[-1].strip('"'),)
    assert entry.text("type").line == 3
    assert entry.words("after") == "text"


@pytest.mark.parametrize("written", ["2020-13-45", "0b_", "=", '!!bool "zzz"', "200", "null", "on"])
def test_so_is_a_key(read, written):
    words = written.split(" ")[-1].strip('"')
    entries = read(f"{written}:\n  {written}: text\n")
    assert entries[words].words(words) == "text"


@pytest.mark.parametrize("written", ["false", "False", "no", "off", "OFF", '!!bool "no"'])
def test_what_says_no(read, written):
    assert read(f"one: {{required: {written}}}\n")["one"].says_no("required")


@pytest.mark.parametrize(
    "written", ["true", "yes", "on", "null", "", '"false"', "'no'", "!!str no", "n", "0", "[false]"]
)
def test_what_does_not(read, written):
    assert not read(f"one:\n  required: {written}\n")["one"].says_no("required")


@pytest.mark.parametrize("written", ["", "null", "~", "Null"])
def test_null_is_no_value(read, written):
    entry = read(f"one:\n  type: {written}\n")["one"]
    assert (entry.has("type"), entry.has_text("type")) == (False, False)
    assert entry.text("type").lines == ()


@pytest.mark.parametrize("written", ["[]", "[a]", "{}", "{a: b}", "&a [*a]", "&a {a: *a}"])
def test_a_value_that_is_no_scalar_is_no_text(read, written):
    entry = read(f"one:\n  type: {written}\n")["one"]
    assert (entry.has("type"), entry.has_text("type")) == (True, False)
    assert entry.words("type") == ""


MERGES = """\
first: &first {in: body, type: string}
other: &other {type: object, description: Other.}
second:
  type: array
  <<: *first
third:
  <<: [*first, *other]
fourth:
  <<: {<<: *other, in: path}
fifth: &fifth
  <<: *fifth
  in: query
"""


def test_keys_are_merged(read):
    entries = read(MERGES)
    shown = {
        key: {name: entry.words(name) for name in entry.values or ()}
        for key, entry in entries.items()
    }
    assert shown["second"] == {"in": "body", "type": "array"}
    assert shown["third"] == {"in": "body", "type": "string", "description": "Other."}
    assert shown["fourth"] == {"in": "path", "type": "object", "description": "Other."}
    assert shown["fifth"] == {"in": "query"}
    assert entries["second"].text("in").line == 1


def test_entries_are_merged(read):
    entries = read("<<: {one: {in: body}, two: {in: body}}\none: {in: path}\n")
    assert {key: entry.words("in") for key, entry in entries.items()} == {
        "one": "path",
        "two": "body",
    }


@pytest.mark.parametrize("written", ["text", "[a]", "[[{a: b}]]"])
def test_what_cannot_be_merged_is_told_with_its_line(read, written):
    with pytest.raises(UnreadableError, match="is not YAML") as fault:
        read(f"one:\n  in: body\n  <<: {written}\n")
    assert fault.value.line == 3


def aliases(first, then):
    """A text of forty levels, each of which has the one before ten times."""
    text = [f"a0: &a0 {first}"]
    text += [
        f"a{n}: &a{n} {then.format(', '.join(f'*a{n - 1}' for _ in range(10)))}"
        for n in range(1, 40)
    ]
    return "\n".join(text)


@pytest.mark.parametrize("then", ["[{0}]", "{{<<: [{0}]}}", "{{x: [{0}]}}", "{{? [{0}] : x}}"])
def test_aliases_of_aliases_take_no_time(read, then):
    with cpu_time() as spent:
        assert list(read(aliases("{in: body}", then)))[-1] == "a39"
    assert spent.seconds < 5


@pytest.mark.parametrize(
    ("text", "items"),
    [
        ("- &a [*a]", ["&a [*a]"]),
        ("- &a {b: *a}", [{"b": "&a {b: *a}"}]),
        ("- &a {? *a : b}", ["&a {? *a : b}"]),
        ("- [a]: b", ["[a]: b"]),
        ("- a: [b,\n    c]", [{"a": "[b, c]"}]),
        ("- a: {b: c}", [{"a": "{b: c}"}]),
        ("- 2020-13-45: !!int x", [{"2020-13-45": "x"}]),
        ("- 200\n- on: null\n- a:", ["200", {"on": "null"}, {"a": ""}]),
    ],
)
def test_items_are_as_they_are_written(text, items):
    found = [item for item, _line in listed(text)]
    assert found == items


def test_items_of_aliases_take_no_time():
    levels = "\n".join(f"- {line}" for line in aliases("{x: y}", "[{0}]").split("\n"))
    with cpu_time() as spent:
        assert len(list(listed(levels))) == 40
    assert spent.seconds < 5


@pytest.mark.parametrize("text", ["- " + "[" * 100_000, "- " * 100_000 + "x", "- " + "{a: " * 9999])
def test_a_depth_without_end_is_a_fault(text):
    with pytest.raises(UnreadableError):
        list(listed(text))


@pytest.mark.unmeasured  # the loader without libyaml is slow enough
@pytest.mark.parametrize("name", ["SafeLoader", "BaseLoader"])
def test_so_it_is_without_libyaml(read, monkeypatch, name):
    import yaml

    monkeypatch.setattr("microref.sphinx_ext.yaml_files._FastLoader", getattr(yaml, name))
    for depth in (2000, 100_000):
        with pytest.raises(UnreadableError):
            read("one: " + "[" * depth + "]" * depth)
    with pytest.raises(UnreadableError):
        read('one: {type: "\\UFFFFFFFF"}\n')
