"""What conf.py says that texts may use, read from its source. Runs nothing, finds no fault."""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass

_KNOWN_EXTENSIONS = re.compile(
    r"sphinx\.ext\..+|sphinx_rtd_theme|furo|os_api_ref|openstackdocstheme|microref\.sphinx_ext"
)
"""Extensions that define nothing beside what is listed, but for what conf.py tells them."""
_ELSEWHERE = re.compile(r"intersphinx|autosectionlabel")
_ROLE = re.compile(r"\.\. role:: *([\w+-]+)")


@dataclass(frozen=True, slots=True)
class Conf:
    """What matters of a conf.py."""

    words: frozenset[str] = frozenset()
    """Its texts in lower case: keys of `extlinks`, names of roles that it adds, projects."""
    is_known: bool = False
    """Whether there is one, and it can be read."""
    is_open: bool = False
    """Whether it loads an extension that may define more names than are known."""
    has_labels_elsewhere: bool = True
    """Whether a label may be defined by what is not read here."""

    def may_define(self, name: str) -> bool:
        """Whether it seems to give a role or directive its name."""
        project, _, is_document = name.rpartition("-doc")
        if project and not is_document:
            # openstackdocstheme makes a role for each project that conf.py lists.
            return not self.is_known or project in self.words
        return name in self.words


def read_conf(source: str | None) -> Conf:
    """What a conf.py says; nothing of one that is no Python."""
    if source is None:
        return Conf()
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return Conf(is_open=True)
    texts = [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    ]
    roles = [name for text in texts for name in _ROLE.findall(text)]
    is_open = not _names_known_extensions(tree)
    return Conf(
        words=frozenset(word.lower() for word in (*texts, *roles)),
        is_known=True,
        is_open=is_open,
        has_labels_elsewhere=is_open or any(_ELSEWHERE.search(text) for text in texts),
    )


def _names_known_extensions(tree: ast.Module) -> bool:
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign) and any(
            isinstance(target, ast.Name) and target.id == "extensions" for target in node.targets
        ):
            if not isinstance(node.value, (ast.List, ast.Tuple)):
                return False
            names = [item.value for item in node.value.elts if isinstance(item, ast.Constant)]
            return len(names) == len(node.value.elts) and all(
                _KNOWN_EXTENSIONS.fullmatch(str(name)) for name in names
            )
    return True
