"""What the extension keeps for the length of a build. Makes and checks nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from sphinx.domains import Domain

from microref.sphinx_ext.yaml_files import YamlFiles

if TYPE_CHECKING:
    from sphinx.environment import BuildEnvironment

__all__ = ["MicrorefDomain", "yaml_files"]


class MicrorefDomain(Domain):
    """Holds what has been read; a new one is made for each application of Sphinx."""

    name = "microref"
    label = "REST API reference"
    data_version = 1
    initial_data: ClassVar[dict[str, Any]] = {}

    def __init__(self, env: BuildEnvironment) -> None:
        super().__init__(env)
        self.yaml_files = YamlFiles()


def yaml_files(env: BuildEnvironment) -> YamlFiles:
    """The YAML files that the build has read."""
    domain = env.get_domain(MicrorefDomain.name)
    assert isinstance(domain, MicrorefDomain)
    return domain.yaml_files
