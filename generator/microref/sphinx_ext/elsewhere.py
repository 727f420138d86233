"""What a page names, and what stands in another document since pages are documents.

A link by a title or a target and a substitution hold within one document. Those of a
page that are unknown there are left open while it is read, and found when it is
written, in the document that includes it and in the other pages of that one.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from docutils import nodes
from sphinx import addnodes
from sphinx.transforms import SphinxTransform
from sphinx.transforms.post_transforms import SphinxPostTransform

from microref.sphinx_ext.documents import pages_are_documents
from microref.sphinx_ext.messages import warn
from microref.sphinx_ext.nodes import substitution_elsewhere

if TYPE_CHECKING:
    from docutils.nodes import Element, Node, document
    from sphinx.environment import BuildEnvironment

__all__ = [
    "DOMAIN",
    "OPERATION",
    "TARGET",
    "AliasesLeft",
    "Names",
    "SubstitutionsFound",
    "SubstitutionsLeft",
    "TargetsLeft",
    "names_in",
]

DOMAIN, TARGET = "microref", "target"
"""The domain, and the kind, of the references that are left open."""
OPERATION = "operation"
"""The kind of those that lead to an operation, by the class of its section."""


class Names(NamedTuple):
    """What a document gives a name to."""

    ids: Mapping[str, str]
    addresses: Mapping[str, str]
    substitutions: Mapping[str, list[Node]]
    """By their names in lower case, as docutils finds them in the end."""

    @property
    def key(self) -> object:
        """What is the same as long as links and substitutions lead to the same."""
        texts = {
            name: [node.pformat() for node in found] for name, found in self.substitutions.items()
        }
        return (self.ids, self.addresses, texts)


def names_in(doctree: document) -> Names:
    """What a document gives a name to; a name that it gives to several is none."""
    ids: dict[str, str] = {}
    addresses: dict[str, str] = {}
    for name, id_ in doctree.nameids.items():
        target = doctree.ids.get(id_) if id_ else None
        if target is not None and "refuri" in target:
            addresses[name] = target["refuri"]
        elif target is not None:
            ids[name] = id_
    substitutions = {
        name.lower(): [_alone(child) for child in definition.children]
        for name, definition in doctree.substitution_defs.items()
    }
    return Names(ids, addresses, substitutions)


def _alone(node: Node) -> Node:
    """A copy that does not hold on to the document that it is from."""
    copy = node.deepcopy()
    for inner in copy.findall():
        inner.document = None  # type: ignore[assignment] # as in a node that is new
    return copy


class SubstitutionsLeft(SphinxTransform):
    """Leaves open the substitutions that a document does not define."""

    default_priority = 219  # docutils is about to look for the definitions

    def apply(self, **_options: Any) -> None:
        """Put open places for them."""
        if not pages_are_documents(self.config):
            return
        known = self.document.substitution_names
        for node in list(self.document.findall(nodes.substitution_reference)):
            name = node["refname"]
            if name.lower() not in known:
                place = substitution_elsewhere(
                    "", "", *node.children, name=name, document=self.env.docname
                )
                _place_as(place, node)
                node.replace_self(place)
                _domain(self.env).note_open(self.env.docname)


class AliasesLeft(SphinxTransform):
    """Lets links through a name that stands for an unknown one lead to that one."""

    default_priority = 455  # docutils is about to follow such names

    def apply(self, **_options: Any) -> None:
        """Name the target itself in the links."""
        if not pages_are_documents(self.config):
            return
        document = self.document
        for alias in list(document.indirect_targets):
            if alias.get("refname") is None or alias["refname"] in document.nameids:
                continue
            links = [link for id_ in alias["ids"] for link in document.refids.pop(id_, [])]
            for name in alias["names"]:
                links += document.refnames.pop(name, [])
            for link in links:
                if isinstance(link, nodes.reference):
                    link.attributes.pop("refid", None)
                    link["refname"], link.resolved = alias["refname"], False
            document.indirect_targets.remove(alias)


class TargetsLeft(SphinxTransform):
    """Leaves open the links whose targets a document does not have."""

    default_priority = 845  # docutils has found what there is, and is about to complain

    def apply(self, **_options: Any) -> None:
        """Put references of our domain for them."""
        if not pages_are_documents(self.config):
            return
        for node in list(self.document.findall(nodes.reference)):
            name = node.get("refname")
            if name and not node.resolved and name not in self.document.nameids:
                text = nodes.inline("", "", *node.children)
                place = addnodes.pending_xref(
                    "",
                    text,
                    refdomain=DOMAIN,
                    reftype=TARGET,
                    reftarget=name,
                    refdoc=self.env.docname,
                    refwarn=True,
                )
                _place_as(place, node)
                node.replace_self(place)
                _domain(self.env).note_open(self.env.docname)


def _domain(env: BuildEnvironment) -> Any:
    # The domain knows this module, so it is not imported here.
    return env.get_domain(DOMAIN)


def _place_as(place: Element, node: Node) -> None:
    """Give a node the place of another, as far as that or what it is in has one."""
    while node.line is None and node.parent is not None:
        node = node.parent
    place.source, place.line = node.source, node.line


class SubstitutionsFound(SphinxPostTransform):
    """Puts into the open places what other documents define."""

    default_priority = 5  # there may be references of Sphinx in it

    def run(self, **_options: Any) -> None:
        """Fill the places of the document."""
        domain = _domain(self.env)
        # To look through a document for none of them takes as long as any other transform.
        if not domain.data["open"]:
            return
        for place in list(self.document.findall(substitution_elsewhere)):
            name = place["name"]
            found = _definition(domain.in_reach(place["document"]), name.lower())
            if found is None:
                message = 'Undefined substitution referenced: "%s".'
                warn("substitution", place, message, name)
            else:
                place.replace_self([node.deepcopy() for node in found])


def _definition(reach: Mapping[str, Names], name: str) -> list[Node] | None:
    found = (names.substitutions[name] for names in reach.values() if name in names.substitutions)
    return next(found, None)
