"""A YAML tree as lines of text: indentation, flow style, line width. Knows no spec."""

from __future__ import annotations

from microref.emit.spec_yaml.scalars import STEP, WIDTH, in_flow, passage
from microref.emit.spec_yaml.tree import Above, Items, Node, Pairs, Passage

# A key that stands before its colon on the same line may have 1024 characters.
_LONGEST_KEY = 1000


def lines(document: Pairs) -> list[str]:
    """The lines of a document."""
    out: list[str] = []
    _pairs(document, "", out)
    return out


def _pairs(pairs: Pairs, pad: str, out: list[str]) -> None:
    for key, value, above in pairs.entries:
        if above:
            _above(above, pad, out)
        if isinstance(value, str) and len(key) < _LONGEST_KEY:
            out.append(f"{pad}{key}: {value}")
        elif len(key) < _LONGEST_KEY:
            _value(f"{pad}{key}:", value, pad, out)
        else:
            out.append(f"{pad}? {key}")
            _value(f"{pad}:", value, pad, out)


def _items(items: Items, pad: str, out: list[str]) -> None:
    for value, above in items.entries:
        if above:
            _above(above, pad, out)
        if isinstance(value, (str, Passage)) or not value.entries:
            _value(f"{pad}-", value, pad, out)
            continue
        flow = _flow(value, WIDTH - len(pad) - 2)
        if flow is not None:
            out.append(f"{pad}- {flow}")
            continue
        first = len(out)
        inner = pad + STEP
        _block(value, inner, out)
        # Nothing stands above the first entry of an item: what belongs there, stands above it.
        out[first] = f"{pad}- {out[first][len(inner) :]}"


def _above(above: Above, pad: str, out: list[str]) -> None:
    out.extend(pad + line if line else "" for line in above)


def _value(head: str, value: Node, pad: str, out: list[str]) -> None:
    """A value behind its key or dash, or below it."""
    if isinstance(value, str):
        out.append(f"{head} {value}")
    elif isinstance(value, Passage):
        out.extend(passage(head, value.text, pad + STEP, exact=value.exact))
    elif not value.entries:
        out.append(f"{head} {'{}' if isinstance(value, Pairs) else '[]'}")
    else:
        flow = _flow(value, WIDTH - len(head) - 1)
        if flow is not None:
            out.append(f"{head} {flow}")
        else:
            out.append(head)
            _block(value, pad + STEP, out)


def _block(value: Pairs | Items, pad: str, out: list[str]) -> None:
    if isinstance(value, Pairs):
        _pairs(value, pad, out)
    else:
        _items(value, pad, out)


def _flow(value: Node, room: int) -> str | None:
    """A value on one line, if it can be and has room; looks no further than that."""
    if isinstance(value, str):
        flow = in_flow(value)
        return flow if len(flow) <= room else None
    if isinstance(value, Passage) or (not value.may_flow and value.entries):
        return None
    room -= 2
    parts = []
    if isinstance(value, Pairs):
        for key, inner, above in value.entries:
            name = in_flow(key)
            flow_value = None if above else _flow(inner, room - len(name) - 2)
            if flow_value is None:
                return None
            parts.append(f"{name}: {flow_value}")
            room -= len(parts[-1]) + 2
        return f"{{{', '.join(parts)}}}"
    for item, above in value.entries:
        flow_item = None if above else _flow(item, room)
        if flow_item is None:
            return None
        parts.append(flow_item)
        room -= len(flow_item) + 2
    return f"[{', '.join(parts)}]"
