"""The selector names releases as a conf.py may have them."""

from __future__ import annotations

import re
from types import SimpleNamespace
from typing import Any

import pytest

from microref.sphinx_ext.selector import selector


@pytest.mark.parametrize(
    ("releases", "label"),
    [
        ({"2.3": "ussuri"}, "2.3 - Ussuri"),
        ({"2.3": 2025.1}, "2.3 - 2025.1"),
        ({"2.3": ["ussuri", "Victoria"]}, "2.3 - Ussuri, Victoria"),
        ({"2.3": ("ussuri", 2025)}, "2.3 - Ussuri, 2025"),
        ({2.3: "ussuri"}, "2.3 - Ussuri"),
        ({"2.3": "<b>"}, "2.3 - &lt;b&gt;"),
        ({"2.3": None}, "2.3"),
        ({"2.3": []}, "2.3"),
        (None, "2.3"),
    ],
)
def test_a_release_is_named(releases, label):
    config: Any = SimpleNamespace(
        os_api_ref_min_microversion="2.2",
        os_api_ref_max_microversion="2.3",
        os_api_ref_release_microversions=releases,
    )
    assert re.findall("<option.*?>(.*?)</option>", selector(config, 1)) == ["All", "2.2", label]
