"""How the nodes of a reference look in HTML: what os-api-ref makes of them, well-formed.

An epub has no scripts, so there an operation has no button and is always open.
"""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.locale import _

from microref.sphinx_ext.nodes import expand_all, operation_head, status_code

if TYPE_CHECKING:
    from docutils.nodes import Element
    from sphinx.writers.html5 import HTML5Translator

__all__ = ["VISITORS"]

_HEAD = """\
<section class="{section_classes}"{id}>
<div class="operation-grp {classes} container"{own_id}>
<div class="row">
<div class="col-md-2">
<div class="operation">
{anchor}<span class="badge label-{method}">{method}</span>
</div>
</div>
<div class="col-md-9">
<div class="row">
<div class="endpoint-container">
<div class="endpoint-url">{url}</div>
<div class="endpoint-title">
<p class="url-subtitle" role="heading" aria-level="{level}">{title}</p>
</div>
</div>
</div>
</div>
<div class="col-md-1">{button}</div>
</div>
</div>
</section>
"""
_ANCHOR = """\
<a name="{target}" class="operation-anchor" href="#{link}" title="{label}">\
<span class="fa fa-link"></span></a>
"""
_BUTTON = """
<button type="button" class="btn btn-info btn-sm btn-detail" data-bs-target="#{detail}" \
data-bs-toggle="collapse" id="{detail}-btn">detail</button>
"""
_EXPAND_ALL = """\
<div class="row mr-controls">
<div class="col-md-2 col-md-offset-9 ms-auto">
</div>
<div class="col-md-1">
<button type="button"{id} data-toggle="collapse" \
class="btn btn-info btn-sm btn-expand-all">Show All</button>
</div>
</div>
"""
_PARAMETER = re.compile(r"\{[^{}]*\}")


def _visit_head(translator: HTML5Translator, node: Element) -> None:
    anchor, button = (_ANCHOR, _BUTTON) if _has_scripts(translator) else ("", "")
    target = escape("".join(node["ids"][:1]))
    own_id = escape(f"op.{node['identity']}") if node["identity"] else ""
    html = _HEAD.format(
        section_classes=escape(" ".join(node["classes"])),
        id=f' id="{target}"' if target else "",
        classes="".join(f"{name} " for name in _window_classes(node)),
        own_id=f' id="{own_id}"' if own_id else "",
        anchor=anchor.format(
            target=target, link=own_id or target, label=escape(_("Link to this heading"))
        )
        if target
        else "",
        method=escape(node["method"]),
        url=_PARAMETER.sub(_as_parameter, escape(node["url"])),
        level=min(translator.section_level + 1, 6),
        title=_title(translator, node),
        button=button.format(detail=escape(node["detail"])) if target else "",
    )
    translator.body.append(html)
    raise nodes.SkipNode


def _has_scripts(translator: HTML5Translator) -> bool:
    """Whether it is no book. To register visitors for books would hide those of others for HTML."""
    return bool(translator.builder.name != "epub")


def _window_classes(node: Element) -> list[str]:
    sides = {side: node.get(f"{side}_version") for side in ("min", "max")}
    return [
        escape(f"rp_{side}_ver_{version}".replace(".", "_"))
        for side, version in sides.items()
        if version
    ]


def _as_parameter(match: re.Match[str]) -> str:
    return f'<span class="path_parameter">{match[0]}</span>'


def _title(translator: HTML5Translator, node: Element) -> str:
    """The title as HTML, with its markup."""
    page, translator.body = translator.body, []
    for title in node.findall(nodes.title):
        for child in title.children:
            child.walkabout(translator)
    written, translator.body = translator.body, page
    return "".join(written)


def _visit_status_code(translator: HTML5Translator, node: Element) -> None:
    translator.body.append(f"<code>{escape(node.astext(), quote=False)}</code>")
    raise nodes.SkipNode


def _visit_expand_all(translator: HTML5Translator, node: Element) -> None:
    if _has_scripts(translator):
        own_id = ' id="expand-all"' if node.get("number") == 1 else ""
        translator.body.append(_EXPAND_ALL.format(id=own_id))
    raise nodes.SkipNode


VISITORS = {
    operation_head: _visit_head,
    status_code: _visit_status_code,
    expand_all: _visit_expand_all,
}
"""What visits a node of a kind on an HTML page; it also writes all that is in the node."""
