"""Configuration of the project's documentation."""

from microref import __version__

project = "Microref"
copyright = "The Microref contributors"
author = "The Microref contributors"
release = __version__
version = ".".join(release.split(".")[:2])

extensions = []
exclude_patterns = []
nitpicky = True
highlight_language = "yaml"
smartquotes = False  # code and option names stay as typed

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
