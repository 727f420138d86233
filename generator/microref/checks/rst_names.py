"""The names of roles and directives of docutils and Sphinx, and the forms of directives. Pure data.

Gathered from what docutils and Sphinx have registered once an application is made, of
Sphinx 8.1 to 9.0 with docutils 0.21 and 0.22: all names and options that one of them has,
with those of the extensions that come with Sphinx. A contract test makes the same list
from what is installed, and compares.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple


class Form(NamedTuple):
    """How a directive is written."""

    required: int
    """How many arguments it must have."""
    optional: int
    """How many more it may have; the last one may hold blanks."""
    has_body: bool
    options: frozenset[str]


DOMAINS = frozenset({"c", "cpp", "js", "math", "py", "rst", "std"})
"""Names of these domains are all known; those of others are made by extensions."""

_OBJECT = (
    "no-contents-entry no-index no-index-entry no-typesetting nocontentsentry noindex noindexentry"
)
_CODE = "caption class dedent emphasize-lines force lineno-start linenos name"
_GRAPH = "align alt caption class graphviz_dot layout name"
_IMAGE = "align alt class height loading name scale target width"
_TEST = "hide no-trim-doctest-flags pyversion skipif trim-doctest-flags"
_TABLE = "align class name width widths"

# Names: required and optional arguments, whether there is a body: options.
_FORMS = f"""
acks: 0 0 body:
admonition: 1 0 body: class collapsible name
attention caution danger error hint important note seealso tip todo warning: 0 0 body: class collapsible name
autosummary: 0 0 body: caption class nosignatures recursive signatures template toctree
centered codeauthor default-domain moduleauthor sectionauthor tabularcolumns: 1 0 -:
class cssclass rst-class: 1 0 body:
code: 0 1 body: class force name number-lines
code-block sourcecode: 0 1 body: {_CODE}
compound line-block parsed-literal: 0 0 body: class name
container: 0 1 body: name
contents: 0 1 -: backlinks class depth local
csv-table: 0 1 body: {_TABLE} delim encoding escape file header header-rows keepspace quote stub-columns url
date epigraph footer header highlights meta pull-quote replace role: 0 0 body:
default-role: 0 1 -:
deprecated version-added version-changed version-deprecated version-removed: 1 1 body:
versionadded versionchanged versionremoved: 1 1 body:
describe envvar object option: 1 0 body: {_OBJECT}
cmdoption: 1 0 body: {_OBJECT}
confval: 1 0 body: {_OBJECT} default type
digraph graph: 1 0 body: {_GRAPH}
doctest testoutput: 0 1 body: {_TEST} options
figure: 1 0 body: {_IMAGE} figclass figname figwidth
glossary: 0 0 body: sorted
graphviz: 0 1 body: {_GRAPH}
highlight: 1 0 -: force linenothreshold
hlist: 0 0 body: columns
ifconfig only: 1 0 body:
image: 1 0 -: {_IMAGE}
include: 1 0 -: class code encoding end-before end-line literal name number-lines parser start-after start-line tab-width
index: 1 0 -: name
inheritance-diagram: 1 0 -: caption include-subclasses parts private-bases top-classes
list-table: 0 1 body: {_TABLE} header-rows stub-columns
literalinclude: 1 0 -: {_CODE} append diff encoding end-at end-before language lineno-match lines prepend pyobject start-after start-at tab-width
math: 0 1 body: class label name no-wrap nowrap
productionlist program: 1 0 -:
raw: 1 0 body: class encoding file url
rubric: 1 0 -: class heading-level name
section-numbering sectnum: 0 0 -: depth prefix start suffix
sidebar: 0 1 body: class name subtitle
table: 0 1 body: {_TABLE}
target-notes: 0 0 -: class name
testcleanup testsetup: 0 1 body: skipif
testcode: 0 1 body: {_TEST}
title: 1 0 -:
toctree: 0 0 body: caption class glob hidden includehidden maxdepth name numbered reversed titlesonly
todolist: 0 0 -:
topic: 1 0 body: class name
unicode: 1 0 -: ltrim rtrim trim
"""  # noqa: E501 - a line for each form


def _forms() -> Mapping[str, Form]:
    forms = {}
    for row in _FORMS.strip().splitlines():
        names, shape, options = row.split(":")
        required, optional, body = shape.split()
        form = Form(int(required), int(optional), body == "body", frozenset(options.split()))
        forms.update(dict.fromkeys(names.split(), form))
    return forms


FORMS = _forms()
"""The forms of directives, without those that describe objects of a language."""

_OBJECTS = """
c:alias c:enum c:enumerator c:function c:macro c:member c:namespace c:namespace-pop c:namespace-push
c:struct c:type c:union c:var cpp:alias cpp:class cpp:concept cpp:enum cpp:enum-class
cpp:enum-struct cpp:enumerator cpp:function cpp:member cpp:namespace cpp:namespace-pop
cpp:namespace-push cpp:struct cpp:type cpp:union cpp:var js:attribute js:class js:data js:function
js:method js:module py:attribute py:class py:classmethod py:currentmodule py:data py:decorator
py:decoratormethod py:exception py:function py:method py:module py:property py:staticmethod py:type
rst:directive rst:directive:option rst:role std:cmdoption std:confval std:envvar std:glossary
std:option std:productionlist std:program
"""
# Sphinx takes them without a domain, too: its own domain is that of Python.
_OF_PYTHON = """
attribute class classmethod currentmodule data decorator decoratormethod exception function method
module property staticmethod type
"""
_RUNNING = """
autoattribute autoclass autodata autodecorator autoexception autofunction automethod automodule
autoproperty autotype
"""
_OF_OS_API_REF = "rest_expand_all rest_method rest_parameters rest_status_code"

DIRECTIVES = frozenset([*FORMS, *f"{_OBJECTS} {_OF_PYTHON} {_RUNNING} {_OF_OS_API_REF}".split()])
"""The names of directives, in lower case; those of a domain with it."""

ROLES = frozenset(
    """
ab abbr abbreviation ac acronym anonymous-reference any autolink citation-reference code command cve
cwe dfn download emphasis eq file footnote-reference guilabel i index kbd literal mailheader makevar
manpage math menuselection mimetype named-reference newsgroup pep pep-reference program raw regexp
rfc rfc-reference samp strong sub subscript substitution-reference sup superscript t target title
title-reference uri uri-reference url
c:data c:enum c:enumerator c:expr c:func c:macro c:member c:struct c:texpr c:type c:union c:var
cpp:any cpp:class cpp:concept cpp:enum cpp:enumerator cpp:expr cpp:func cpp:member cpp:struct
cpp:texpr cpp:type cpp:union cpp:var js:attr js:class js:data js:func js:meth js:mod math:numref
py:attr py:class py:const py:data py:deco py:exc py:func py:meth py:mod py:obj py:type rst:dir
rst:role std:confval std:doc std:envvar std:keyword std:numref std:option std:ref std:term std:token
attr class const data deco exc func meth mod obj type
confval doc envvar keyword numref option ref term token
""".split()  # noqa: SIM905 - easier to read as text
)
"""The names of roles, in lower case; those of a domain with it, those of Python also without."""
