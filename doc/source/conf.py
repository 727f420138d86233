"""Configuration of the project's documentation."""

import sys
from pathlib import Path

from microref import __version__

sys.path.insert(0, str(Path(__file__).parent / "_extensions"))

project = "Microref"
copyright = "The Microref contributors"
author = "The Microref contributors"
release = __version__
version = ".".join(release.split(".")[:2])

extensions = [
    "sphinx.ext.autodoc",
    "rule_docs",
    "template_docs",
    "spec_docs",
    "option_docs",
    "command_docs",
]
exclude_patterns = []
nitpicky = True
# Signatures name types that have no section of their own.
nitpick_ignore_regex = [("py:class", ".*"), ("py:obj", ".*")]
autodoc_member_order = "bysource"
highlight_language = "yaml"
smartquotes = False  # code and option names stay as typed
default_role = "code"  # the rules and the model write names in single backquotes

html_theme = "alabaster"
html_title = f"Microref {release}"
html_theme_options = {
    "description": "REST API references with microversions, as code",
    "page_width": "1080px",
    "sidebar_width": "240px",
    "fixed_sidebar": True,
}
html_sidebars = {"**": ["about.html", "searchfield.html", "navigation.html"]}
html_copy_source = False
html_static_path = ["_static"]
html_css_files = ["reference.css"]
