"""What the extension keeps from one document to another, and from one build to the next."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from docutils import nodes
from sphinx.domains import Domain
from sphinx.util.nodes import make_refnode

from microref.sphinx_ext.attached import NOTHING, Attached
from microref.sphinx_ext.elsewhere import DOMAIN, OPERATION, TARGET, Names
from microref.sphinx_ext.known_operations import KnownOperation, operation_in
from microref.sphinx_ext.moved import Inclusion, Records
from microref.sphinx_ext.yaml_files import YamlFiles

if TYPE_CHECKING:
    from collections.abc import Mapping
    from collections.abc import Set as AbstractSet

    from sphinx import addnodes
    from sphinx.builders import Builder
    from sphinx.environment import BuildEnvironment

    from microref.api import PageFacts
    from microref.sphinx_ext.history import History
    from microref.sphinx_ext.site import Bounds

__all__ = ["MicrorefDomain", "domain_of"]

_READ = ("records", "names", "open", "operations", "histories", "lists", "bounds")
"""What comes of the reading of documents."""


class MicrorefDomain(Domain):
    """The files that have been read, and what stands in each document."""

    name = DOMAIN
    label = "REST API reference"
    data_version = 3
    dangling_warnings: ClassVar[dict[str, str]] = {TARGET: 'Unknown target name: "%(target)s".'}
    initial_data: ClassVar[dict[str, Any]] = {
        "records": {},
        "names": {},
        "open": {},
        "operations": {},
        "histories": {},
        "lists": {},
        "bounds": {},
        "digests": {},
        "attached": NOTHING,
    }

    def __init__(self, env: BuildEnvironment) -> None:
        super().__init__(env)
        self.yaml_files = YamlFiles()
        """Not kept: a new build reads them again."""
        self.facts: PageFacts | None = None
        """What the spec knows of the pages. Of this build, as is what follows."""
        self.history: History | None = None
        self.has_scripts = True
        """Whether what is built can have scripts."""
        self.site = ""
        """What all pages have to know, as JSON."""
        self._before: dict[str, Names | None] = {}
        self._operations_before: dict[str, Mapping[str, KnownOperation] | None] = {}
        self._pages: dict[str, list[str]] | None = None

    @property
    def records(self) -> Records:
        """What stands in each document, in its order; empty if no page is a document."""
        records: Records = self.data["records"]
        return records

    @property
    def names(self) -> Mapping[str, Names]:
        """What each document gives a name to; empty if no page is a document."""
        names: Mapping[str, Names] = self.data["names"]
        return names

    @property
    def attached(self) -> Attached:
        """Which pages continue which documents."""
        attached: Attached = self.data["attached"]
        return attached

    @property
    def operations(self) -> Mapping[str, Mapping[str, KnownOperation]]:
        """The operations of the spec that stand in each document."""
        operations: Mapping[str, Mapping[str, KnownOperation]] = self.data["operations"]
        return operations

    def shown_history(self, document: str) -> History | None:
        """The history, which a document then shows; None if there is no spec."""
        self.data["histories"][document] = self._history_key
        return self.history

    @property
    def _history_key(self) -> str:
        return "" if self.history is None else self.history.key

    def outdated_histories(self) -> set[str]:
        """The documents that show another history than there is now."""
        shown: dict[str, str] = self.data["histories"]
        return {document for document, key in shown.items() if key != self._history_key}

    def histories_with_links(self) -> list[str]:
        """The documents with a history, if operations have moved since; then forgets about it."""
        changed = any(
            before != self.operations.get(document)
            for document, before in self._operations_before.items()
        )
        self._operations_before.clear()
        return list(self.data["histories"]) if changed else []

    def note_bounds(self, document: str, bounds: Bounds) -> None:
        """Note the first and the last version of something that a document shows."""
        self.data["bounds"].setdefault(document, set()).add(bounds)

    def note_open(self, document: str) -> None:
        """Note that something a document names is not in it."""
        self.data["open"][document] = True

    @property
    def pages(self) -> Mapping[str, list[str]]:
        """The pages that each document would include."""
        if self._pages is None:
            self._pages = {
                name: [item.page for item in items if isinstance(item, Inclusion)]
                for name, items in sorted(self.records.items())
            }
        return self._pages

    def in_reach(self, document: str) -> Mapping[str, Names]:
        """The documents that would be one with a document, and what each gives a name to."""
        pages = self.pages
        including = [name for name in pages if document in pages[name]] or [document]
        near = dict.fromkeys(name for first in including for name in (first, *pages.get(first, ())))
        return {name: self.names[name] for name in near if name in self.names}

    def concerned(self) -> list[str]:
        """The documents that name what others no longer name as before; then forgets about it."""
        changed = {
            name
            for name, before in self._before.items()
            if before is None or name not in self.names or before.key != self.names[name].key
        }
        self._before.clear()
        return [name for name in self.data["open"] if changed & set(self.in_reach(name))]

    def resolve_xref(
        self,
        env: BuildEnvironment,
        fromdocname: str,
        builder: Builder,
        typ: str,
        target: str,
        node: addnodes.pending_xref,
        contnode: nodes.Element,
    ) -> nodes.reference | None:
        """The link to an operation, or to what has a name in a document that is in reach.

        None if there is none.
        """
        # In one page Sphinx puts the name of the document before the id, where it does not help.
        is_one = builder.name == "singlehtml"
        if typ == OPERATION:
            found = operation_in(self.operations, target, fromdocname)
            if found is None:
                return None
            document, known = found
            near = document if is_one else fromdocname
            return make_refnode(builder, near, document, known.id, nodes.inline("", known.title))
        for document, names in self.in_reach(node["refdoc"]).items():
            if target in names.addresses:
                return nodes.reference("", "", contnode, refuri=names.addresses[target])
            if target in names.ids:
                near = document if is_one else fromdocname
                return make_refnode(builder, near, document, names.ids[target], contnode)
        return None

    def clear_doc(self, docname: str) -> None:
        """Forget a document that is read again, or gone."""
        self._before.setdefault(docname, self.names.get(docname))
        self._operations_before.setdefault(docname, self.operations.get(docname))
        self._pages = None
        for kind in _READ:
            self.data[kind].pop(docname, None)

    def merge_domaindata(self, docnames: AbstractSet[str], otherdata: dict[str, Any]) -> None:
        """Take over what another process has read."""
        self._pages = None
        for kind in _READ:
            read = otherdata[kind]
            self.data[kind] |= {name: read[name] for name in docnames if name in read}


def domain_of(env: BuildEnvironment) -> MicrorefDomain:
    """The domain of a build."""
    domain = env.get_domain(MicrorefDomain.name)
    assert isinstance(domain, MicrorefDomain)
    return domain
