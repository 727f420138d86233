"""How Sphinx publishes the reference: `sphinx-build -b html api-ref/source api-ref/build/html`."""

project = "Bike API"
author = copyright = "The Bike project"
version = "1"  # of the API

extensions = ["microref.sphinx_ext"]  # builds the pages before Sphinx reads them

html_theme = "alabaster"  # any theme will do
