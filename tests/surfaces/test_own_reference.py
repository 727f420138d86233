"""The facts that this repository's reference has to hold, in its spec and on its page."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from pathlib import Path

import pytest

from microref.derive.guards import guards_of
from microref.derive.resolve import Field, ResolvedMessage, resolve
from microref.model import Admonition, Block, NoticeUse, Operation, Prose, Spec
from tests.helpers import load_clean
from tests.surfaces.pages import EXTENSION, OS_API_REF, REPOSITORY, Page, publish_own, read_page

ATTACHMENTS = "/servers/{server_id}/os-volume_attachments"
ATTACHMENT = f"{ATTACHMENTS}/{{volume_id}}"
UPDATE = "Update a volume attachment"

OPERATIONS = [
    ("GET", ATTACHMENTS, "List volume attachments for an instance"),
    ("POST", ATTACHMENTS, "Attach a volume to an instance"),
    ("GET", ATTACHMENT, "Show a detail of a volume attachment"),
    ("PUT", ATTACHMENT, UPDATE),
    ("DELETE", ATTACHMENT, "Detach a volume from an instance"),
]
CODES = [
    ([200], [401, 403, 404]),
    ([200], [400, 401, 403, 404, 409]),
    ([200], [401, 403, 404]),
    ([202], [400, 401, 403, 404, 409]),
    ([202], [400, 401, 403, 404, 409]),
]
SAMPLES = [
    ["list-volume-attachments-resp.json", "v2.89/list-volume-attachments-resp.json"],
    [
        "attach-volume-to-server-req.json",
        "v2.49/attach-volume-to-server-req.json",
        "v2.79/attach-volume-to-server-req.json",
        "attach-volume-to-server-resp.json",
        "v2.70/attach-volume-to-server-resp.json",
        "v2.79/attach-volume-to-server-resp.json",
    ],
    ["volume-attachment-detail-resp.json", "v2.89/volume-attachment-detail-resp.json"],
    ["v2.85/update-volume-attachment-delete-flag-req.json"],
    [],
]
RELEASES = {
    "2.3": ("Kilo",),
    "2.12": ("Liberty",),
    "2.25": ("Mitaka",),
    "2.38": ("Newton",),
    "2.42": ("Ocata",),
    "2.53": ("Pike",),
    "2.60": ("Queens",),
    "2.65": ("Rocky",),
    "2.72": ("Stein",),
    "2.79": ("Train",),
    "2.87": ("Ussuri", "Victoria"),
    "2.88": ("Wallaby",),
    "2.90": ("Xena", "Yoga"),
    "2.93": ("Zed",),
    "2.95": ("2023.1", "2023.2"),
    "2.96": ("2024.1", "2024.2"),
    "2.100": ("2025.1",),
}
# What the note of each microversion names, at the least.
HISTORY = {
    "2.20": ("attached", "detached", "SHELVED", "SHELVED_OFFLOADED"),
    "2.49": ("attach request", "optional", "tag"),
    "2.60": ("multiattach", "several servers"),
    "2.70": ("list, show and attach responses", "tag"),
    "2.79": ("attach request", "list, show and attach responses", "delete_on_termination"),
    "2.85": ("update", "delete_on_termination"),
    "2.89": ("list and show responses", "attachment_id", "bdm_uuid", "no longer", "id"),
}
# Operation and side -> the fields of the attachment, each with its first and its last version.
_BASIC: dict[str, tuple[str | None, str | None]] = {
    "id": (None, "2.88"),
    "serverId": (None, None),
    "volumeId": (None, None),
    "device": (None, None),
    "tag": ("2.70", None),
    "delete_on_termination": ("2.79", None),
    "attachment_id": ("2.89", None),
    "bdm_uuid": ("2.89", None),
}
FIELDS: dict[tuple[str, str], dict[str, tuple[str | None, str | None]]] = {
    ("list-volume-attachments", "response"): _BASIC,
    ("attach-volume", "request"): {
        "volumeId": (None, None),
        "device": (None, None),
        "tag": ("2.49", None),
        "delete_on_termination": ("2.79", None),
    },
    ("attach-volume", "response"): {
        "device": (None, None),
        "id": (None, None),
        "serverId": (None, None),
        "volumeId": (None, None),
        "tag": ("2.70", None),
        "delete_on_termination": ("2.79", None),
    },
    ("show-volume-attachment", "response"): _BASIC,
    ("update-volume-attachment", "request"): {
        "volumeId": (None, None),
        "delete_on_termination": ("2.85", None),
        "device": ("2.85", None),
        "serverId": ("2.85", None),
        "tag": ("2.85", None),
        "id": ("2.85", None),
    },
}


@pytest.fixture(scope="module")
def spec() -> Spec:
    return load_clean(REPOSITORY / "parameters.yaml")


@pytest.fixture(scope="module")
def messages(spec: Spec) -> tuple[ResolvedMessage, ...]:
    return resolve(spec)


@pytest.fixture(scope="module", params=[OS_API_REF, EXTENSION])
def page(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Page:
    return read_page(publish_own(tmp_path_factory.mktemp("own"), request.param))


# ---------------------------------------------------------------------- the spec


def test_versions_are_those_of_the_service(spec: Spec):
    versions = spec.api.microversions
    assert (str(versions.minimum), str(versions.maximum)) == ("2.1", "2.100")
    assert {str(release.version): release.names for release in versions.releases} == RELEASES


def test_history_has_the_facts(spec: Spec):
    history = {
        str(entry.version): " ".join(_prose(block for note in entry.notes for block in note))
        for entry in spec.api.microversions.history
    }
    assert list(history) == list(HISTORY)
    for version, facts in HISTORY.items():
        for fact in facts:
            assert re.search(rf"\b{re.escape(fact)}\b", history[version]), (version, fact)


def test_operations_are_the_five_in_their_order(spec: Spec):
    assert [(op.method, op.path, op.title.text) for op in spec.operations] == OPERATIONS


def test_codes(spec: Spec):
    codes = []
    for operation in spec.operations:
        assert operation.status is not None
        normal, error = operation.status.normal, operation.status.error
        assert normal is not None
        assert error is not None
        codes.append(([code.code for code in normal.codes], [code.code for code in error.codes]))
    assert codes == CODES


def test_fields_stand_where_the_body_has_them(messages: tuple[ResolvedMessage, ...]):
    found = {}
    for message in messages:
        if message.body:
            (envelope,) = message.body
            key = (message.operation.id, message.side)
            plural = message.operation.id == "list-volume-attachments"
            assert envelope.name == ("volumeAttachments" if plural else "volumeAttachment")
            found[key] = {field.name: _bounds(field) for field in envelope.fields}
    lowest = ("2.1", "2.100")
    expected = {
        key: {name: (low or lowest[0], high or lowest[1]) for name, (low, high) in fields.items()}
        for key, fields in FIELDS.items()
    }
    assert found == expected
    assert [list(fields) for fields in found.values()] == [
        list(fields) for fields in expected.values()
    ]


def _bounds(field: Field) -> tuple[str, str]:
    return str(field.window.min), str(field.window.max)


def test_samples_are_the_eleven(spec: Spec):
    shown = [
        [sample.file for message in (*op.request, *op.response) for sample in message.samples]
        for op in spec.operations
    ]
    assert shown == [[f"os-volumes/{name}" for name in names] for names in SAMPLES]
    folder = REPOSITORY / "api_samples"
    on_disk = {file.relative_to(folder).as_posix() for file in folder.rglob("*.json")}
    assert on_disk == {name for names in shown for name in names}
    assert len(on_disk) == 11


@pytest.mark.parametrize("name", [name for names in SAMPLES for name in names])
def test_sample_is_written_plainly(name: str):
    file = Path(REPOSITORY, "api_samples", "os-volumes", name)
    text = file.read_text(encoding="utf-8")
    assert text == json.dumps(json.loads(text), indent=4) + "\n"


# ---------------------------------------------------------- the notes and the warning


def test_notes_tell_of_versions_and_of_asynchronous_work(page: Page):
    notes = [
        [
            sorted({*re.findall(r"2\.\d+", note.text), *re.findall("asynchronous", note.text)})
            for note in operation.of_kind("note")
        ]
        for operation in page.operations
    ]
    assert notes == [
        [],
        [["2.20"], ["2.60"], ["asynchronous"]],
        [],
        [[], ["2.85"]],
        [["2.20"], ["asynchronous"]],
    ]


def test_policy_is_told(page: Page):
    text = " ".join(block.text for block in page.operation(UPDATE).of_kind("paragraph"))
    for fact in ("rule:system_admin_or_owner", "system", "project", "volumeId", "policy.json"):
        assert fact in text


WARNING = (
    r"\bvolumeId\b",
    r"\bMUST\b",
    r"\bmigration\b",
    r"\borchestrat",
    r"\bblock storage\b",
    r"\bos-retype\b",
    r"\bos-migrate_volume\b",
    r"\b(unsupported|not supported)\b",
    r"\b409\b",
    r"\bcompute drivers\b",
    r"\b(corrupt\w* data|data corruption)\b",
    r"\breads? the data of another\b|\breading another('s| guest's) data\b",
)


@pytest.mark.parametrize("fact", WARNING)
def test_page_warns_of_swapping_a_volume(fact: str, page: Page):
    (warning,) = page.operation(UPDATE).of_kind("important")
    assert re.search(fact, warning.text)


def test_warning_links_to_the_drivers_that_swap(page: Page):
    (warning,) = page.operation(UPDATE).of_kind("important")
    assert warning.links == (
        "https://docs.openstack.org/nova/latest/user/support-matrix.html#operation_swap_volume",
    )


def test_warning_stands_before_the_codes_and_nowhere_else(page: Page):
    structure = page.operation(UPDATE).structure
    assert structure.index("important") < structure.index("normal codes")
    others = [operation for operation in page.operations if operation.title != UPDATE]
    assert not any(operation.of_kind("important") for operation in others)


def test_warning_is_in_the_spec_once_as_notice_and_guard(
    spec: Spec, messages: tuple[ResolvedMessage, ...]
):
    assert list(spec.notices) == ["orchestrated-swap"]
    assert spec.notices["orchestrated-swap"].kind == "important"
    uses = {
        operation.id: [
            block.notice for block in operation.description if isinstance(block, NoticeUse)
        ]
        for operation in spec.operations
    }
    assert {operation: used for operation, used in uses.items() if used} == {
        "update-volume-attachment": ["orchestrated-swap"]
    }
    guarded = {operation.id: _guards(operation, messages) for operation in spec.operations}
    (guard,) = guarded.pop("update-volume-attachment")
    assert guard == (("os-retype", "os-migrate_volume"), 409, "orchestrated-swap")
    assert not any(guarded.values())


def _guards(
    operation: Operation, messages: tuple[ResolvedMessage, ...]
) -> list[tuple[tuple[str, ...], int, str]]:
    own = [message for message in messages if message.operation is operation]
    return [
        (found.guard.started_by, found.guard.otherwise, found.guard.notice)
        for found in guards_of(operation, own)
    ]


def _prose(blocks: Iterable[Block]) -> list[str]:
    return [
        " ".join(block.text.source.split())
        for block in blocks
        if isinstance(block, (Prose, Admonition))
    ]
