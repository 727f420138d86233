"""`[tool.microref]` of pyproject.toml: every option, declared once. Reads no spec.

TOML readers tell no positions of keys, so the place of a fault is found by a
scan of the text; what cannot be found so (an inline table, say) is reported at
the beginning of the table, or of the file.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from microref.diagnostics import Diagnostic, Kind, Severity, in_order
from microref.reading import Unread, beginning, display_path, read_text
from microref.setting_places import SettingPlaces
from microref.source import SourceFile, Span
from microref.words import did_you_mean

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

PYPROJECT = "pyproject.toml"
SPEC = "parameters.yaml"
_MARK_OF_SPEC = re.compile(rb"^(?:\xef\xbb\xbf)?[\"']?microref[\"']?[ \t]*:", re.MULTILINE)
OUTPUT = "api-ref/source"
_MOST_STEPS = 50_000_000

SYNTAX = Kind(
    "S101",
    "configuration-unreadable",
    Severity.ERROR,
    """The configuration, pyproject.toml, cannot be read or is no valid TOML.""",
)

UNKNOWN_OPTION = Kind(
    "S102",
    "unknown-option",
    Severity.ERROR,
    """An option of `[tool.microref]` that does not exist, often a misspelling.

    Ignored, it would be a setting that somebody relies on and that never holds.

    Wrong::

        [tool.microref]
        guards = ["update-volume-attachment"]

    Right::

        [tool.microref]
        guarded = ["update-volume-attachment"]
    """,
)

BAD_OPTION = Kind(
    "S103",
    "bad-option",
    Severity.ERROR,
    """An option of `[tool.microref]` has a value that it cannot take.

    Wrong::

        commit = "yes"

    Right::

        commit = true
    """,
)

KINDS = (SYNTAX, UNKNOWN_OPTION, BAD_OPTION)


@dataclass(frozen=True, slots=True)
class PathSettings:
    """What holds for findings in some files only."""

    pattern: str
    """Paths below the folder of pyproject.toml; `*` stands for any text, slashes too."""
    ignore: tuple[str, ...] = ()
    """Codes, beginnings of codes or names of findings not to report there."""
    severity: Mapping[str, Severity] = field(default_factory=dict)
    """Severities of findings there, by code, beginning of codes or name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """The options of a project. Paths in the file are relative to it; here they are absolute."""

    folder: Path
    """The folder of pyproject.toml, or of the spec where there is no configuration."""
    file: Path | None = None
    """The pyproject.toml that the options are from."""
    spec: Path | None = None
    """The root file of the spec.

    By default the `parameters.yaml` in the current folder or the nearest one above that
    has the key `microref`. Files of that name without it hold definitions for os-api-ref.
    """
    output: Path
    """The folder that `microref build` writes to.

    The Sphinx extension writes to Sphinx's own folder if this one does not lie in it.
    """
    templates: Path | None = None
    """Folder of templates that replace those of Microref, file by file."""
    commit: bool = False
    """Whether the generated pages are kept under version control.

    Unless they are, the build lists them in a `.gitignore` in the output folder.
    """
    guarded: Mapping[str, Span] = field(default_factory=dict)
    """Ids of operations that must have a guard, each with the place that says so."""
    allow_directives: tuple[str, ...] = ()
    """Names of directives and roles that texts may hold although they read, run or inject.

    Those of extensions that Microref does not know are named here, too. They count in any case,
    and without a domain for every domain. A name allows whatever the directive can do, wherever
    it stands in the spec; R101 and R102 tell what that is, R106 and R107 which names are known.
    """
    select: tuple[str, ...] = ()
    """Codes, beginnings of codes or names of the only findings to report; empty for all.

    It holds for `microref check`; a build does not look at it.
    """
    ignore: tuple[str, ...] = ()
    """Codes, beginnings of codes or names of findings not to report.

    It holds for `microref check`; a build does not look at it.
    """
    extend_select: tuple[str, ...] = ()
    """Codes, beginnings of codes or names of findings to report beside the others.

    House rules (`H`) are only looked for where they are wanted.
    """
    severity: Mapping[str, Severity] = field(default_factory=dict)
    """Severities that differ from those of the rules, by code, beginning of codes or name.

    The longest beginning counts. It holds for `microref check`; a build does not look at it.
    """
    per_path: tuple[PathSettings, ...] = ()
    """What holds for findings in some files: `ignore` and `severity`, by a pattern of paths.

    The paths are those of findings, below the folder of pyproject.toml: of files of the spec
    and of samples. `*` stands for any text, slashes too.
    """
    fail_on: Severity = Severity.INFO
    """The lowest severity that makes `microref check` fail: `error`, `warning` or `info`.

    A build fails on errors, whatever this says.
    """


@dataclass(frozen=True, slots=True)
class Configured:
    """The configuration as far as it could be read, and every fault of it."""

    config: Config
    diagnostics: tuple[Diagnostic, ...] = ()


def find_config(start: Path, base: Path | None = None) -> Configured:
    """The configuration that holds in a folder: from the nearest pyproject.toml that has one.

    A configuration that names no spec, or none at all, leaves it to the nearest
    parameters.yaml that is one. `base` is the folder to which paths in findings are
    relative, by default that of pyproject.toml.
    """
    start = start.absolute()
    folders = (start, *start.parents)
    files = [folder / SPEC for folder in folders if (folder / SPEC).is_file()]
    # os-api-ref's definitions have the same name; a spec that misses its mark is told so.
    spec = next(filter(claims_to_be_spec, files), files[0] if files else None)
    for folder in folders:
        file = folder / PYPROJECT
        if file.is_file():
            configured = _read(file, base or folder)
            if configured is not None:
                config = configured.config
                return replace(configured, config=replace(config, spec=config.spec or spec))
    home = start if spec is None else spec.parent
    return Configured(Config(folder=home, spec=spec, output=home / OUTPUT))


def claims_to_be_spec(path: Path) -> bool:
    """Whether a file has the key that the root file of a spec begins with."""
    return _MARK_OF_SPEC.search(beginning(path)) is not None


def _read(file: Path, base: Path) -> Configured | None:
    """The configuration in a file; None when the file has none."""
    config = Config(folder=file.parent, file=file, output=file.parent / OUTPUT)
    name = display_path(file, base)
    text = read_text(file)
    source = SourceFile(name, (text.before or "") if isinstance(text, Unread) else text)
    if isinstance(text, Unread):
        place = source.span_at(len(source.text)) if text.before is not None else source.start()
        return Configured(config, (SYNTAX.at(place, f"cannot read {name}: {text.reason}"),))
    try:
        table = _parsed(source.text).get("tool", {}).get("microref")
    except ValueError as error:
        # Somebody else's broken file is nothing to us.
        if "microref" not in source.text:
            return None
        return Configured(config, (_syntax_fault(error, source),))
    except AttributeError:
        return None
    if table is None:
        return None
    return _Reader(file.parent, SettingPlaces(source)).read(config, table)


def _parsed(text: str) -> dict[str, Any]:
    """The values of a file; raises ValueError, also for what the parser has no own word for."""
    # For a key of n parts the parser takes n * n steps.
    parts = (line.count(".") for line in text.splitlines() if "=" in line or "[" in line)
    if sum(count * count for count in parts) > _MOST_STEPS:
        raise ValueError("a key has too many parts")
    try:
        return tomllib.loads(text)
    except RecursionError:
        raise ValueError("its values nest too deep") from None


def _syntax_fault(error: ValueError, source: SourceFile) -> Diagnostic:
    match = re.fullmatch(r"(.*) \(at (?:line (\d+), column (\d+)|end of document)\)", str(error))
    if match is None:  # not said by the parser itself
        span = source.start()
    elif match[2] is None:
        span = source.span_at(len(source.text))
    else:
        line, column = int(match[2]), int(match[3])
        span = Span(source.path, line, column, line, column + 1)
    return SYNTAX.at(span, f"not TOML: {match[1] if match else error}")


class _Wrong(Exception):
    """A value of another kind than the option takes; says what it takes."""


@dataclass(frozen=True, slots=True)
class _Reader:
    """Reads the table of one file. The docstring of a reader is the form that it takes."""

    folder: Path
    places: SettingPlaces

    def read(self, config: Config, table: object) -> Configured:
        faults: list[Diagnostic] = []
        values: dict[str, Any] = {}
        if not isinstance(table, dict):
            message = "tool.microref is a table of options"
            faults.append(BAD_OPTION.at(self.places.table, message))
            table = {}
        for key, value in table.items():
            reader = _READERS.get(key)
            if reader is None:
                hint = did_you_mean(key, _READERS) or _known_options()
                message = f"there is no option {key!r}"
                faults.append(UNKNOWN_OPTION.at(self.places.key(key), message, hint=hint))
                continue
            try:
                values[key] = reader(self, key, value)
            except _Wrong as wrong:
                message = f"{key!r} takes {wrong}"
                faults.append(BAD_OPTION.at(self.places.key(key), message))
        return Configured(replace(config, **values), in_order(faults))

    def flag(self, key: str, value: object) -> bool:
        """`true` or `false`."""
        if not isinstance(value, bool):
            raise _Wrong("true or false")
        return value

    def path(self, key: str, value: object) -> Path:
        """A path, relative to the folder of pyproject.toml."""
        if not isinstance(value, str) or not value.strip() or "\0" in value:
            raise _Wrong("a path, as text")
        return self.folder / value

    def words(self, key: str, value: object) -> tuple[str, ...]:
        """A list of texts."""
        if not isinstance(value, list) or not all(isinstance(i, str) and i for i in value):
            raise _Wrong("a list of texts")
        return tuple(value)

    def directives(self, key: str, value: object) -> tuple[str, ...]:
        """A list of names of directives and roles."""
        names = self.words(key, value)
        for name in names:
            if not re.fullmatch(r"[^\W_]\w*([-._+:]\w+)*", name):
                raise _Wrong(f"names of directives such as raw or py:function, not {name!r}")
        return names

    def codes(self, key: str, value: object) -> tuple[str, ...]:
        """A list of codes such as `J105`, beginnings of codes such as `J`, or names."""
        codes = self.words(key, value)
        for code in codes:
            if not re.fullmatch(r"[A-Z][0-9]{0,3}|[a-z]+(-[a-z]+)*", code):
                raise _Wrong(f"codes such as J105, their beginnings, or names; not {code!r}")
        return codes

    def guarded(self, key: str, value: object) -> Mapping[str, Span]:
        """A list of ids of operations."""
        return {name: self.places.text(key, name) for name in self.words(key, value)}

    def severity(self, key: str, value: object) -> Severity:
        """One of `"error"`, `"warning"` and `"info"`."""
        words = tuple(str(severity) for severity in reversed(Severity))
        if value not in words:
            raise _Wrong(f"one of {', '.join(words)}")
        return Severity.parse(str(value))

    def severities(self, key: str, value: object) -> Mapping[str, Severity]:
        """A table of severities by code, beginning of codes, or name."""
        if not isinstance(value, dict):
            raise _Wrong('a table, such as {J112 = "info"}')
        self.codes(key, list(value))
        return {code: self.severity(key, severity) for code, severity in value.items()}

    def per_path(self, key: str, value: object) -> tuple[PathSettings, ...]:
        """A table of `ignore` and `severity` by pattern of paths."""
        if not isinstance(value, dict) or not all(isinstance(one, dict) for one in value.values()):
            raise _Wrong('tables by pattern, such as {"api_samples/old/*" = {ignore = ["J104"]}}')
        settings = []
        for pattern, table in value.items():
            unknown = set(table) - {"ignore", "severity"}
            if unknown:
                raise _Wrong(f"ignore and severity for a pattern, not {min(unknown)!r}")
            settings.append(
                PathSettings(
                    pattern,
                    self.codes(key, table.get("ignore", [])),
                    self.severities(key, table.get("severity", {})),
                )
            )
        return tuple(settings)


_READERS: Mapping[str, Callable[[_Reader, str, object], object]] = {
    "spec": _Reader.path,
    "output": _Reader.path,
    "templates": _Reader.path,
    "commit": _Reader.flag,
    "guarded": _Reader.guarded,
    "allow_directives": _Reader.directives,
    "select": _Reader.codes,
    "ignore": _Reader.codes,
    "extend_select": _Reader.codes,
    "severity": _Reader.severities,
    "per_path": _Reader.per_path,
    "fail_on": _Reader.severity,
}

OPTIONS = tuple(_READERS)
"""The names of the options, as pyproject.toml and the documentation have them."""


def _known_options() -> str:
    return f"the options are {', '.join(_READERS)}"
