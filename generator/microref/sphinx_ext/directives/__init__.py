"""The directives of a reference, under the names and with the meaning that os-api-ref gave them."""

from __future__ import annotations

from microref.sphinx_ext.directives.expand_all import ExpandAll
from microref.sphinx_ext.directives.method import Method
from microref.sphinx_ext.directives.parameters import Parameters
from microref.sphinx_ext.directives.status import StatusCodes

__all__ = ["DIRECTIVES"]

DIRECTIVES = {
    "rest_expand_all": ExpandAll,
    "rest_method": Method,
    "rest_parameters": Parameters,
    "rest_status_code": StatusCodes,
}
