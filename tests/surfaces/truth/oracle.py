"""What a page shows at a microversion, computed from the text of the spec by its grammar.

This is the expectation that a browser is held against. It uses nothing of Microref: were the
windows wrong in the model, the page and a test that asks the model would agree.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from tests.surfaces.truth.bodies import rows_of
from tests.surfaces.truth.items import Item
from tests.surfaces.truth.spec_as_text import Words, joined, letters, listed, read_spec
from tests.surfaces.truth.texts import texts_of
from tests.surfaces.truth.windows import EVER, Window

SIDES = ("request", "response")
_VERSION_FOLDER = re.compile(r"v\d+\.\d+")


class Oracle:
    """Everything that the pages of one spec may show."""

    def __init__(self, path: Path) -> None:
        self.spec = read_spec(path)
        self.samples = path.parent / self.spec["api"].get("samples", "api_samples")
        self.items: list[Item] = [
            item for page in self.spec["pages"].values() for item in self._page(page)
        ]

    def _page(self, page: Words) -> Iterator[Item]:
        yield from texts_of(page.get("description"), EVER, "", self.spec["notices"])
        for operation in listed(page.get("operations")):
            if "id" in operation:
                yield from self._operation(operation)
            else:
                yield from texts_of([operation], EVER, "", self.spec["notices"])

    def _operation(self, operation: Words) -> Iterator[Item]:
        name, window = operation["id"], Window.of(operation)
        yield Item(kind="operation", operation=name, name=f"op.{name}", window=window)
        messages = [
            (side, message, window & Window.of(message))
            for side in SIDES
            for message in listed(operation.get(side))
        ]
        for text in (operation.get("description"), operation.get("after")):
            yield from texts_of(text, window, name, self.spec["notices"])
        for _side, message, within in messages:
            yield from texts_of(message.get("description"), within, name, self.spec["notices"])
        statuses = [(operation, window), *((message, within) for _, message, within in messages)]
        yield from self._codes(name, [(part.get("status") or {}, at) for part, at in statuses])
        yield from rows_of(name, messages, self.spec["parameters"])
        for number, (side, message, within) in enumerate(messages):
            for sample in listed(message.get("samples")):
                yield self._sample(name, f"{side} {number}", sample, within & Window.of(sample))

    def _codes(self, operation: str, statuses: list[tuple[Words, Window]]) -> Iterator[Item]:
        seen: dict[str, int] = {}
        for status, within in statuses:
            for kind in ("normal", "error"):
                group = status.get(kind) or []
                for code in group["codes"] if isinstance(group, dict) else group:
                    said = code if isinstance(code, dict) else {"code": code}
                    (number,) = re.findall(r"\d{3}", said["code"])
                    seen[number] = seen.get(number, 0) + 1
                    again = f"@{seen[number]}" if seen[number] > 1 else ""
                    group = joined(["op", operation, number])
                    yield Item(
                        kind="code",
                        operation=operation,
                        name=f"{group}{again}",
                        group=group,
                        window=within & Window.of(said),
                    )

    def _sample(self, operation: str, message: str, sample: Words, window: Window) -> Item:
        *folders, file = sample["file"].split("/")
        plain = [folder for folder in folders if not _VERSION_FOLDER.fullmatch(folder)]
        scenario = sample.get("scenario") or "/".join([*plain, file])
        return Item(
            kind="sample",
            operation=operation,
            name=letters((self.samples / sample["file"]).read_text("utf-8")),
            window=window,
            group=f"{message}: {scenario}",
        )
