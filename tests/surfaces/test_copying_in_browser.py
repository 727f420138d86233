"""What a reader copies from the page: samples as they stand in their files, and a curl command."""

from __future__ import annotations

import json
import os
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.surfaces.truth import sites
from tests.surfaces.truth.oracle import Oracle
from tests.surfaces.truth.sites import Site
from tests.surfaces.truth.spec_as_text import listed
from tests.surfaces.truth.windows import Version, Window, text_of

pytestmark = [pytest.mark.browser, pytest.mark.slow]

# In place of curl: writes down with what it was called.
FAKE = """\
#!/bin/sh
for word; do printf '%s\\0' "$word"; done > "$CALLED"
"""


@pytest.fixture(scope="module", params=["own_reference", "shelves"])
def site(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Site:
    made: Site = getattr(sites, request.param)(tmp_path_factory.mktemp(request.param))
    return made


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    yield context.new_page()
    context.close()


def copied(page: Page, button: Locator) -> str:
    page.evaluate("navigator.clipboard.writeText('')")
    button.click()
    page.wait_for_function("async () => await navigator.clipboard.readText() !== ''")
    return str(page.evaluate("navigator.clipboard.readText()"))


def details(page: Page, operation: str) -> Locator:
    head = page.locator(f'.detail-control:has([id="op.{operation}"])')
    return head.locator("+ .api-detail")


# ----------------------------------------------------------------------- samples


def test_a_sample_is_copied_as_it_stands_in_its_file(page: Page, site: Site) -> None:
    page.goto(site.url)
    page.get_by_role("button", name="Show All").click()
    seen = 0
    for operation in operations(site):
        samples = details(page, operation["id"]).locator("[class*=mr-sample-]:has(> .highlight)")
        texts = []
        for sample in samples.all():
            sample.hover()
            texts.append(copied(page, sample.locator("button.mr-copy")))
        assert sorted(texts) == sorted(sample_texts(site, operation))
        seen += len(texts)
    assert seen == sum(item.kind == "sample" for item in site.oracle.items)


def operations(site: Site) -> list[dict[str, Any]]:
    return [
        operation
        for page in site.oracle.spec["pages"].values()
        for operation in page["operations"]
        if "id" in operation
    ]


def sample_texts(site: Site, operation: dict[str, Any]) -> list[str]:
    return [
        (site.oracle.samples / sample["file"]).read_text().rstrip("\n")
        for side in ("request", "response")
        for message in listed(operation.get(side))
        for sample in listed(message.get("samples"))
    ]


def test_a_copied_text_is_said_to_be(page: Page, site: Site) -> None:
    page.goto(site.url)
    page.get_by_role("button", name="Show All").click()
    button = page.locator("button.mr-copy:visible").first
    button.hover()
    before = button.inner_text()
    button.click()
    expect(button).not_to_have_text(before)
    expect(button).to_have_text(before)


# -------------------------------------------------------------------------- curl


class Call(NamedTuple):
    """What a shell passes to curl."""

    method: str
    url: str
    headers: dict[str, str]
    body: Any


def call(command: str, folder: Path, variables: dict[str, str]) -> Call:
    """Run a command by a shell, with another program in the place of curl."""
    program, arguments = folder / "curl", folder / "called"
    program.write_text(FAKE)
    program.chmod(0o755)
    path = f"{folder}{os.pathsep}{os.environ['PATH']}"
    environment = {"PATH": path, "CALLED": str(arguments), **variables}
    done = subprocess.run(
        ["sh", "-euc", command], env=environment, check=True, capture_output=True, text=True
    )
    assert (done.stdout, done.stderr) == ("", "")
    words = iter(arguments.read_text().split("\0")[:-1])
    method, url, headers, body = "GET", "", {}, None
    for word in words:
        if word in ("-X", "--request"):
            method = next(words)
        elif word in ("-H", "--header"):
            name, _, value = next(words).partition(": ")
            headers[name] = value
        elif word in ("-d", "--data", "--data-raw", "--json"):
            body = json.loads(next(words))
        else:
            assert not word.startswith("-") or word in ("-g", "--globoff"), word
            assert url == ""
            url = word
    return Call(method, url, headers, body)


VARIABLES = {"ENDPOINT": "https://nowhere.example.com", "TOKEN": "secret", "OS_TOKEN": "secret"}


def expected(oracle: Oracle, operation: dict[str, Any], at: Version) -> Call:
    """The call as the spec has it, with the parameters of the path as `filled` has them."""
    api = oracle.spec["api"]
    url = api["endpoint"].rstrip("/") + filled(operation["path"])
    name, _, value = api["version_header"].partition(": ")
    headers = {name: value.replace("{version}", text_of(at))}
    body = None
    for message in listed(operation.get("request")):
        scenarios = {}
        for sample in listed(message.get("samples")):
            window = Window.of(operation) & Window.of(message) & Window.of(sample)
            if window.holds(at):
                # Of one scenario the later one, which stands behind the others in these specs.
                name = sample.get("scenario") or re.sub(r"v\d+\.\d+/", "", sample["file"])
                scenarios[name] = sample["file"]
        if scenarios and body is None:
            body = json.loads((oracle.samples / next(iter(scenarios.values()))).read_text())
            headers["Content-Type"] = "application/json"
    return Call(operation["method"], url, headers, body)


def filled(path: str) -> str:
    return re.sub(r"\{(\w+)\}", r"the-\1", path)


def test_a_shell_calls_the_operation_by_the_command(page: Page, site: Site, tmp_path: Path) -> None:
    page.goto(site.url)
    page.get_by_role("button", name="Show All").click()
    called, wanted = {}, {}
    for at in [site.versions[0], *site.versions[3::9], site.versions[-1]]:
        page.locator("input.mr-version").focus()
        page.keyboard.type(text_of(at))
        page.keyboard.press("Enter")
        for operation in operations(site):
            if not Window.of(operation).holds(at):
                continue
            box = details(page, operation["id"]).locator(".mr-curl")
            if box.get_attribute("open") is None:
                box.locator("summary").click()
            command = copied(page, box.locator("button.mr-copy"))
            expect(box.locator("pre")).to_have_text(command)
            names = re.findall(r"\{(\w+)\}", operation["path"])
            given = VARIABLES | {name: f"the-{name}" for name in names}
            made = call(command, tmp_path, given)
            tokens = {name: v for name, v in made.headers.items() if name != "X-Auth-Token"}
            called[operation["id"], at] = made._replace(headers=tokens)
            wanted[operation["id"], at] = expected(site.oracle, operation, at)
    assert called == wanted


def test_the_command_of_all_versions_asks_for_the_newest(page: Page, site: Site) -> None:
    page.goto(site.url)
    page.get_by_role("button", name="Show All").click()
    box = page.locator(".mr-curl").last
    box.locator("summary").click()
    name, _, value = site.oracle.spec["api"]["version_header"].partition(": ")
    header = f"{name}: {value.replace('{version}', text_of(site.versions[-1]))}"
    expect(box.locator("pre")).to_contain_text(header)
