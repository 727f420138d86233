"""Templates that do not end, or make much of little: a finding with the line, soon and small."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from jinja2.filters import FILTERS

from microref.emit.rst import growth
from tests.clock import cpu_time, pace
from tests.rendering import files, render_yaml
from tests.unit.emit.test_templates import SPEC

CASES = yaml.safe_load(Path(__file__).with_name("endless_templates.yaml").read_text("utf-8"))
ENDLESS = [(case["template"], case["message"]) for case in CASES["endless"]]
USUAL = [(case["template"], case["text"]) for case in CASES["usual"]]
MOST = 30
"""The bounds count steps, so what they let pass takes so many times what steps of Python take."""
NEST, REFUSED = "nests too deep", "cannot be compiled: "
TOO_MUCH_AS_TEXT = [
    ("{{ " + "(" * 3000 + "1" + ")" * 3000 + " }}", NEST),
    ("{{ " + "1+" * 30_000 + "1 }}", NEST),
    ("{{ a" + ".a" * 30_000 + " }}", NEST),
    ("{% for a in range(1) %}" * 21 + "{% endfor %}" * 21, f"{REFUSED}too many statically"),
    ("{% if 1 %}" * 150 + "{% endif %}" * 150, f"{REFUSED}too many levels"),
    ("{{ " + "9" * 10_000 + " }}", f"{REFUSED}Exceeds the limit"),
    ("{{ 1 }}" * 60_000, "longer than 256 KiB"),
    ("{# " * 50_000, "Missing end of comment"),
]


@pytest.mark.parametrize(
    ("template", "message"), ENDLESS + TOO_MUCH_AS_TEXT, ids=lambda text: text[:60]
)
def test_a_template_that_does_too_much_is_a_finding(tmp_path, template, message):
    with cpu_time() as spent:
        rendered = render_yaml(tmp_path, SPEC, {"method.rst.j2": f"\n{template}"})
    assert spent.seconds < MOST * pace()
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
    with cpu_time() as spent:
        rendered = render_yaml(tmp_path, SPEC + pages, {"page.rst.j2": endless})
    assert spent.seconds < MOST * pace()
    assert [found.span.line for found in rendered.diagnostics] == [1]


def test_every_filter_that_makes_much_of_little_is_known():
    """A new one of Jinja2 has to be looked at: does its result grow with a number, or two texts?"""
    linear = """abs attr capitalize count d default dictsort e escape filesizeformat first float
        forceescape groupby int items last length list lower map max min random reject rejectattr
        reverse safe select selectattr sort string striptags title trim truncate unique upper
        urlencode urlize wordcount xmlattr"""
    assert set(FILTERS) == {*linear.split(), *growth.OF_FILTERS}


def test_an_extended_page_is_bounded_too(tmp_path):
    own = {"page.rst.j2": '{% extends "!page.rst.j2" %}\n', "title.rst.j2": "{{ title.text }}\n"}
    assert "Show a thing" in files(render_yaml(tmp_path, SPEC, own))["things.inc"]
