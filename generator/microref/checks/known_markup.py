"""Which names of roles or directives a project has, as far as that can be told without Sphinx."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from typing import Literal

from microref.checks.conf import Conf
from microref.checks.rst_names import DOMAINS
from microref.checks.subject import Subject
from microref.words import is_misspelling, nearest

_DEFINED = re.compile(r"\.\. role::[ \t]*([\w+-]+)")


@dataclass(frozen=True, slots=True)
class KnownMarkup:
    """Names of one kind, in lower case."""

    names: Collection[str]
    """Those of docutils and Sphinx."""
    own: Collection[str]
    """Those that the project allows, or that a text defines, which is told elsewhere."""
    conf: Conf
    what: Literal["role", "directive"]

    @classmethod
    def of(
        cls, subject: Subject, names: Collection[str], what: Literal["role", "directive"]
    ) -> KnownMarkup:
        """The names that a project has beside those that docutils and Sphinx have."""
        own = {name.lower() for name in subject.allowed}
        for text in subject.written.rst:
            if what == "role" and ".. role::" in text.source:
                own.update(name.lower() for name in _DEFINED.findall(text.source))
        return cls(names, frozenset(own), subject.conf, what)

    def lacks(self, written: str) -> bool:
        """Whether nothing that is known has the name, and it is probably in error."""
        name = written.lower()
        domain, _, _ = name.rpartition(":")
        if name in self.names or name in self.own or name.rpartition(":")[2] in self.own:
            return False
        if domain and domain.partition(":")[0] not in DOMAINS:
            return False
        if self.conf.may_define(name):
            return False
        meant = nearest(name, self.names) if self.conf.is_open else None
        return not self.conf.is_open or (meant is not None and is_misspelling(name, meant))

    @property
    def hint(self) -> str:
        """What to do about a name that resembles none."""
        return (
            f"use a {self.what} of Sphinx, or name it in `allow_directives` under [tool.microref]"
        )
