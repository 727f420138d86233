"""The how-tos, followed literally in the project that `microref init` makes."""

import configparser
import re
import shlex
import shutil
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.surfaces.lesson import Block, blocks, steps
from tests.surfaces.reader import Reader, here, without_installing

ROOT = Path(__file__).parents[2]
PAGES = ROOT / "doc/source/user"
FOLLOWED = ("new-microversion", "share-text", "override-a-template", "ci")
EXAMPLES = {
    name: block
    for page in (PAGES / "ci.rst", PAGES / "pre-commit.rst")
    for block in blocks(page)
    if (name := block.options.get("name"))
}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new project, whose pages are built."""
    reader = here(tmp_path_factory.mktemp("built"))
    for words in ("microref init --quiet", "microref build --quiet"):
        assert reader.run(words) == (0, "")
    return reader.where


@pytest.fixture
def project(tmp_path: Path, built: Path) -> Reader:
    """A reader in a copy of it."""
    reader = here(tmp_path)
    shutil.copytree(built, reader.where, dirs_exist_ok=True)
    return reader


@pytest.mark.parametrize("name", FOLLOWED)
def test_a_how_to_as_it_is_written(project, name):
    found = steps(PAGES / f"{name}.rst")
    assert found
    project.follow(without_installing(found))


@pytest.mark.parametrize("page", sorted(PAGES.glob("*.rst")), ids=lambda page: page.stem)
def test_every_yaml_example_can_be_read(page):
    for block in blocks(page):
        is_part = "emphasize-lines" in block.options
        if block.language == "yaml" and not is_part:
            assert yaml.safe_load(block.text) is not None, f"line {block.line}"


# --------------------------------------------------------------- CI, pre-commit


def commands_in(block: Block) -> list[str]:
    """The command lines of a pipeline."""
    if block.language == "ini":
        # `commands` of tox, with what tox replaces.
        parser = configparser.ConfigParser()
        parser.read_string(block.text)
        return [line for line in parser["testenv:api-ref"]["commands"].splitlines() if line.strip()]
    found: list[str] = []

    def walk(node: Any) -> None:
        if isinstance(node, dict):
            for key, value in node.items():
                if key in {"run", "entry"}:
                    found.append(value)
                elif key == "script":
                    found.extend(value)
                else:
                    walk(value)
        elif isinstance(node, list):
            for item in node:
                walk(item)

    walk(yaml.safe_load(block.text))
    return found


PIPELINES = ("github", "github-sarif", "gitlab", "tox")


@pytest.mark.parametrize("name", PIPELINES)
def test_a_pipeline_passes_in_a_good_project(project, name):
    commands = [words for words in commands_in(EXAMPLES[name]) if "pip install" not in words]
    assert any(words.startswith("microref check") for words in commands)
    for words in commands:
        code, output = project.run(words)
        assert code == 0, f"$ {words}\n{output}"


@pytest.mark.parametrize("name", PIPELINES)
def test_a_pipeline_fails_for_a_wrong_sample(project, name):
    sample = project.where / "api_samples/v1.2/bike-create-req.json"
    sample.write_text(sample.read_text().replace("7", '"seven"'))
    codes = {
        project.run(words)[0]
        for words in commands_in(EXAMPLES[name])
        if words.startswith("microref")
    }
    assert codes == {1}


def test_what_a_pipeline_uploads_is_what_it_writes(project):
    uploading = ("github", "github-sarif", "gitlab")
    for name in uploading:
        for words in commands_in(EXAMPLES[name]):
            if "pip install" not in words:
                project.run(words)
    loaded = {name: yaml.safe_load(EXAMPLES[name].text) for name in uploading}
    uploads = [
        loaded["github"]["jobs"]["api-ref"]["steps"][-1]["with"]["path"],
        loaded["github-sarif"]["steps"][-1]["with"]["sarif_file"],
        *loaded["gitlab"]["api-ref"]["artifacts"]["paths"],
        loaded["gitlab"]["api-ref"]["artifacts"]["reports"]["codequality"],
    ]
    assert [path for path in uploads if not (project.where / path).exists()] == []


def test_zuul_runs_the_environment_of_tox():
    (job, projects) = yaml.safe_load(EXAMPLES["zuul"].text)
    assert f"[testenv:{job['job']['vars']['tox_envlist']}]" in EXAMPLES["tox"].text
    assert projects["project"]["gate"]["jobs"] == [job["job"]["name"]]
    for pattern in job["job"]["files"]:
        re.compile(pattern)


def hooks() -> dict[str, dict[str, Any]]:
    found = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))
    return {hook["id"]: hook for hook in found}


def test_the_page_names_the_hooks_that_there_are():
    (repository,) = yaml.safe_load(EXAMPLES["pre-commit-config"].text)["repos"]
    assert [hook["id"] for hook in repository["hooks"]] == list(hooks())


@pytest.mark.parametrize("identity", hooks())
def test_a_hook_is_a_command_that_passes_in_a_good_project(project, identity):
    assert project.run(hooks()[identity]["entry"])[0] == 0


# As pre-commit calls what ends so.
TYPES = {".yaml": "yaml", ".json": "json", ".toml": "toml", ".j2": "jinja", ".inc": "inc"}


@pytest.mark.parametrize(
    ("identity", "files"),
    [
        ("microref-check", ["parameters.yaml", "api_samples/v1.2/bike-create-req.json"]),
        ("microref-check", ["pyproject.toml", "templates/method.rst.j2"]),
        ("microref-build-check", ["parameters.yaml", "pyproject.toml"]),
        ("microref-build-check", ["templates/method.rst.j2", "api-ref/source/bikes.inc"]),
        ("microref-build-check", ["api-ref/source/bikes.parameters.yaml"]),
    ],
)
def test_a_hook_runs_when_such_a_file_is_in_the_commit(identity, files):
    for file in files:
        assert TYPES[Path(file).suffix] in hooks()[identity]["types_or"]


def test_the_command_in_place_of_the_hook_names_the_spec(project):
    assert project.run("mkdir compute; cd compute; microref init --quiet; cd ..")[0] == 0
    (entry,) = commands_in(EXAMPLES["pre-commit-below"])
    assert shlex.split(entry)[0] == "microref"
    assert project.run(entry)[0] == 0
