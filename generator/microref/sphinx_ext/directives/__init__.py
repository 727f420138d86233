"""The directives of a reference: those of os-api-ref, with its names and meaning, and our own."""

from __future__ import annotations

from microref.sphinx_ext.directives.expand_all import ExpandAll
from microref.sphinx_ext.directives.include import IncludeOrLink
from microref.sphinx_ext.directives.method import Method
from microref.sphinx_ext.directives.microversion_history import MicroversionHistory
from microref.sphinx_ext.directives.parameters import Parameters
from microref.sphinx_ext.directives.status import StatusCodes

__all__ = ["DIRECTIVES"]

DIRECTIVES = {
    "include": IncludeOrLink,
    "rest_expand_all": ExpandAll,
    "rest_method": Method,
    "rest_microversion_history": MicroversionHistory,
    "rest_parameters": Parameters,
    "rest_status_code": StatusCodes,
}
