"""The least that reading a project can cost: compose its YAML, parse its samples, nothing else."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import yaml


def main(folder: Path) -> None:
    for pattern in ("*.yaml", "pages/*.yaml"):
        for file in folder.glob(pattern):
            yaml.compose(file.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    for file in folder.glob("api_samples/**/*.json"):
        json.loads(file.read_text(encoding="utf-8"))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
