"""Bad input of every kind, to the real command: an exit code, a line with a place, an end.

Each row runs in a process of its own, whose memory and CPU time are bounded by the system. In
other files, through the command line or what it calls:

- `test_cli.py`: a spec that is missing, empty, no YAML, of another shape, no UTF-8, or a folder;
  wrong calls; a reader that goes away; what is not generated in the place of a page
- `tests/samples/test_odd_files.py`: pipes, sockets, folders and links among samples
- `tests/unit/load/`: each fault of YAML and of includes, with its place
- `tests/unit/emit/test_endless_templates.py`: templates that do not end
- `tests/unit/test_output.py`: disks that fail, links in the output, builds at once
- `tests/fuzz/test_kills.py`: builds, imports and Sphinx that are killed
"""

from __future__ import annotations

import os
import re
import resource
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.surfaces.test_cli import ENVIRONMENT, SPEC

MEMORY = 1024**3
SECONDS = 10
HEAD = "microref: 1\napi: {title: T, service_type: t}\n"
ROOT = "parameters.yaml"
SAMPLE = "api_samples/attach-req.json"
DESCRIPTION = next(line.strip() for line in SPEC.splitlines() if "Attaches." in line)
PLACE = r"^{}:\d+:\d+: (?:error|warning|info) {} "


def changed(old: str, new: str) -> str:
    """The spec with the first of some words replaced, which are there."""
    assert old in SPEC, old
    return SPEC.replace(old, new, 1)


@dataclass(frozen=True)
class Done:
    """What a command came to."""

    code: int
    out: str
    err: str

    @property
    def said(self) -> str:
        return self.out + self.err


def run(folder: Path, *words: str, file_size: int | None = None) -> Done:
    """Run the command in a process that may have so much memory and CPU time, and no more."""

    def bound() -> None:
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
        if file_size is not None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (file_size, file_size))

    done = subprocess.run(
        [sys.executable, "-m", "microref", *words],
        cwd=folder,
        env=ENVIRONMENT,
        capture_output=True,
        check=False,
        preexec_fn=bound,
        timeout=300,
    )
    out, err = done.stdout.decode(), done.stderr.decode()
    assert done.returncode in (0, 1, 2), (done.returncode, err)
    assert "Traceback" not in err
    return Done(done.returncode, out, err)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A clean project in a folder that has others beside it."""
    folder = tmp_path / "project"
    (folder / "api_samples").mkdir(parents=True)
    (folder / ROOT).write_text(SPEC)
    (folder / SAMPLE).write_text('{"volume": "a"}\n')
    (tmp_path / "outside.yaml").write_text("parameters: {}\n")
    (tmp_path / "outside.json").write_text('{"secret": 1}\n')
    return folder


def root(content: str | bytes) -> Callable[[Path], None]:
    """What puts another spec into the project."""
    text = content if isinstance(content, bytes) else content.encode()

    def make(folder: Path) -> None:
        (folder / ROOT).write_bytes(text)

    return make


def files(contents: dict[str, str]) -> Callable[[Path], None]:
    """What writes files, by their paths in the project."""

    def make(folder: Path) -> None:
        for name, text in contents.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)

    return make


def shown(sample: str) -> Callable[[Path], None]:
    """What puts another sample into the spec."""
    return root(changed("file: attach-req.json", f"file: {sample}"))


def described(text: str) -> Callable[[Path], None]:
    """What gives the first operation another description."""
    return root(changed(DESCRIPTION, f"description: {text}"))


def settings(lines: str) -> Callable[[Path], None]:
    """What writes a table of settings."""
    return files({"pyproject.toml": f"[tool.microref]\n{lines}\n"})


def both(*makers: Callable[[Path], None]) -> Callable[[Path], None]:
    def make(folder: Path) -> None:
        for maker in makers:
            maker(folder)

    return make


def link(name: str, target: str) -> Callable[[Path], None]:
    def make(folder: Path) -> None:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.is_symlink() or path.is_file():
            path.unlink()
        elif path.is_dir():
            shutil.rmtree(path)
        path.symlink_to(target)

    return make


def large(name: str, size: int) -> Callable[[Path], None]:
    def make(folder: Path) -> None:
        with (folder / name).open("wb") as file:
            for _ in range(size // 10**6):
                file.write(b"# xxxxxx\n" * 10**5 + b"x" * 10**5)

    return make


def folder_at(name: str) -> Callable[[Path], None]:
    def make(folder: Path) -> None:
        (folder / name).unlink(missing_ok=True)
        (folder / name).mkdir(parents=True)

    return make


LONG = f".. class:: x\\n\\n{'- ' * 9999}x"
BOMB = "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}' if n else 'x'] * 10)}]\n" for n in range(10))
REFERENCES = {
    "a definition": changed("- volume: volume", "- volume: volum"),
    "a notice": changed(DESCRIPTION, "description: [{notice: none}]"),
    "a reason": changed("error: [400]", "error: [{code: 400, reason: none}]"),
}
TWICE = SPEC.replace(
    "            - tag: tag\n", "            - tag: tag\n            - tag: tag\n", 1
)

# What is made of the project, the exit code of a check, the file of the place, the code.
FINDINGS: dict[str, tuple[Callable[[Path], None], int, str, str]] = {
    "a spec of comments only": (root("# nothing\n"), 2, ROOT, "S0.."),
    "tabs": (root(HEAD + "pages:\n\tp: {title: T}\n"), 2, ROOT, "S001"),
    "Latin-1": (root("# größe\n".encode("latin-1") + SPEC.encode()), 2, ROOT, "S002"),
    "UTF-16": (root(SPEC.encode("utf-16")), 2, ROOT, "S002"),
    "a NUL": (root(SPEC + "# \0\n"), 2, ROOT, "S001"),
    "a NUL in the name of the samples folder": (
        root(changed("service_type: compute", 'service_type: compute\n  samples: "\\0"')),
        1,
        ROOT,
        "J111",
    ),
    "a key twice": (root(SPEC + "pages: {}\n"), 1, ROOT, "S004"),
    "a bomb of aliases": (root(BOMB), 2, ROOT, "S003"),
    "an alias to what it stands in": (root(HEAD + "parameters: &a {x: *a}\n"), 2, ROOT, "S003"),
    "100 MB": (large(ROOT, 10**8), 2, ROOT, "S003"),
    "100,000 brackets": (root("[" * 100_000), 2, ROOT, "S003"),
    "100,000 braces": (root("{a: " * 100_000), 2, ROOT, "S003"),
    "100,000 dashes": (root("- " * 100_000), 2, ROOT, "S003"),
    "a device": (link(ROOT, "/dev/zero"), 2, ROOT, "S002"),
    "a link to itself": (link(ROOT, ROOT), 2, ROOT, "S002"),
    "an include that is missing": (root(SPEC + "include: [none.yaml]\n"), 1, ROOT, "S002"),
    "an include of a folder": (
        both(root(SPEC + "include: [api_samples]\n")), 1, ROOT, "S002"
    ),
    "an include of the root": (root(SPEC + f"include: [{ROOT}]\n"), 1, ROOT, "S010"),
    "an include of each other": (
        both(root(SPEC + "include: [a.yaml]\n"), files({"a.yaml": f"include: [{ROOT}]\n"})),
        1, "a.yaml", "S010",
    ),
    "an include outside": (root(SPEC + "include: [../outside.yaml]\n"), 1, ROOT, "S010"),
    "an include by its whole path": (root(SPEC + "include: [/etc/hosts]\n"), 1, ROOT, "S010"),
    "an include outside by a link": (
        both(root(SPEC + "include: [a.yaml]\n"), link("a.yaml", "../outside.yaml")), 1, ROOT, "S010"
    ),
    "an include that is no YAML": (
        both(root(SPEC + "include: [a.yaml]\n"), files({"a.yaml": "["})), 1, "a.yaml", "S001"
    ),
    "an included device": (
        both(root(SPEC + "include: [a.yaml]\n"), link("a.yaml", "/dev/zero")), 1, ROOT, "S0.."
    ),
    "100 MB, included": (
        both(root(SPEC + "include: [a.yaml]\n"), large("a.yaml", 10**8)), 1, ROOT, "S003"
    ),
    "a sample outside": (shown("../../outside.json"), 1, ROOT, "J116"),
    "a sample by its whole path": (shown("/etc/hosts"), 1, ROOT, "J116"),
    "a sample that is a link outside": (link(SAMPLE, "../../outside.json"), 1, ROOT, "J116"),
    "a folder of samples that leads outside": (link("api_samples", ".."), 1, ROOT, "J116"),
    "a sample that is a folder": (folder_at(SAMPLE), 1, ROOT, "J111"),
    "a sample that is a device": (link(SAMPLE, "/dev/zero"), 1, ROOT, "J116"),
    "a sample of 100 MB": (large(SAMPLE, 10**8), 1, SAMPLE, "J111"),
    "a sample of 100,000 brackets": (
        files({SAMPLE: "[" * 100_000}),
        1, SAMPLE, "J101",
    ),
    **{
        f"a reference to nothing: {what}": (root(text), 1, ROOT, "S009")
        for what, text in REFERENCES.items()
    },
    "two fields of one name": (root(TWICE), 1, ROOT, "V003"),
    "RST with a title": (
        described('"A\\n=\\n\\nb"'), 1, ROOT, "S015"
    ),
    "RST that ends its block": (
        described('".. rest_method:: GET /"'),
        1, ROOT, "S015",
    ),
    "RST that nests without end": (
        described(f'"{LONG}"'),
        1, ROOT, "S015",
    ),
    "a word of 100,000 letters": (
        described("x-" * 50_000), 1, ROOT, "S015"
    ),
    "settings that are no TOML": (settings("="), 2, "pyproject.toml", "S101"),
    "settings of 100,000 brackets": (
        settings("select = " + "[" * 100_000), 2, "pyproject.toml", "S101"
    ),
    "a template that cannot be parsed": (
        both(settings('templates = "t"'), files({"t/page.rst.j2": "{% if %}"})),
        1, "t/page.rst.j2", "R901",
    ),
}  # fmt: skip


@pytest.mark.parametrize("what", FINDINGS)
def test_a_check_tells_where(project: Path, what: str) -> None:
    make, code, place, kind = FINDINGS[what]
    make(project)
    done = run(project, "check", ROOT)
    assert re.search(PLACE.format(re.escape(place), kind), done.out, re.MULTILINE), done.said[:2000]
    assert done.code == code
    assert done.err == ""


@pytest.mark.parametrize("what", [what for what, row in FINDINGS.items() if row[3].startswith("S")])
def test_a_build_of_it_writes_nothing_or_a_whole_page(project: Path, what: str) -> None:
    make, code, _, _ = FINDINGS[what]
    make(project)
    done = run(project, "build", ROOT)
    assert done.code in (0, code)
    assert done.code == 0 or not (project / "api-ref").exists()
    assert done.code == 0 or re.search(r"^\S+:\d+:\d+: error ", done.err, re.MULTILINE)


CLEAN = {
    "a byte order mark": root(b"\xef\xbb\xbf" + SPEC.encode()),
    "line ends of Windows": root(changed("\n", "\r\n")),
    "old line ends": root(changed("\n", "\r")),
    "one line more": root(f"{SPEC}\n\n# end"),
}


@pytest.mark.parametrize("what", CLEAN)
def test_what_is_only_unusual_is_clean(project: Path, what: str) -> None:
    CLEAN[what](project)
    # The spec is small: whether a reference is complete (C) is another question.
    assert run(project, "check", "--ignore", "C").code == 0
    assert run(project, "build").code == 0


OWN_TEMPLATES = '[tool.microref]\ntemplates = "t"\n'
TEMPLATES = {
    "fails": ("\n{{ page.titel }}", "has no attribute 'titel'"),
    "loops": ("\n" + "{% for a in range(99999) %}" * 3 + "{% endfor %}" * 3, "come to an end"),
    "includes itself": ('\n{% include "page.rst.j2" %}', "without end"),
    "makes a gigabyte": ("\n{{ 'x' * 10**9 }}", "too large"),
    "leaves its sandbox": ("\n{{ page.__class__.__mro__[1].__subclasses__() }}", "unsafe"),
    "leaves it by a format": ("\n{{ '{0.__class__}'.format(page) }}", "unsafe"),
    "leaves it by a filter": ("\n{{ page | attr('__class__') }}", "unsafe"),
    "includes another file": ('\n{% include "../../outside.yaml" %}', "there is no template"),
}


@pytest.mark.parametrize("what", TEMPLATES)
def test_a_template_that(project: Path, what: str) -> None:
    template, message = TEMPLATES[what]
    files({"pyproject.toml": OWN_TEMPLATES, "t/page.rst.j2": template})(project)
    done = run(project, "build")
    assert done.code == 1
    assert re.search(rf"^t/page.rst.j2:2:\d+: error R901 .*{message}", done.err, re.MULTILINE)
    assert not (project / "api-ref").exists()


@pytest.mark.with_sphinx
def test_a_template_that_loops_holds_no_sphinx(project: Path) -> None:
    files(
        {
            "pyproject.toml": OWN_TEMPLATES,
            "t/page.rst.j2": "{% for a in range(99999) %}" * 3 + "{% endfor %}" * 3,
            "api-ref/source/conf.py": 'extensions = ["microref.sphinx_ext"]\n',
            "api-ref/source/index.rst": "T\n=\n\n.. include:: volumes.inc\n",
        }
    )(project)
    done = subprocess.run(
        [sys.executable, "-m", "sphinx", "-q", "-W", "-b", "html", "api-ref/source", "out"],
        cwd=project, env=ENVIRONMENT, capture_output=True, text=True, check=False, timeout=300,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_CPU, (20, 20)),
    )  # fmt: skip
    assert done.returncode in (1, 2)
    assert "t/page.rst.j2" in done.stderr
    assert "does not come to an end" in done.stderr
    assert "Traceback" not in done.stderr


def one_line(done: Done, *words: str) -> None:
    assert done.code == 2
    assert re.fullmatch(r"microref: error: [^\n]+\n", done.err), done.err
    for word in words:
        assert word in done.err


def test_an_output_folder_that_is_a_file(project: Path) -> None:
    (project / "api-ref").write_text("mine")
    one_line(run(project, "build", "-q"), "cannot write", "api-ref")
    assert (project / "api-ref").read_text() == "mine"


def test_an_output_folder_that_is_a_device(project: Path) -> None:
    one_line(run(project, "build", "-q", "--output", "/dev/null"), "/dev/null")


def test_an_output_folder_that_may_not_be_written(project: Path) -> None:
    # Root may write everywhere but here.
    one_line(run(project, "build", "-q", "--output", "/proc/self/pages"), "/proc/self/pages")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_without_leave_to_write(project: Path) -> None:  # pragma: no cover
    (project / "api-ref").mkdir(mode=0o500)
    one_line(run(project, "build", "-q"), "Permission denied")


def pages(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): path.read_text()
        for path in sorted((folder / "api-ref/source").rglob("*"))
        if path.is_file()
    }


def test_a_file_that_grows_too_large_leaves_the_old_one(project: Path) -> None:
    assert run(project, "build").code == 0
    before = pages(project)
    root(changed("Attaches.", "Attaches it. " * 3000))(project)
    one_line(run(project, "build", "-q", file_size=16 * 1024), "volumes.inc", "File too large")
    assert pages(project) == before
    assert run(project, "build").code == 0
    assert pages(project) != before


def test_a_full_disk_leaves_the_old_page(project: Path) -> None:
    assert run(project, "build").code == 0
    before = pages(project)
    disk = project / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", str(disk)]
    if os.geteuid() or subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("a small disk can only be made by root")
    try:
        shutil.copytree(project / "api-ref/source", disk / "source")
        root(changed("Attaches.", "Attaches it. " * 9000))(project)
        one_line(run(project, "build", "-q", "--output", "disk/source"), "No space left on device")
        found = {path.name: path.read_text() for path in (disk / "source").iterdir()}
        assert found == {Path(name).name: text for name, text in before.items()}
    finally:
        subprocess.run(["umount", str(disk)], check=True)


@pytest.mark.parametrize("words", [["check", "--output"], ["schema", "--spec-format", "--output"]])
def test_a_report_to_a_full_device(project: Path, words: list[str]) -> None:
    done = run(project, "-q", *words, "/dev/full")
    one_line(done, "/dev/full", "No space left on device")


def test_a_screen_that_is_full(project: Path) -> None:
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "microref", "schema", "--spec-format"],
            cwd=project, env=ENVIRONMENT, stdout=full, stderr=subprocess.PIPE, text=True,
            check=False,
        )  # fmt: skip
    assert done.returncode == 2
    assert re.fullmatch(r"microref: error: [^\n]*No space left on device\n", done.stderr)


def test_two_builds_at_once(project: Path) -> None:
    command = [sys.executable, "-m", "microref", "build", "-q"]
    for word in ("one", "two", "three"):
        root(changed("Attaches.", f"{word} " * 500))(project)
        both_builds = [
            subprocess.Popen(
                command, cwd=project, env=ENVIRONMENT, stderr=subprocess.PIPE, text=True
            )
            for _ in range(2)
        ]
        for process in both_builds:
            _, err = process.communicate(timeout=120)
            assert (process.returncode, err) == (0, "")
        assert word in pages(project)["api-ref/source/volumes.inc"]
        assert run(project, "build", "--check").code == 0
        assert not list((project / "api-ref/source").glob("*.tmp"))
