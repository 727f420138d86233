from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from microref.model import Sample
from microref.model.documentation import attribute_docs, class_doc


@dataclass
class Thing:
    """A thing.

    More about it.
    """

    name: str
    """What it is called."""
    size: int = 0
    """How large it is,
    in bytes.
    """
    bare: bool = False
    other = 1
    """Not annotated, no attribute."""

    def method(self) -> None:
        """Not an attribute."""


class Size(Enum):
    """How large."""

    SMALL = 1
    """Fits into a pocket."""
    LARGE = 2


@dataclass
class Plain:
    name: str


def test_docstrings_stand_below_their_attributes() -> None:
    assert attribute_docs(Thing) == {
        "name": "What it is called.",
        "size": "How large it is, in bytes.",
    }


def test_members_of_an_enumeration_have_docstrings_too() -> None:
    assert attribute_docs(Size) == {"SMALL": "Fits into a pocket."}


def test_the_docstring_of_a_class_is_its_first_paragraph() -> None:
    assert class_doc(Thing) == "A thing."
    assert class_doc(Plain) == ""


def test_attributes_of_the_model() -> None:
    assert attribute_docs(Sample)["file"] == "Path of the file below `api.samples`."
