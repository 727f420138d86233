"""What the docstrings of the model say, read on demand."""

from __future__ import annotations

import ast
import inspect
from enum import Enum
from functools import cache
from itertools import pairwise
from textwrap import dedent


@cache
def attribute_docs(model: type) -> dict[str, str]:
    """The docstring below each attribute of a class, by name; of an enumeration, each member."""
    (definition,) = ast.parse(dedent(inspect.getsource(model))).body
    assert isinstance(definition, ast.ClassDef), "the source of a class is its definition"
    docs: dict[str, str] = {}
    for attribute, text in pairwise(definition.body):
        target = _target(attribute, members=issubclass(model, Enum))
        if (
            isinstance(target, ast.Name)
            and isinstance(text, ast.Expr)
            and isinstance(text.value, ast.Constant)
            and isinstance(text.value.value, str)
        ):
            docs[target.id] = " ".join(text.value.value.split())
    return docs


def _target(statement: ast.stmt, *, members: bool) -> ast.expr | None:
    """What a statement gives a value to, if it is an attribute, or a member of an enumeration."""
    if isinstance(statement, ast.AnnAssign):
        return statement.target
    return statement.targets[0] if members and isinstance(statement, ast.Assign) else None


def class_doc(model: type) -> str:
    """The first paragraph of the docstring of a class; empty where there is none."""
    doc = inspect.cleandoc(model.__doc__ or "")
    # A dataclass without a docstring is given its signature.
    return "" if doc.startswith(f"{model.__name__}(") else " ".join(doc.split("\n\n")[0].split())
