r"""How LaTeX sets a reference where its project does not say otherwise. Changes no text.

    latex_elements = {"extraclassoptions": "openany", "preamble": r"\definecolor{...}"}

A value of the project's own stands in place of the one here, but for `preamble` and
`sphinxsetup`, which follow ours and so can change what ours say.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config

__all__ = ["COLOURS", "set_latex_defaults"]

# A reference is read on screens: no page is left empty for the back of a sheet.
_CLASS_OPTIONS = "openany,oneside"

# A long value in a sample has no space at which its line could be broken.
_SPHINX_SETUP = "verbatimforcewraps=true"

COLOURS = {
    "get": "1F6391",
    "head": "1F6391",
    "post": "276B32",
    "put": "8A5000",
    "patch": "8A5000",
    "delete": "B02A1E",
    "copy": "6040B0",
}
"""The badges of the methods, as on the page; of others they are bold text."""

_PREAMBLE = r"""
% Room for lines with long names in them, for narrow columns, and also in titles; no line
% stands alone on a page.
\setlength{\emergencystretch}{3em}
\setlength{\tymin}{7em}
\widowpenalty=10000
\clubpenalty=10000
\makeatletter
\titleformat*{\section}{\Large\py@HeaderFamily\raggedright}
\titleformat*{\subsection}{\large\py@HeaderFamily\raggedright}
\makeatother
% The command of the package offers TeX a place to break pages, and TeX takes it where a
% long table begins much later. This one breaks here or not at all.
\renewcommand{\needspace}[1]{%
  \par\ifinner\else\ifdim\dimexpr\pagegoal-\pagetotal\relax<\dimexpr#1\relax\newpage\fi\fi}
\newcommand{\microrefbadge}[2]{{%
  \setlength{\fboxsep}{2.5pt}%
  \colorbox[HTML]{#1}{\textcolor{white}{\sffamily\bfseries\footnotesize #2}}}\enspace}
"""

# A character that pdfTeX has no letter for is printed as its number; it is an error else.
_PREAMBLE_PDFLATEX = r"""
\makeatletter
\ifdefined\UTFviii@undefined@err
  \def\UTFviii@undefined@err#1{\texttt{[\expandafter\UTFviii@splitcsname\string#1\relax]}}
\fi
\makeatother
"""

# FreeMono, which Sphinx takes, is too pale for small coloured text.
_PREAMBLE_UNICODE_FONTS = r"""
\IfFontExistsTF{DejaVu Sans Mono}{\setmonofont[Scale=0.8]{DejaVu Sans Mono}}{}
"""

_THEMES_WITH_XELATEX = ("openstackdocs", "starlingxdocs")


def set_latex_defaults(_app: Sphinx, config: Config) -> None:
    """Fill in what the project has not set; called when its conf.py is read."""
    if config.html_theme in _THEMES_WITH_XELATEX:
        # They ask for it too, but when the fonts of another engine have been chosen,
        # and those lack the quotation marks.
        config.latex_engine = "xelatex"
    # Without it an index of the words of other languages is out of order; with it, and
    # the program missing, there is no PDF.
    config.latex_use_xindy = config.latex_use_xindy and shutil.which("xindy") is not None
    own = config.latex_elements
    config.latex_elements = {
        "extraclassoptions": _CLASS_OPTIONS,
        **own,
        "sphinxsetup": ",".join(filter(None, (_SPHINX_SETUP, own.get("sphinxsetup")))),
        "preamble": "".join(_preamble(config)) + own.get("preamble", ""),
    }


def _preamble(config: Config) -> Iterator[str]:
    yield _PREAMBLE
    for method, colour in COLOURS.items():
        yield (
            rf"\expandafter\newcommand\csname DUrolemicroref-{method}\endcsname[1]"
            rf"{{\microrefbadge{{{colour}}}{{#1}}}}" + "\n"
        )
    if config.latex_engine == "pdflatex":
        yield _PREAMBLE_PDFLATEX
    elif config.latex_engine in ("xelatex", "lualatex") and "fontpkg" not in config.latex_elements:
        yield _PREAMBLE_UNICODE_FONTS
