"""What the docstrings of the model say, read on demand."""

from __future__ import annotations

import ast
import inspect
from functools import cache
from itertools import pairwise


@cache
def attribute_docs(model: type) -> dict[str, str]:
    """The docstring below each attribute of a model class, by the attribute's name."""
    (definition,) = ast.parse(inspect.cleandoc(inspect.getsource(model))).body
    assert isinstance(definition, ast.ClassDef), "the source of a class is its definition"
    docs: dict[str, str] = {}
    for attribute, text in pairwise(definition.body):
        if (
            isinstance(attribute, ast.AnnAssign)
            and isinstance(attribute.target, ast.Name)
            and isinstance(text, ast.Expr)
            and isinstance(text.value, ast.Constant)
            and isinstance(text.value.value, str)
        ):
            docs[attribute.target.id] = " ".join(text.value.value.split())
    return docs


def class_doc(model: type) -> str:
    """The first paragraph of the docstring of a class; empty where there is none."""
    doc = inspect.cleandoc(model.__doc__ or "")
    # A dataclass without a docstring is given its signature.
    return "" if doc.startswith(f"{model.__name__}(") else " ".join(doc.split("\n\n")[0].split())
