"""A line of a generated file leads to the place in the spec that it is made of."""

from __future__ import annotations

from microref.emit.rst.origins import origin
from tests.helpers import load_clean
from tests.rendering import HEAD, files, render_yaml

SAME = """
parameters:
  one:
    description: |
      One of the following:

      - it shines
    in: body
    type: string
  two:
    description: |
      One of the following:

      - it shines
    in: body
    type: string

pages:
  lamps:
    title: Lamps
    operations:
      - id: show-lamp
        title: Show a lamp
        method: GET
        path: /lamp
        response: {parameters: [{two: two}]}
"""

SECTIONS = """
pages:
  lamps:
    title: Lamps
    description: All about lamps.
    operations:
      - section:
          title: Before
          text: Some words before.
      - id: show-lamp
        title: Show a lamp
        method: GET
        path: /lamp
        description: Shows it.
      - section:
          title: Between
          text:
            - Some words.
            - section:
                title: Within
                text: Some words within.
      - id: dim-lamp
        title: Dim a lamp
        method: POST
        path: /lamp
        description: |
          Dims it.

          See elsewhere.
      - section:
          title: After
          text: |
            All is said.

            See elsewhere.
"""


class Made:
    """What a spec becomes, asked for the lines of the spec."""

    def __init__(self, folder, text, templates=None):
        self.written = (HEAD + text).splitlines()
        self.made = files(render_yaml(folder, text, templates))
        self.spec = load_clean(folder / "parameters.yaml")

    def of(self, file, words, *, which=0):
        lines = self.made[file].splitlines()
        found = [number for number, line in enumerate(lines, 1) if line.strip() == words]
        span = origin(self.spec, file, lines, found[which])
        assert span is not None
        return span.line

    def line(self, words, *, which=0):
        return [n for n, line in enumerate(self.written, 1) if line.endswith(words)][which]


def test_of_two_texts_that_are_the_same_it_is_the_one_that_is_used(tmp_path):
    made = Made(tmp_path, SAME)
    for words in ("One of the following:", "- it shines"):
        assert made.of("lamps.parameters.yaml", words) == made.line(words, which=1)


def test_a_key_may_be_quoted(tmp_path):
    made = Made(tmp_path, SAME.replace("two", '"on"'))
    assert '"on":\n' in made.made["lamps.parameters.yaml"]
    assert made.of("lamps.parameters.yaml", "- it shines") == made.line("- it shines", which=1)


TEXTS = [
    "All about lamps.",
    "Some words before.",
    "Shows it.",
    "Some words.",
    "Some words within.",
    "Dims it.",
    "All is said.",
]


def test_a_section_of_a_page_is_found_below_an_operation(tmp_path):
    made = Made(tmp_path, SECTIONS)
    assert [made.of("lamps.inc", words) for words in TEXTS] == [made.line(w) for w in TEXTS]


def test_of_texts_with_the_same_line_it_is_the_one_that_has_the_lines_around_it(tmp_path):
    made = Made(tmp_path, SECTIONS)
    for which in (0, 1):
        found = made.of("lamps.inc", "See elsewhere.", which=which)
        assert found == made.line("See elsewhere.", which=which)


def test_texts_are_found_on_a_page_whose_template_says_no_classes(tmp_path):
    template = "{{ operation.title | rst }}\n\n{{ operation.parts | rst }}\n"
    made = Made(tmp_path, SECTIONS, {"operation.rst.j2": template})
    assert [made.of("lamps.inc", words) for words in TEXTS] == [made.line(w) for w in TEXTS]
    assert made.of("lamps.inc", "Dim a lamp") == made.line("title: Lamps") - 1
