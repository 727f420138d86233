"""What an imported project says, in the terms of a tree's `facts.yaml`.

It reads the YAML of the project as it stands and shares no code with the importer.
Of an operation:

    list-beds:
      call: GET /v3/{project_id}/beds
      action: reset                     # only where it has one
      versions: 2.5 - 2.20              # likewise
      codes: 200 | 400 409              # normal | error, those of messages too
      request: [project_id, bed/name]   # the rows, with what they stand in
      response: [...]
      samples: [beds.json, v3.65/beds.json 3.65 -]
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

Facts = dict[str, dict[str, Any]]


def operations_of(project: Path) -> Facts:
    """The operations of a project by their ids."""
    found: Facts = {}
    for file in sorted((project / "pages").rglob("*.yaml")):
        for page in _read(file).get("pages", {}).values():
            for item in page["operations"]:
                if "id" in item:
                    found[item["id"]] = _operation(item)
    return found


def _read(file: Path) -> Any:
    return yaml.load(file.read_text("utf-8"), yaml.BaseLoader) or {}


def _operation(item: dict[str, Any]) -> dict[str, Any]:
    messages = {side: _listed(item.get(side)) for side in ("request", "response")}
    everything = [message for each in messages.values() for message in each]
    codes = {
        kind: " ".join(
            code
            for holder in (item, *everything)
            for code in _codes(holder.get("status", {}).get(kind))
        )
        for kind in ("normal", "error")
    }
    facts: dict[str, Any] = {
        "call": f"{item['method']} {item['path']}",
        "action": item.get("action"),
        "versions": _window(item),
        "codes": f"{codes['normal']} | {codes['error']}".strip() if any(codes.values()) else None,
        **{
            side: [row for message in each for row in _rows(message.get("parameters", []))]
            for side, each in messages.items()
        },
        "samples": [
            f"{sample['file']} {_window(sample) or ''}".strip()
            for message in everything
            for sample in message.get("samples", [])
        ],
    }
    return {name: value for name, value in facts.items() if value}


def _listed(value: Any) -> list[Any]:
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def _window(node: dict[str, Any]) -> str | None:
    low, high = node.get("min_version"), node.get("max_version")
    return f"{low or ''} - {high or ''}".strip() if low or high else None


def _codes(value: Any) -> Iterator[str]:
    for code in value["codes"] if isinstance(value, dict) else value or []:
        text = str(code["code"] if isinstance(code, dict) else code)
        match = re.search(r"\d{3}", text)
        assert match is not None, text
        name = code.get("name") if isinstance(code, dict) else text.partition("(")[0]
        yield f"{name}({match[0]})" if name and name != text else match[0]


def _rows(uses: list[dict[str, Any]], above: str = "") -> Iterator[str]:
    for use in uses:
        ((name, value),) = use.items()
        said = value if isinstance(value, dict) else {}
        within = said.get("under", above)
        path = f"{within}/{name}".lstrip("/")
        if said.get("row") != "false":
            yield path
        yield from _rows(said.get("fields", []), path)
