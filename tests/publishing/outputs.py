r"""What each builder makes, read in its own way as lines to compare.

A line is a block: a paragraph, a title, a row of a table with a tab between its cells, or
a whole sample. The lines have no white space and no marks (`facts.squeeze`).
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from tests.publishing.facts import squeeze
from tests.roundtrip.published import normal
from tests.roundtrip.published.normal import Element


@dataclass(frozen=True)
class Piece:
    """A block of an output; a row has several cells. `code` is a sample as it is shown."""

    cells: tuple[str, ...]
    is_code: bool = False

    @property
    def line(self) -> str:
        return "\t".join(map(squeeze, self.cells))


def text(*cells: str) -> Piece:
    return Piece(cells)


def code(shown: str) -> Piece:
    return Piece((shown,), is_code=True)


def lines(pieces: list[Piece]) -> str:
    """All that is said, a line for each piece that says something."""
    return "\n".join(line for piece in pieces if (line := piece.line).strip())


# ------------------------------------------------------------------------- HTML


_BLOCKS = {
    *("address", "article", "aside", "blockquote", "dd", "details", "div", "dl", "dt"),
    *("fieldset", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header"),
    *("hr", "li", "main", "nav", "ol", "p", "pre", "section", "summary", "table", "tbody"),
    *("td", "tfoot", "th", "thead", "tr", "ul", "button", "select", "option"),
}
_UNSEEN = {"script", "style", "template", "select", "button"}
_UNSEEN_CLASSES = {"headerlink", "link-target"}


def of_html(page: str) -> list[Piece]:
    """The blocks of the document itself, without its controls."""
    return list(_of_element(normal.main_part(normal.parse(page))))


def _of_element(element: Element) -> Iterator[Piece]:
    run = ""
    for child in element.children:
        if isinstance(child, str):
            run += child
        elif child.name in _UNSEEN or _UNSEEN_CLASSES & set(child.classes):
            continue
        elif not any(inner.name in _BLOCKS for inner in child.walk()):
            run += _text(child)
        else:
            if run.strip():
                yield text(run)
            run = ""
            yield from _of_block(child)
    if run.strip():
        yield text(run)


def _of_block(element: Element) -> Iterator[Piece]:
    if element.name == "pre":
        yield code(element.text())
    elif element.name == "tr":
        cells = [cell for cell in element.children if isinstance(cell, Element)]
        yield text(*(_text(cell) for cell in cells))
    else:
        yield from _of_element(element)


def _text(element: Element) -> str:
    found = ""
    for child in element.children:
        if isinstance(child, str):
            found += child
        elif child.name not in _UNSEEN and not _UNSEEN_CLASSES & set(child.classes):
            found += _text(child)
    return found


def of_book(path: Path) -> list[Piece]:
    """The blocks of the documents of an EPUB."""
    with zipfile.ZipFile(path) as book:
        documents = [name for name in book.namelist() if name.endswith("index.xhtml")]
        found = [of_html(book.read(name).decode()) for name in documents if "gen" not in name]
    return [piece for pieces in found for piece in pieces]


# ------------------------------------------------------------------------- text


def of_text(output: str) -> list[Piece]:
    """The blocks of a plain text: what blank lines part, and rows of grids."""
    found: list[Piece] = []
    for block in re.split(r"\n(?:[ \t]*\n)+", output.strip("\n")):
        block_lines = block.splitlines()
        if re.match(r"\s*\+-", block):
            found += _grid(block_lines)
        elif re.match(r"\s*[{\[]", block):
            found.append(code(block))
        else:
            rules = re.compile(r"""\s*([*=\-~^"'#_+])\1*\s*""")
            found.append(text("\n".join(line for line in block_lines if not rules.fullmatch(line))))
    return found


def _grid(block: list[str]) -> Iterator[Piece]:
    at = [match.start() for match in re.finditer(r"\+", block[0])]
    row: list[list[str]] = []
    for line in block[1:]:
        if re.fullmatch(r"\s*[+|][-=+|]*[+|]\s*", line):
            yield text(*("\n".join(cell) for cell in zip(*row, strict=True)))
            row = []
        else:
            row.append([line[start + 1 : end] for start, end in pairwise(at)])


# ------------------------------------------------------------------------ LaTeX


_ARGUMENT = r"\{(?:[^{}]|\{(?:[^{}]|\{[^{}]*\})*\})*\}"
_WITHOUT = re.compile(
    rf"\\(?:label|hypertarget|phantomsection|index|DUrole|sphinxhref|href|addcontentsline"
    rf"|sphinxcolwidth|needspace|setcounter|vspace|hspace)(?:{_ARGUMENT})?"
)
_BEGINS = re.compile(rf"\\(?:begin|end){_ARGUMENT}(?:\[[^\]]*\])?")
_NAMED = {
    "textless": "<",
    "textgreater": ">",
    "textasciitilde": "~",
    "textasciicircum": "^",
    "textbackslash": "\x01",
    "sphinxhyphen": "-",
    "textendash": "-",
    "textemdash": "-",
    "textquotesingle": "'",
    "textquotedbl": '"',
    "sphinxquotedblleft": '"',
    "sphinxquotedblright": '"',
    "textasciigrave": "`",
    "textbar": "|",
    "slash": "/",
    "sphinxslash": "/",
}
_OF_PYGMENTS = {
    "bs": "\x01",
    "us": "_",
    "ob": "\x02",
    "cb": "\x03",
    "ca": "^",
    "am": "&",
    "lt": "<",
    "gt": ">",
    "sh": "#",
    "pc": "%",
    "dl": "$",
    "hy": "-",
    "sq": "'",
    "dq": '"',
    "ti": "~",
    "at": "@",
    "lb": "[",
    "rb": "]",
}


def of_latex(source: str) -> list[Piece]:
    """The blocks of the document in a LaTeX source."""
    body = source.partition(r"\begin{document}")[2].partition(r"\renewcommand{\indexname}")[0]
    special = re.compile(
        r"\\begin\{(sphinxVerbatim|tabulary|tabular|tabularx|longtable|xltabular)\*?\}"
        r"(.*?)\\end\{\1\*?\}",
        re.DOTALL,
    )
    found: list[Piece] = []
    at = 0
    for match in special.finditer(body):
        found += _latex_blocks(body[at : match.start()])
        if match[1] == "sphinxVerbatim":
            found.append(code(_verbatim(match[2])))
        else:
            found += _latex_rows(match[2])
        at = match.end()
    return [*found, *_latex_blocks(body[at:])]


def _latex_blocks(source: str) -> Iterator[Piece]:
    starts = (
        r"\n[ \t]*\n|(?=\\sphinxAtStartPar)|(?=\\(?:chapter|(?:sub)*section|(?:sub)?paragraph)\W)"
        r"|(?=\\(?:begin|end)\{)|(?=\\label\b)|(?=\\item\b)"
    )
    for block in re.split(starts, source):
        yield text(_unlatex(block))


def _latex_rows(source: str) -> Iterator[Piece]:
    rows = re.split(r"\\sphinxtoprule", source, maxsplit=1)[-1]
    # A long table has its head again for each further page, and a foot.
    rows = re.sub(r"\\endfirsthead.*\\endlastfoot", "", rows, flags=re.DOTALL)
    for row in re.split(r"(?<!\\)\\\\\s*?\n", rows):
        cells = [_unlatex(cell) for cell in re.split(r"(?<!\\)&", row)]
        if len(cells) > 1:
            yield text(*cells)


def _unlatex(source: str) -> str:
    found = re.sub(r"(?<!\\)%.*\n\s*", "", source)
    found = re.sub(r"\\makeatletter.*?\\makeatother", "", found, flags=re.DOTALL)
    found = re.sub(r"\\begin\{sphinxadmonition\}\{\w+\}\{([^{}]*)\}", r"\1\n", found)
    found = re.sub(r"\\hyperref\[\\detokenize\{[^{}]*\}\]", "", found)
    found = found.replace("\\\\", "\n").replace(r"\{", "\x02").replace(r"\}", "\x03")
    found = re.sub(r"\\begin\{varwidth\}\[t\]" + _ARGUMENT, "", found)
    found = _BEGINS.sub("", _WITHOUT.sub("", found))
    found = re.sub(r"\\(?:ex)?(?:hyphen)?penalty *=? *-?\d+", "", found)
    found = re.sub(r"\\([A-Za-z]+)\b(?:\{\})?", lambda m: _NAMED.get(m[1], ""), found)
    found = re.sub(r"\\([&%$#_ ])", r"\1", found)
    found = re.sub(r"\\[/,;!-]", "", found)
    found = re.sub(r"[{}]", "", found)
    return found.replace("\x01", "\\").replace("\x02", "{").replace("\x03", "}")


def _verbatim(source: str) -> str:
    found = re.sub(r"^\[[^\]]*\]", "", source)
    found = re.sub(r"\\PYGZ(\w\w)\{\}", lambda m: _OF_PYGMENTS[m[1]], found)
    for _ in range(3):
        found = re.sub(r"\\PYG\{[^{}]*\}\{([^{}]*)\}", r"\1", found)
    return found.replace("\x01", "\\").replace("\x02", "{").replace("\x03", "}")


# -------------------------------------------------------------------------- man


def of_man(source: str) -> list[Piece]:
    """The blocks of a manual page, by the requests of roff that begin one."""
    source = re.sub(r"^\.de1? .*?^\.\.$", "", source, flags=re.DOTALL | re.MULTILINE)
    source = re.split(r"^\.SH (?:Author|AUTHOR)", source, flags=re.MULTILINE)[0]
    special = re.compile(
        r"^\.TS\n(?P<table>.*?)^\.TE$|^\.EX\n(?P<new>.*?)^\.EE$|^\.nf\n(?P<old>.*?)^\.fi$",
        re.DOTALL | re.MULTILINE,
    )
    found: list[Piece] = []
    at = 0
    for match in special.finditer(source):
        found += _man_blocks(source[at : match.start()])
        if match["table"] is not None:
            found += _man_rows(match["table"])
        else:
            shown = match["new"] if match["new"] is not None else match["old"]
            found.append(code(_unman(re.sub(r"^\.ft .*\n", "", shown, flags=re.MULTILINE))))
        at = match.end()
    return [*found, *_man_blocks(source[at:])]


def _man_blocks(source: str) -> Iterator[Piece]:
    said: list[str] = []
    is_term = False
    for line in source.splitlines():
        if line.startswith((".", "'")):
            yield text(_unman("\n".join(said)))
            title = re.match(r"\.(?:SH|SS|B|I)\s+(.*)", line)
            said = [title[1]] if title else []
            if title:
                yield text(_unman(title[1]))
                said = []
            elif line.startswith(".TP"):
                is_term = True
        elif is_term:
            yield text(_unman(line))
            is_term = False
        else:
            said.append(line)
    yield text(_unman("\n".join(said)))


def _man_rows(source: str) -> Iterator[Piece]:
    for row in re.split(r"^_$|(?<=^T\})$", source, flags=re.MULTILINE):
        cells = re.findall(r"T\{\n(.*?)^T\}", row, re.DOTALL | re.MULTILINE)
        if len(cells) > 1:
            yield text(*(" ".join(piece.cells[0] for piece in _man_blocks(cell)) for cell in cells))


def _unman(source: str) -> str:
    found = re.sub(r"\\X'tty: link[^']*'", "", source)
    found = re.sub(r"\\f(?:\(..|\[\w*\]|.)|\\[%:&|^]", "", found)
    found = re.sub(r"\s*<https?:[^<>\s]*>", "", found)
    named = {"aq": "'", "dq": '"', "bu": "*", "em": "-", "en": "-", "ha": "^", "ti": "~"}
    named |= {"lq": '"', "rq": '"', "oq": "'", "cq": "'", "ga": "`", "rs": "\x01"}
    found = re.sub(r"\\\((..)", lambda m: named.get(m[1], m[0]), found)
    found = found.replace(r"\e", "\x01").replace(r"\\", "\x01")
    return re.sub(r"\\(.)", r"\1", found).replace("\x01", "\\")


# ---------------------------------------------------------------------- gettext


def msgids(pot: str) -> list[str]:
    """The texts of a catalogue, as they stand in the sources."""
    entries = re.findall(r'^msgid ((?:"(?:[^"\\]|\\.)*"\n?)+)', pot, re.MULTILINE)
    unescaped = {r"\n": "\n", r"\t": "\t", r"\"": '"', r"\\": "\\"}
    return [
        re.sub(r"\\.", lambda m: unescaped[m[0]], "".join(re.findall(r'"(.*)"', entry)))
        for entry in entries
    ]


READERS: dict[str, Callable[[Path], list[Piece]]] = {
    "html": lambda out: of_html((out / "index.html").read_text("utf-8")),
    "dirhtml": lambda out: of_html((out / "index.html").read_text("utf-8")),
    "singlehtml": lambda out: of_html((out / "index.html").read_text("utf-8")),
    "text": lambda out: of_text((out / "index.txt").read_text("utf-8")),
    "latex": lambda out: of_latex(next(out.glob("*.tex")).read_text("utf-8")),
    "man": lambda out: of_man(next(out.glob("*.1")).read_text("utf-8")),
    "epub": lambda out: of_book(next(out.glob("*.epub"))),
}
