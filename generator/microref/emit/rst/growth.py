"""What a template's values weigh, and what makes much of little: judged before it is done.

`{{ "x" * 10**9 }}`, `center(10**9)` or `replace` with a long text cannot be stopped once they
run, so each operation, method and filter of this kind has a function here that raises where
its result would be too large. All others make no more than goes in. Knows no Jinja2.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sized

LARGEST = 200_000
"""What one value may weigh: so many items, or 16 times as many characters."""
SHIFT = 4
_LARGEST_NUMBER = 10_000
_BITS = 50_000


class TooMuchError(Exception):
    """A template does more than any page needs."""


def _too_large() -> TooMuchError:
    return TooMuchError("the template makes a value that is too large")


def weight(value: object) -> int:
    """What a value weighs with all that is in it; raises TooMuchError where it is too much.

    Lists that hold another twice, and so on, are as large as they look when printed.
    """
    if type(value) is str:
        return _light(1 + (len(value) >> SHIFT))
    total = 1
    waiting = [value]
    while waiting:
        item = waiting.pop()
        if isinstance(item, str | bytes):
            total += len(item) >> SHIFT
        elif isinstance(item, int):
            if item.bit_length() > _BITS:
                raise _too_large()
        elif isinstance(item, range):
            total += len(item)
        elif isinstance(item, Mapping):
            total += 2 * len(item)
            _light(total)
            waiting += item.keys()
            waiting += item.values()
        elif isinstance(item, _COLLECTIONS):
            total += len(item)
            _light(total)
            waiting += item
        _light(total)
    return total


_COLLECTIONS: tuple[type[Collection[object]], ...] = (
    list,
    tuple,
    set,
    frozenset,
    type({}.keys()),
    type({}.values()),
    type({}.items()),
)


def _light(units: int) -> int:
    if units > LARGEST:
        raise _too_large()
    return units


def _demand_chars(count: int) -> None:
    """Raise TooMuchError for a text that would be too long."""
    if count > LARGEST << SHIFT:
        raise _too_large()


# ------------------------------------------ what makes much of little, by its arguments


def number_too_large() -> TooMuchError:
    """The fault of a size that no text on a page has."""
    return TooMuchError(f"the template uses a number over {_LARGEST_NUMBER:,} as a size")


def _small_numbers(*values: object) -> None:
    for value in values:
        if isinstance(value, int) and abs(value) > _LARGEST_NUMBER:
            raise number_too_large()


def _times(left: object, right: object) -> None:
    for value, times in ((left, right), (right, left)):
        if isinstance(value, str) and isinstance(times, int):
            _demand_chars(len(value) * times)
        elif isinstance(value, list | tuple) and isinstance(times, int):
            _light(weight(value) * times)


def _power(left: object, right: object) -> None:
    if isinstance(left, int) and isinstance(right, int) and left.bit_length() * right > _BITS:
        raise _too_large()


_WIDTH = re.compile(r"%(?:\([^)]*\))?[-#0 +]*(\*|[0-9]*)(?:\.(\*|[0-9]*))?")


def _percent(text: object, values: object) -> None:
    if not isinstance(text, str):
        return
    chars = len(text)
    each = weight(values) << SHIFT + 2  # what is no text may be written with escapes
    for match in _WIDTH.finditer(text):
        for size in filter(None, match.groups()):
            if size == "*" or len(size) > 4:
                raise number_too_large()
            chars += int(size)
        chars += each
        _demand_chars(chars)


def _format(text: object, *values: object, **named: object) -> None:
    _percent(text, [*values, *named.values()])


# The parameters have the names that the filters give them.


def _replace(
    text: object, old: object = "", new: object = "", *_rest: object, **_named: object
) -> None:
    text, old, new = str(text), str(old), str(new)
    _demand_chars(len(text) + text.count(old) * len(new))


def _join(items: object, d: object = "", *_rest: object, **_named: object) -> None:
    weighs = weight(items)
    count = len(items) if isinstance(items, Sized) else weighs
    _demand_chars((weighs << SHIFT) + count * len(str(d)))


def _join_by(between: object, items: object) -> None:
    _join(items, between)


def _indent(text: object, width: object = 4, *_rest: object, **_named: object) -> None:
    _small_numbers(width)
    size = len(width) if isinstance(width, str) else width if isinstance(width, int) else 0
    _demand_chars(len(str(text)) + (str(text).count("\n") + 1) * size)


def _wordwrap(
    text: object,
    width: object = 79,
    break_long_words: object = True,  # noqa: ARG001 - only stands before the next
    wrapstring: object = None,
    *_rest: object,
    **_named: object,
) -> None:
    _small_numbers(width)
    _demand_chars(len(str(text)) * (1 + len(str(wrapstring or ""))))
    # A long word is copied anew for each line of it.
    _small_numbers(max(map(len, str(text).split()), default=0))


def _expandtabs(text: object, tabsize: object = 8) -> None:
    _small_numbers(tabsize)
    _demand_chars(str(text).count("\t") * (tabsize if isinstance(tabsize, int) else 0))


def _dump(value: object, *arguments: object, **named: object) -> None:
    """Each line is indented by as much as it is deep."""
    sizes = [size for size in (*arguments, *named.values()) if isinstance(size, int)]
    if weight(value) > 5000 or max(sizes, default=0) > 16:
        raise _too_large()


def _round(_value: object, precision: object = 0, *_rest: object, **_named: object) -> None:
    if isinstance(precision, int) and abs(precision) > 400:  # no float has more digits
        raise number_too_large()


def _sum(_items: object, _attribute: object = None, start: object = 0, **_named: object) -> None:
    if not isinstance(start, int | float):
        raise TooMuchError("the template adds up what are no numbers")


def _only_small(_value: object, *arguments: object, **named: object) -> None:
    _small_numbers(*arguments, *named.values())


OF_FILTERS: Mapping[str, Callable[..., None]] = {
    "batch": _only_small,
    "center": _only_small,
    "format": _format,
    "indent": _indent,
    "join": _join,
    "pprint": _dump,
    "replace": _replace,
    "round": _round,
    "slice": _only_small,
    "sum": _sum,
    "tojson": _dump,
    "wordwrap": _wordwrap,
}
# Written in Python, so that each character costs.
SLOW_FILTERS = frozenset(
    ("striptags", "title", "tojson", "urlize", "wordcount", "wordwrap", "xmlattr")
)

OF_METHODS: Mapping[str, Callable[..., None]] = {
    "center": _only_small,
    "expandtabs": _expandtabs,
    "join": _join_by,
    "ljust": _only_small,
    "replace": _replace,
    "rjust": _only_small,
    "zfill": _only_small,
}
# `encode` and `translate` have no use on a page, and what they make is another thing to bound.
BARRED = {
    str: frozenset(("encode", "maketrans", "translate")),
    int: frozenset(("from_bytes", "to_bytes")),
}
OF_OPERATORS: Mapping[str, Callable[[object, object], None]] = {
    "+": lambda left, right: None,
    "*": _times,
    "**": _power,
    "%": _percent,
}
