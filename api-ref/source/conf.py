"""Sphinx configuration of the published reference.

The pages themselves come from parameters.yaml in the top folder: the
extension below generates them before Sphinx reads its sources.
"""

import logging

extensions = [
    "microref.sphinx_ext",
    "openstackdocstheme",
]

project = "Compute API"
author = "the Microref contributors"
copyright = author
# The major version of the API, as in its URL; an EPUB has to have one.
version = "2.1"
root_doc = "index"

# Generated pages are parts of index.rst, never documents of their own.
exclude_patterns = ["*.inc"]

# What the theme has no option for (see the comment in each file).
templates_path = ["_templates"]

html_theme = "openstackdocs"
html_title = "Compute API reference"
html_theme_options = {
    # The pages load nothing remote: no analytics, no badge of the release.
    "analytics_tracking_code": "",
    "display_badge": False,
    # The other page, and below it what is on this one.
    "sidebar_mode": "toctree",
    "sidebar_search": True,
}

# One page makes no book: as a `howto` it has neither chapters nor a page for each.
latex_documents = [
    ("index", "compute-api-reference.tex", "Compute API reference", author, "howto"),
]

# Project and version are named above, so there is none to take from git. Which
# microversion a page shows is the choice of its reader.
openstackdocs_auto_name = False
openstackdocs_auto_version = False

# The theme asks git for the current commit, to put it into a link for bug
# reports that these pages do not have, and warns when there is no repository:
# under -W a build from an archive would fail.
logging.getLogger("sphinx.openstackdocstheme.ext").addFilter(
    lambda record: "cannot get gitsha" not in str(record.msg)
)
