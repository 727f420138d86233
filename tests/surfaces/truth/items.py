"""What a page may show, as the spec says it: the nouns of the truth table."""

from __future__ import annotations

from dataclasses import dataclass

from tests.surfaces.truth.windows import EVER, Version, Window


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One thing that a reader sees, or does not see."""

    kind: str
    """`operation`, `row`, `code`, `sample`, `text` or `section`."""
    operation: str
    """The id of the operation that it belongs to; empty for what stands on the page itself."""
    name: str
    """The id on the page; of samples, texts and sections the words themselves."""
    window: Window = EVER
    parents: tuple[Item, ...] = ()
    """If there are any, one of them has to exist: the parts of a body where `under` leads to."""
    group: str = ""
    """What is the same for rows of one name, codes of one number, samples of one scenario."""
    side: str = ""
    """`request` or `response`, of a row."""
    required: Window | None = None
    """Where a field is required; None if it never is."""

    def exists(self, at: Version) -> bool:
        """Whether it is part of the API at a version."""
        if not self.window.holds(at):
            return False
        return not self.parents or any(parent.exists(at) for parent in self.parents)

    def is_required(self, at: Version) -> bool:
        """Whether a field has to be sent at a version."""
        return self.required is not None and self.required.holds(at)

    @property
    def label(self) -> str:
        """What a failing test calls it."""
        return f"{self.kind} {self.name[:60]!r} of {self.operation or 'the page'}"
