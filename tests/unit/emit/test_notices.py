"""The notices of guards on the page: each operation that is guarded shows its own."""

from __future__ import annotations

from tests.rendering import files, render_yaml

NOTICES = """
notices:
  swap: {kind: important, text: "Do\\n\\nnot."}
  other: {text: Something else.}
parameters:
  id: {in: body, type: string, guard: {started_by: [a], otherwise: 409, notice: swap}}
pages:
  volumes:
    title: Volumes
    description: [{notice: swap}]
    operations:
"""
OPERATION = """
      - id: %(id)s
        title: Change %(id)s
        method: PUT
        path: /volumes
        description: [%(text)s]
        status: {error: [409]}
        request: {parameters: [{id: id}]}
"""
SHOWN = "{notice: swap}"


def spec(**texts: str) -> str:
    return NOTICES + "".join(OPERATION % {"id": key, "text": text} for key, text in texts.items())


def faults(rendered) -> list[str]:
    return [f"{found.span.place} {found.code} {found.message}" for found in rendered.diagnostics]


def test_what_the_spec_itself_does_not_show_is_no_fault_of_a_template(tmp_path):
    own = {"admonition.rst.j2": ""}
    assert "volumes.inc" in files(render_yaml(tmp_path, spec(a="Text."), own))


def test_a_notice_that_no_guard_demands_may_be_left_out(tmp_path):
    own = "{% if admonition.kind == 'important' %}{{ admonition.text }}{% endif %}"
    text = spec(a=f"{SHOWN}, {{notice: other}}")
    page = files(render_yaml(tmp_path, text, {"admonition.rst.j2": own}))["volumes.inc"]
    assert "Something else." not in page


def test_the_notice_of_another_operation_or_of_the_page_is_not_the_own_one(tmp_path):
    own = {
        "operation.rst.j2": "{{ operation.title | rst }}\n\n"
        "{% if operation.id != 'b' %}{{ operation.parts | rst }}{% endif %}"
    }
    rendered = render_yaml(tmp_path, spec(a=SHOWN, b=SHOWN), own)
    message = "operation.rst.j2 leaves out the notice 'swap' of the guarded operation b"
    assert faults(rendered) == [f"templates/operation.rst.j2:1 R903 {message}"]
    assert rendered.artifacts == ()


def test_a_page_that_lays_out_operations_itself_shows_each_notice(tmp_path):
    page = (
        "{% for part in page.parts if part is not string and part.parts is defined"
        " and part.id != 'b' %}{{ part.parts | rst }}\n\n{% endfor %}"
    )
    rendered = render_yaml(tmp_path, spec(a=SHOWN, b=SHOWN), {"page.rst.j2": page})
    assert {fault.split(" ")[0] for fault in faults(rendered)} == {"templates/page.rst.j2:1"}
    page = page.replace(" and part.id != 'b'", "").replace("{{", "{{ page.parts[0] | rst }}\n\n{{")
    assert "volumes.inc" in files(
        render_yaml(tmp_path, spec(a=SHOWN, b=SHOWN), {"page.rst.j2": page})
    )


def test_the_innermost_template_is_at_fault(tmp_path):
    text = spec(a="{section: {title: Swap, text: [{notice: swap}]}}")
    nothing = {
        "section.rst.j2": "{{ section.title | rst }}",
        "page.rst.j2": "{{ page.parts | rst }}",
    }
    (fault,) = faults(render_yaml(tmp_path, text, nothing))
    assert fault.startswith("templates/section.rst.j2:1 R903 section.rst.j2 leaves out")


def test_one_that_is_shown_twice_may_not_be_left_out_once(tmp_path):
    own = {"section.rst.j2": "{{ section.title | rst }}"}
    text = spec(a=f"{SHOWN}, {{section: {{title: Swap, text: [{SHOWN}]}}}}")
    (fault,) = faults(render_yaml(tmp_path, text, own))
    assert "section.rst.j2 leaves out" in fault


def test_a_page_loses_none_of_the_others(tmp_path):
    own = {"admonition.rst.j2": ""}
    rendered = render_yaml(tmp_path, spec(a=SHOWN) + "  empty: {title: Empty}\n", own)
    assert [artifact.path for artifact in rendered.artifacts] == ["empty.inc"]


def test_a_notice_may_hold_what_is_not_seen(tmp_path):
    text = spec(a=SHOWN).replace(
        '"Do\\n\\nnot."',
        '"Do\\n\\n..\\n\\n    not.\\n\\n.. _a: https://a.example/\\n\\n.. [1] See a_."',
    )
    assert "volumes.inc" in files(render_yaml(tmp_path, text))
    (fault,) = faults(render_yaml(tmp_path, text, {"admonition.rst.j2": "Do not."}))
    assert "R903" in fault


def test_an_operation_that_cannot_be_laid_out_alone_is_sought_on_the_page(tmp_path):
    own = {
        "page.rst.j2": "{% set name = 'x' %}{% for operation in page.parts[1:] %}"
        '{% include "operation.rst.j2" %}{% endfor %}',
        "operation.rst.j2": "{{ name }} {{ operation.parts | rst }}",
    }
    (fault,) = faults(render_yaml(tmp_path, spec(a=SHOWN), own))
    assert "page.rst.j2 leaves out" in fault, "the page's own text is not the operation's"
    own["page.rst.j2"] += "\n\n{{ page.parts[0] | rst }}"
    assert "volumes.inc" in files(render_yaml(tmp_path, spec(a=SHOWN), own))
