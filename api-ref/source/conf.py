"""Sphinx configuration of the published reference.

The pages themselves come from parameters.yaml in the top folder: the
extension below generates them before Sphinx reads its sources.
"""

import logging

extensions = [
    "microref.sphinx_ext",  # loads os_api_ref
    "openstackdocstheme",
]

project = "Compute API"
author = "the Microref contributors"
copyright = author
root_doc = "index"

# Generated pages are parts of index.rst, never documents of their own.
exclude_patterns = ["*.inc"]

# What the theme has no option for (see the comment in each file).
templates_path = ["_templates"]

html_static_path = ["_static"]
html_css_files = ["reference.css"]

html_theme = "openstackdocs"
html_title = "Compute API reference"
html_theme_options = {
    # The pages load nothing remote: no analytics, no badge of the release.
    "analytics_tracking_code": "",
    "display_badge": False,
    # One page: its own table of contents is the navigation.
    "sidebar_mode": "toc",
    "sidebar_search": True,
}

# The project is named above. The version is the reader's choice of a
# microversion, so there is none to take from git.
openstackdocs_auto_name = False
openstackdocs_auto_version = False

# The theme asks git for the current commit, to put it into a link for bug
# reports that these pages do not have, and warns when there is no repository:
# under -W a build from an archive would fail.
logging.getLogger("sphinx.openstackdocstheme.ext").addFilter(
    lambda record: "cannot get gitsha" not in str(record.msg)
)
