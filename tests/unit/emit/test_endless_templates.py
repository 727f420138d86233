"""Templates that do not end, or make much of little: a finding with the line, soon and small."""

from __future__ import annotations

import time

import pytest
from jinja2.filters import FILTERS

from microref.emit.rst import growth
from tests.rendering import files, render_yaml
from tests.unit.emit.test_templates import SPEC

NO_END = "does not come to an end"
LARGE = "too large"
SIZE = "a number over 10,000 as a size"
NEST = "nests too deep"

# fmt: off
ENDLESS = [
    ("{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}", NO_END),
    ("{% for a in range(99999) %}{% for b in range(99999) if false %}{% endfor %}{% endfor %}", NO_END),
    ("{% for a in range(99999) %}{{ range(99999) | sum }}{% endfor %}", NO_END),
    ("{% for a in range(99999) %}{{ range(99999) | map('string') | join }}{% endfor %}", NO_END),
    ("{% set l = range(99999) | list %}{% for a in l %}{{ -1 in l }}{% endfor %}", NO_END),
    ("{% set l = range(99999) | list %}{% for a in l %}{{ -1 is in(l) }}{% endfor %}", NO_END),
    ("{% set l = range(99999) | list %}{% for a in l %}{{ l[::-1] | first }}{% endfor %}", NO_END),
    ("{% for a in range(99999) %}{{ '%s' % (range(999) | list) }}{% endfor %}", NO_END),
    ("{% for a in range(99999) %}" + "x" * 999 + "{% endfor %}", NO_END),
    ("{% for a in range(9999) %}{% include '!method.rst.j2' %}{{ 'x' * 9999 }}{% endfor %}", NO_END),
    ("{% macro m(n) %}{% if n %}{{ m(n - 1) }}{{ m(n - 1) }}{% endif %}{% endmacro %}{{ m(60) }}", NO_END),
    ("{% set c = cycler(1, 2) %}{% for a in range(99999) %}{% for b in range(99) %}{{ c.next() }}"
     "{% endfor %}{% endfor %}", NO_END),
    ("{{ range(99999) | map('center', 9999) | list }}", NO_END),
    ("{% set n = namespace(a=[]) %}{% for i in range(99999) %}{% set n.a = [n.a] %}{% endfor %}", NO_END),
    ("{% for a in [1, 2] recursive %}{{ loop([1, 2]) }}{% endfor %}", "without end"),
    ("{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}", "without end"),
    ("{% block a %}{{ self.a() }}{% endblock %}", "without end"),
    ("{{ 'x' * 10**9 }}", LARGE),
    ("{{ 10**9 * 'x' }}", LARGE),
    ("{{ [0] * 10**9 }}", LARGE),
    ("{{ 9**9999 ** 9999 }}", LARGE),
    ("{% set n = namespace(a='x') %}{% for i in range(60) %}{% set n.a = n.a ~ n.a %}{% endfor %}", LARGE),
    ("{% set n = namespace(a='x') %}{% for i in range(60) %}{% set n.a = n.a + n.a %}{% endfor %}", LARGE),
    ("{% set n = namespace(a=[1]) %}{% for i in range(60) %}{% set n.a = [n.a, n.a] %}{% endfor %}", LARGE),
    ("{% set n = namespace(a={}) %}{% for i in range(60) %}{% set n.a = {1: n.a, 2: n.a} %}{% endfor %}",
     LARGE),
    ("{% set n = namespace(a=9) %}{% for i in range(60) %}{% set n.a = n.a * n.a %}{% endfor %}", LARGE),
    ("{{ ('a' * 10**6).replace('a', 'b' * 10**6) }}", LARGE),
    ("{{ ('a' * 10**6) | replace('a', 'b' * 10**6) }}", LARGE),
    ("{{ ['a' * 10**5] * 10**5 }}", LARGE),
    ("{{ range(99999) | join('a' * 10**5) }}", LARGE),
    ("{{ ('a' * 10**5).join(range(9999) | map('string')) }}", LARGE),
    ("{{ ('a\\n' * 10**5) | indent('x' * 10**5) }}", LARGE),
    ("{{ ('a b ' * 10**5) | wordwrap(1, true, 'x' * 10**5) }}", LARGE),
    ("{{ '%s' * 999 % ((['x' * 10**5] * 9,) * 999) }}", LARGE),
    ("{{ ('%s' * 99) | format(*([['x' * 10**5]] * 99)) }}", LARGE),
    ("{{ ('\\t' * 10**5).expandtabs(tabsize=9999) }}", LARGE),
    ("{{ [1] | tojson(10**9) }}", LARGE),
    ("{{ [1] | tojson(indent=10**9) }}", LARGE),
    ("{{ ('x' * 10**5).translate({120: 'y' * 10**5}) }}", "unsafe"),
    ("{{ (5).to_bytes(10**9, 'big') }}", "unsafe"),
    ("{{ [[1]] | sum(start=[]) }}", "no numbers"),
    ("{{ '%0999999999d' % 1 }}", SIZE),
    ("{{ '%.*f' % (10**9, 1) }}", SIZE),
    ("{{ '%0999999999d' | format(1) }}", SIZE),
    ("{{ '{:>999999999}'.format(1) }}", SIZE),
    ("{{ '{:>{}}'.format(1, 10**9) }}", SIZE),
    ("{{ '{a:>{b}}'.format_map({'a': 1, 'b': 10**9}) }}", SIZE),
    ("{{ 'a' | center(10**9) }}", SIZE),
    ("{{ 'a' | attr('center')(10**9) }}", SIZE),
    ("{{ 'a'.ljust(10**9) }}", SIZE),
    ("{{ 'a'.zfill(10**9) }}", SIZE),
    ("{{ '\\t'.expandtabs(10**9) }}", SIZE),
    ("{{ 'a' | indent(10**9, true) }}", SIZE),
    ("{{ ('x' * 10**6) | wordwrap(1) }}", SIZE),
    ("{{ [1] | batch(10**9, 'x') | list }}", SIZE),
    ("{{ [1] | slice(10**9) | list }}", SIZE),
    ("{{ 5 | round(-10**9) }}", SIZE),
    ("{% filter center(10**9) %}x{% endfilter %}", SIZE),
]
TOO_MUCH_AS_TEXT = [
    ("{{ " + "(" * 3000 + "1" + ")" * 3000 + " }}", NEST),
    ("{{ " + "1+" * 30_000 + "1 }}", NEST),
    ("{{ a" + ".a" * 30_000 + " }}", NEST),
    ("{% for a in range(1) %}" * 21 + "{% endfor %}" * 21, "cannot be compiled: too many statically"),
    ("{% if 1 %}" * 150 + "{% endif %}" * 150, "cannot be compiled: too many levels"),
    ("{{ " + "9" * 10_000 + " }}", "cannot be compiled: Exceeds the limit"),
    ("{{ 1 }}" * 60_000, "longer than 256 KiB"),
    ("{# " * 50_000, "Missing end of comment"),
]
USUAL = [
    ("{{ range(1000) | sum }}", "499500"),
    ("{% for i in range(3) if i %}{{ loop.index }}{{ loop.length }}{% endfor %}", "1222"),
    ("{% for a in [[1], [2]] recursive %}{{ loop(a) if a is iterable else a }}{% endfor %}", "12"),
    ("{% macro m(a, b=2) %}{{ a }}{{ b }}{{ caller() }}{% endmacro %}{% call m(1) %}3{% endcall %}", "123"),
    ("{% set n = namespace(a=1) %}{% for i in range(9) %}{% set n.a = n.a * 2 %}{% endfor %}{{ n.a }}", "512"),
    ("{{ '%05.1f|%-3s|%%' % (2, 'x') }}{{ '%s' | format('y') }}", "002.0|x  |%y"),
    ("{{ '{:>3}{a}'.format('x', a=1) }}{{ '{a}'.format_map({'a': 2}) }}", "  x12"),
    ("{{ 'a,b'.split(',') | map('upper') | join('-') }}{{ 'a'.center(3) | trim }}", "A-Ba"),
    ("{{ {'b': 1, 'a': 2} | dictsort }}{{ [3, 1] | sort }}", "[('a', 2), ('b', 1)][1, 3]"),
    ("{{ {'a': [1]} | tojson }}{{ 2 ** 10 }}{{ 7 // 2 }}", '{"a": [1]}10243'),
    ("{{ [1, 2, 3][1:] | first }}{{ 1 in [1] }}{{ 1 < 2 < 3 }}", "2TrueTrue"),
    ("{% set x %}{{ 'a' }}b{% endset %}{{ x }}{% filter upper %}{{ x }}{% endfilter %}", "abAB"),
    ("{% for a, b in [(1, 2)] %}{{ b }}{{ a }}{% else %}none{% endfor %}{{ 1.26 | round(1) }}", "211.3"),
    ("{{ [1, 2, 3] | batch(2, 0) | map('list') | list }}", "[[1, 2], [3, 0]]"),
    ("{{ 'x' if false }}{{ namespace(a=1).a }}{{ namespace() }}", "1<Namespace>"),
]
# fmt: on


@pytest.mark.parametrize(
    ("template", "message"), ENDLESS + TOO_MUCH_AS_TEXT, ids=lambda text: text[:60]
)
def test_a_template_that_does_too_much_is_a_finding(tmp_path, template, message):
    began = time.process_time()
    rendered = render_yaml(tmp_path, SPEC, {"method.rst.j2": f"\n{template}"})
    assert time.process_time() - began < 8
    (found,) = rendered.diagnostics
    assert (found.code, found.span.path) == ("R901", "templates/method.rst.j2")
    assert message in found.message
    if (template, message) in ENDLESS:
        assert found.span.line == 2


@pytest.mark.parametrize(("template", "text"), USUAL)
def test_what_templates_usually_do_is_as_ever(tmp_path, template, text):
    rendered = files(render_yaml(tmp_path, SPEC, {"method.rst.j2": f"<{template}>"}))
    assert f"\n<{text}>\n" in rendered["things.inc"]


def test_one_page_that_does_too_much_is_the_last(tmp_path):
    pages = "".join(f"  p{number}: {{title: P}}\n" for number in range(50))
    endless = "{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}"
    began = time.process_time()
    rendered = render_yaml(tmp_path, SPEC + pages, {"page.rst.j2": endless})
    assert time.process_time() - began < 8
    assert [found.span.line for found in rendered.diagnostics] == [1]


def test_every_filter_that_makes_much_of_little_is_known():
    """A new one of Jinja2 has to be looked at: does its result grow with a number, or with two texts?"""
    linear = set(
        """abs attr capitalize count d default dictsort e escape filesizeformat first float
        forceescape groupby int items last length list lower map max min random reject rejectattr
        reverse safe select selectattr sort string striptags title trim truncate unique upper
        urlencode urlize wordcount xmlattr""".split()
    )
    assert set(FILTERS) == linear | set(growth.OF_FILTERS)


def test_an_extended_page_is_bounded_too(tmp_path):
    own = {"page.rst.j2": '{% extends "!page.rst.j2" %}\n', "title.rst.j2": "{{ title.text }}\n"}
    assert "Show a thing" in files(render_yaml(tmp_path, SPEC, own))["things.inc"]
