"""A small os-api-ref tree, as services write them, for tests that change one thing in it."""

from __future__ import annotations

import json
from pathlib import Path

INDEX = """\
:tocdepth: 2

=========
Shelf API
=========

What a shelf can do.

.. rest_expand_all::

.. include:: books.inc
.. include:: request-ids.inc
"""

BOOKS = """\
.. -*- rst -*-

.. _books:

=============
Books (books)
=============

Everything about books.

.. TODO: say more of magazines


List Books
==========

.. rest_method:: GET /books

Lists the books of a shelf.

.. note:: Lent books are not listed.

Normal response codes: 200

Error response codes: badRequest(400), unauthorized(401)

Request
-------

.. rest_parameters:: parameters.yaml

  - limit: limit

Response
--------

.. rest_parameters:: parameters.yaml

  - books: books
  - id: book_id
  - title: title
  - note: note

**Example List Books: JSON response**

.. literalinclude:: ../../doc/api_samples/books/books-list-resp.json
   :language: javascript

**Example List Books (v1.10): JSON response**

.. literalinclude:: ../../doc/api_samples/books/v1.10/books-list-resp.json
   :language: javascript


Lend Book (lend Action)
=======================

.. rest_method:: POST /books/{book_id}/action

Lends a book.

Normal response codes: 202

Error response codes: badRequest(400), itemNotFound(404), conflict(409)

Request
-------

.. rest_parameters:: parameters.yaml

  - book_id: book_id_path
  - lend: lend
  - days: days

**Example Lend Book: JSON request**

.. literalinclude:: ../../doc/api_samples/books/book-lend-req.json
   :language: javascript

Response
--------

No body is returned.
"""

REQUEST_IDS = """\
===========
Request IDs
===========

Each answer has a name.

.. rest_parameters:: parameters.yaml

  - X-Request-Id: request_id
"""

PARAMETERS = """\
# variables in header
request_id:
  description: |
    The name of the answer.
  in: header
  required: true
  type: string
# variables in path
book_id_path:
  description: |
    The UUID of the book.
  in: path
  required: true
  type: string
# variables in query
limit:
  description: |
    How many books to list.
  in: query
  required: false
  type: integer
# variables in body
book_id:
  description: |
    The UUID of the book.
  in: body
  required: true
  type: string
books:
  description: |
    The books of the shelf.
  in: body
  required: true
  type: array
days:
  description: |
    For how many days the book is lent.
  in: body
  required: true
  type: integer
dust:
  description: |
    What nobody asks for.
  in: body
  required: false
  type: string
lend:
  description: |
    The action.
  in: body
  required: true
  type: object
note:
  description: |
    What a reader wrote.
  in: body
  required: true
  type: string
  min_version: 1.10
title:
  description: |
    What stands on the cover.
  in: body
  required: true
  type: string
"""

SAMPLES = {
    "books/books-list-resp.json": {"books": [{"id": "7f1d", "title": "On Shelves"}]},
    "books/v1.10/books-list-resp.json": {
        "books": [{"id": "7f1d", "title": "On Shelves", "note": None}]
    },
    "books/book-lend-req.json": {"lend": {"days": 14}},
    "books/unused-resp.json": {},
}


def write_shelf(folder: Path, **texts: str | None) -> Path:
    """Write the tree below a folder, and return its source folder.

    `texts` replace files of the source folder, by their names with `_` for `.`; None
    leaves one out.
    """
    source = folder / "api-ref" / "source"
    files = {
        "index.rst": INDEX,
        "books.inc": BOOKS,
        "request-ids.inc": REQUEST_IDS,
        "parameters.yaml": PARAMETERS,
    }
    for name, text in texts.items():
        key = name.replace("__", "-")
        stem, _, suffix = key.rpartition("_")
        files[f"{stem}.{suffix}"] = text or ""
        if text is None:
            del files[f"{stem}.{suffix}"]
    source.mkdir(parents=True)
    for name, text in files.items():
        (source / name).write_text(text, encoding="utf-8")
    for name, value in SAMPLES.items():
        file = folder / "doc" / "api_samples" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(json.dumps(value, indent=4) + "\n", encoding="utf-8")
    return source
