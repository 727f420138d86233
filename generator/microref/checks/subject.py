"""What the checks look at: a spec with what follows from it. Finds no faults."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from microref.checks.dangers import Danger, dangers, is_suspect
from microref.checks.documents import CONFIGURATION, Published, SphinxFolder, published
from microref.checks.paths import misspelt
from microref.checks.rst import ParsedText, parse
from microref.checks.samples.files import SampleFolder
from microref.derive.guards import AppliedGuard, guards_of
from microref.derive.resolve import Field, ResolvedMessage
from microref.model import Code, Operation, Page, Rst, Sample, Spec, Status, Use
from microref.model.api import HEADINGS
from microref.model.walk import Written, sections, uses, written
from microref.source import Span

if TYPE_CHECKING:
    from microref.checks.conf import Conf
    from microref.checks.rst_targets import Names
    from microref.derive.named_versions import NamedVersion


@dataclass(frozen=True)
class OperationNode:
    """An operation with its page and its resolved messages."""

    page: Page
    operation: Operation
    messages: tuple[ResolvedMessage, ...]
    is_whole: bool = True
    """Whether all of it was read; if not, what seems to be missing may be there."""

    @property
    def requests(self) -> tuple[ResolvedMessage, ...]:
        """What a caller can send."""
        return tuple(message for message in self.messages if message.side == "request")

    @cached_property
    def guards(self) -> tuple[AppliedGuard, ...]:
        """The guards that hold here; found once, for all rules that ask."""
        return guards_of(self.operation, self.messages)

    @cached_property
    def statuses(self) -> tuple[Status, ...]:
        """The response codes, of the operation and of its messages, wherever they are listed."""
        statuses = (self.operation.status, *(item.message.status for item in self.messages))
        return tuple(status for status in statuses if status is not None)

    @property
    def normal(self) -> tuple[Code, ...]:
        """The codes that are listed as those of success."""
        groups = (status.normal for status in self.statuses)
        return tuple(code for group in groups if group is not None for code in group.codes)

    @property
    def errors(self) -> tuple[Code, ...]:
        """The codes that are listed as those of failure."""
        return tuple(code for status in self.statuses for code in status.error_codes)

    @property
    def is_elsewhere(self) -> bool:
        """Whether only a text tells of it, as of an alias for another: nothing can be missing."""
        return not self.messages and not self.statuses

    @cached_property
    def misspelt_placeholders(self) -> tuple[tuple[str, Field], ...]:
        """The placeholders that no row describes, each with the row that is meant, if one is."""
        return misspelt(
            self.operation.path,
            [row for message in self.messages for row in message.written],
            [row for message in self.requests for row in message.written],
        )

    def of_side(self, side: str) -> tuple[ResolvedMessage, ...]:
        """The messages of one side."""
        return tuple(message for message in self.messages if message.side == side)


class SampleNode(NamedTuple):
    """A sample with the message that it shows."""

    message: ResolvedMessage
    sample: Sample


@dataclass(frozen=True)
class Subject:
    """A spec to check, its samples, and what the project demands of it.

    What only rules of the check ask for is imported then: a build asks for little.
    """

    spec: Spec
    messages: tuple[ResolvedMessage, ...]
    samples_folder: Path
    """The folder of the samples, absolute."""
    base: Path
    """The folder to which the paths in findings are relative."""
    guarded: Mapping[str, Span]
    """Ids of the operations that must have a guard, and where the project says so."""
    allowed: Collection[str] = ()
    """Names of directives and roles that texts may hold although they read, run or inject."""
    lost: tuple[Span, ...] = ()
    """The places of what could not be read."""
    sphinx: SphinxFolder = field(default_factory=SphinxFolder)
    """The texts of the Sphinx project that publishes the pages; empty where there is none."""

    @property
    def is_complete(self) -> bool:
        """Whether the spec was read as a whole; if not, what seems to be missing may be in it."""
        return not self.lost

    @cached_property
    def folder(self) -> SampleFolder:
        """The sample files; each is read once, whoever asks."""
        return SampleFolder(self.samples_folder, self.base)

    @cached_property
    def written(self) -> Written:
        """What the spec says in words; gathered once, for all rules that read them."""
        return written(self.spec)

    @cached_property
    def _parsed(self) -> dict[str, ParsedText]:
        return {}

    def parsed(self, source: str) -> ParsedText:
        """A text as docutils sees it; each is parsed once, whoever asks."""
        known = self._parsed.get(source)
        if known is None:
            known = self._parsed[source] = parse(source)
        return known

    @cached_property
    def marked(self) -> tuple[Rst, ...]:
        """Everything that is RST: texts, words for types, and titles and labels with markup."""
        lines = (
            Rst(source=label.text, span=label.span, first_line=label.span.line)
            for label in self.written.labels
            if label.markup
        )
        return (*self.written.rst, *self.written.types, *lines)

    @cached_property
    def conf(self) -> Conf:
        """What the conf.py of the Sphinx project says, as far as its source tells."""
        from microref.checks.conf import read_conf

        return read_conf(self.sphinx.texts.get(CONFIGURATION))

    @cached_property
    def names(self) -> Names:
        """The names to which texts can refer that the spec defines."""
        from microref.checks.rst_targets import names_in

        titles = [label.text for label in self.written.labels]
        titles += self.spec.api.style.headings.values()
        titles += HEADINGS.values()
        targets = [page.label for page in self.spec.pages.values()]
        targets += (node.operation.label for node in self.operations)
        targets += (section.label for section in sections(self.spec))
        titles += filter(None, targets)
        return names_in((text.source for text in self.written.rst), titles)

    @cached_property
    def names_of_documents(self) -> Names:
        """The names that documents and conf.py of the Sphinx project define."""
        from microref.checks.rst_targets import names_in

        return names_in(self.sphinx.texts.values())

    @cached_property
    def dangers(self) -> tuple[tuple[Rst, Danger], ...]:
        """What reads, runs or injects, in texts and in titles and labels with markup."""
        suspect = (text for text in self.marked if is_suspect(text.source))
        return tuple(
            (text, danger) for text in suspect for danger in dangers(self.parsed(text.source))
        )

    def forbidden(self, part: str) -> Iterator[tuple[Rst, Danger]]:
        """The dangers of one kind that the project does not allow."""
        allowed = {name.lower() for name in self.allowed}
        for text, danger in self.dangers:
            if danger.part == part and allowed.isdisjoint(danger.allowed_as):
                yield text, danger

    @cached_property
    def uses(self) -> tuple[Use, ...]:
        """The uses of messages and of definitions, at any depth as they are written."""
        return tuple(uses(self.spec))

    @cached_property
    def uses_by_key(self) -> Mapping[str, tuple[Use, ...]]:
        """The uses of each definition that is used."""
        found: dict[str, list[Use]] = {}
        for use in self.uses:
            if use.key is not None:
                found.setdefault(use.key, []).append(use)
        return {key: tuple(named) for key, named in found.items()}

    @cached_property
    def published(self) -> Published:
        """Where the documents of the Sphinx project include the pages."""
        return published(self.sphinx, (text.source for text in self.written.rst))

    def documents_of(self, page: Page) -> frozenset[str]:
        """The documents that show a page, as far as they are known."""
        places = self.published.inclusions.get(page.key, ())
        return frozenset(place.document for place in places)

    @cached_property
    def named_versions(self) -> tuple[NamedVersion, ...]:
        """The versions that the keys of the spec name, in the order of the pages."""
        from microref.derive.named_versions import named_versions

        return tuple(named_versions(self.spec))

    @cached_property
    def operations(self) -> tuple[OperationNode, ...]:
        """The operations in the order of the pages."""
        by_operation: dict[int, list[ResolvedMessage]] = {}
        for message in self.messages:
            by_operation.setdefault(id(message.operation), []).append(message)
        return tuple(
            OperationNode(
                page,
                operation,
                tuple(by_operation.get(id(operation), ())),
                not any(_is_within(place, operation.span) for place in self.lost),
            )
            for page in self.spec.pages.values()
            for operation in page.operations
        )

    @cached_property
    def samples(self) -> tuple[SampleNode, ...]:
        """The samples in the order of the pages; a file that is shown twice is here twice."""
        return tuple(
            SampleNode(message, sample)
            for message in self.messages
            for sample in message.message.samples
        )


def _is_within(place: Span, around: Span) -> bool:
    return place.path == around.path and (
        (around.line, around.column)
        <= (place.line, place.column)
        <= (around.end_line, around.end_column)
    )
