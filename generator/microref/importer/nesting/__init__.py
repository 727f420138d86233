"""From a flat list of parameters, and the samples of its message, the tree of the body."""

from microref.importer.nesting.place import place
from microref.importer.nesting.presence import Presence, presence
from microref.importer.nesting.rows import ANY, How, Placed, Placement, Row, Sample
from microref.importer.nesting.write import Written, write

__all__ = [
    "ANY",
    "How",
    "Placed",
    "Placement",
    "Presence",
    "Row",
    "Sample",
    "Written",
    "place",
    "presence",
    "write",
]
