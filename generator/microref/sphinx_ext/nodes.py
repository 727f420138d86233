"""The nodes of a reference, as they stand in the doctree. Decides nothing about any output.

Each is a kind of a standard node, and holds as children what a reader is to see. So
every builder that does not know them writes them as that node, search and translation
find their words, and only HTML has visitors of its own (`html`).
"""

from __future__ import annotations

from docutils import nodes

__all__ = [
    "NODES",
    "expand_all",
    "method_line",
    "operation_head",
    "page_list",
    "parameters_table",
    "status_code",
    "substitution_elsewhere",
]


class method_line(nodes.paragraph):
    """The method and the URL of an operation: what `rest_method` makes.

    Attributes: `method`, `url`, and where they are said `min_version` and `max_version`.
    """


class parameters_table(nodes.table):
    """A table of parameters: what `rest_parameters` makes.

    Attributes: `names`, in which the names of its rows are `parameters`.
    """


class status_code(nodes.paragraph):
    """A response code with its name, `200 - OK`, in a cell of a table."""


class expand_all(nodes.comment):
    """The place of the button that opens all operations: what `rest_expand_all` makes.

    Attributes: for HTML `number`, which of those of a page it is, counted from 1.
    A comment, since there is nothing to open but on a page with a script.
    """


class page_list(nodes.compound):
    """The contents that stand where pages would, if they were not documents of their own."""


class substitution_elsewhere(nodes.inline):
    """The place of a substitution that is defined in another document.

    Attributes: `name`, and `document`, the one in which the place is.
    """


class operation_head(nodes.section):
    """An operation while it is closed, on an HTML page: title, method and URL.

    Stands before the section of the operation; `operations` puts it there. It has the
    attributes of the method_line, and it and the title as children. `detail` is the id of
    that section.
    """


NODES = (
    method_line,
    parameters_table,
    status_code,
    expand_all,
    page_list,
    substitution_elsewhere,
    operation_head,
)
