"""What the docstrings of the model say about each attribute, read from its source on demand."""

from __future__ import annotations

import ast
import inspect
from functools import cache


@cache
def attribute_docs(model: type) -> dict[str, str]:
    """The docstring below each attribute of a model class, by the attribute's name."""
    tree = ast.parse(inspect.cleandoc(inspect.getsource(model)))
    docs: dict[str, str] = {}
    for definition in tree.body:
        if not isinstance(definition, ast.ClassDef):
            continue
        for attribute, text in zip(definition.body, definition.body[1:]):
            if (
                isinstance(attribute, ast.AnnAssign)
                and isinstance(attribute.target, ast.Name)
                and isinstance(text, ast.Expr)
                and isinstance(text.value, ast.Constant)
                and isinstance(text.value.value, str)
            ):
                docs[attribute.target.id] = text.value.value.strip()
    return docs
