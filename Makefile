# Everything runs in a private virtual environment that make sets up itself.
# `make` alone lists the targets.

PYTHON ?= python3
VENV   ?= .venv
# Parts of pyproject.toml that the environment gets.
EXTRAS ?= sphinx,test,dev
# Further requirements, to test against other versions: PINS='Sphinx<8.2'
PINS   ?=
# What `make test` measures; empty for a quick run.
COV    ?= --cov --cov-report=term
# Which rows of the matrix; all of them without.
MATRIX ?=
# Further arguments for pytest: PYTEST_ARGS='-k loader -x'
PYTEST_ARGS ?=

BIN   := $(VENV)/bin
STAMP := $(VENV)/.ready

# Real references for the tests that want them (see CONTRIBUTING.md).
ifndef MICROREF_CORPUS
ifneq ($(wildcard ../shared/corpus),)
export MICROREF_CORPUS := $(abspath ../shared/corpus)
endif
endif

# Tests start many processes, and each would compile the package anew.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help html pdf test matrix coverage lint format types layers docs spelling links screenshots tutorial bench roundtrip fuzz schema dist browser venv clean

help:  ## list the targets
	@awk 'BEGIN {FS = ":.*## "} /^[a-z]+:.*## / {printf "  make %-11s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

html: $(STAMP)  ## publish the reference: api-ref/build/html/index.html
	$(BIN)/sphinx-build -q -W --keep-going -b html -j auto api-ref/source api-ref/build/html
	@echo "The reference is at $(CURDIR)/api-ref/build/html/index.html"

# What latexmk says is of no use while all goes well, and stays in a file for when it does not.
pdf: $(STAMP)  ## the reference on paper: api-ref/build/latex/compute-api-reference.pdf
	@command -v latexmk >/dev/null && command -v xelatex >/dev/null || { \
	    echo "A PDF is made by latexmk and xelatex, and one of them is missing here." >&2; \
	    echo "On Debian and Ubuntu: sudo apt-get install latexmk texlive-xetex \\" >&2; \
	    echo "    texlive-latex-extra texlive-fonts-recommended fonts-freefont-otf tex-gyre" >&2; exit 1; }
	$(BIN)/sphinx-build -q -W --keep-going -b latex api-ref/source api-ref/build/latex
	@cd api-ref/build/latex && \
	    latexmk -pdf -dvi- -ps- -silent -interaction=nonstopmode compute-api-reference.tex >latexmk.out 2>&1 || { \
	    tail -n 20 latexmk.out >&2; \
	    echo "LaTeX has failed: api-ref/build/latex/compute-api-reference.log tells why" >&2; exit 1; }
	@echo "The reference is at $(CURDIR)/api-ref/build/latex/compute-api-reference.pdf"

test: $(STAMP)  ## run the tests
	$(BIN)/python -m pytest -n auto $(COV) $(PYTEST_ARGS)

matrix:  ## run the quick tests with each Sphinx and docutils that we support: make matrix MATRIX=8.1
	@.ci/matrix $(MATRIX)

coverage: $(STAMP)  ## after `make test`: the foundations are covered whole, branches too
	$(BIN)/python -m coverage report --fail-under=100 --include='*/microref/source.py,*/microref/diagnostics.py,*/microref/microversion.py,*/microref/model/*,*/microref/load/*'

lint: $(STAMP)  ## style and likely mistakes (ruff)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

format: $(STAMP)  ## let ruff put right what it can
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

types: $(STAMP)  ## static types (mypy)
	$(BIN)/mypy

layers: $(STAMP)  ## who may import whom (import-linter)
	$(BIN)/lint-imports --no-logo

docs: $(STAMP) spelling  ## the documentation: doc/build/html/index.html
	$(BIN)/sphinx-build -q -W --keep-going -b html doc/source doc/build/html
	@echo "The documentation is at $(CURDIR)/doc/build/html/index.html"

spelling: $(STAMP)  ## common misspellings, in the documentation and the code (codespell)
	$(BIN)/codespell doc/source generator api-ref/source/*.rst parameters.yaml *.md Makefile .ci
	$(BIN)/codespell --ignore-words tests/misspelt.txt tests

links: $(STAMP)  ## whether addresses on other sites still answer; needs the internet
	$(BIN)/sphinx-build -q -b linkcheck doc/source doc/build/links

screenshots: $(STAMP)  ## the pictures of the documentation, made anew (needs Chromium)
	$(BIN)/python -m tests.surfaces.screenshots

tutorial: $(STAMP)  ## follow the tutorial in an empty environment, with a wheel of this tree
	$(BIN)/python -m tests.surfaces.follow_tutorial

bench: $(STAMP)  ## measure; prints a table, writes build/bench.json
	@mkdir -p build
	$(BIN)/python tests/benchmarks/bench.py --json build/bench.json

roundtrip: $(STAMP)  ## import, build and compare real references: make roundtrip CORPUS=DIR
	@mkdir -p build
	$(BIN)/python -m tests.roundtrip.published $(or $(CORPUS),$(MICROREF_CORPUS))

# atheris has wheels for Linux on x86-64 only; elsewhere it needs clang and libFuzzer.
fuzz: $(STAMP)  ## look for input that breaks something, with atheris: make fuzz SECONDS=60
	@$(BIN)/python -c 'import atheris' 2>/dev/null || \
	    $(BIN)/python -m pip install -qq --disable-pip-version-check --only-binary atheris -e '.[fuzz]' || { \
	    echo "atheris has no wheel for this Python; Python 3.10 to 3.13 have one on Linux (x86-64)." >&2; \
	    echo "Without it: $(BIN)/python -m tests.fuzz --inputs 10000" >&2; exit 1; }
	@mkdir -p build/fuzz
	$(BIN)/python -m tests.fuzz.atheris_target -max_total_time=$(or $(SECONDS),60)

schema: $(STAMP)  ## write the JSON Schema of the spec format anew, from the model
	@mkdir -p build
	$(BIN)/microref schema --spec-format > build/spec.schema.json
	mv build/spec.schema.json generator/microref/assets/spec.schema.json

dist: $(STAMP)  ## a wheel and a source archive, in dist/
	$(BIN)/python -m build --outdir dist .

browser:  ## install Chromium for the browser tests where that is possible (apt, root)
	@if command -v chromium || command -v chromium-browser || command -v google-chrome; then \
	    :; \
	elif command -v apt-get >/dev/null && [ "$$(id -u)" = 0 ]; then \
	    echo "Installing Chromium"; \
	    apt-get update -qq && DEBIAN_FRONTEND=noninteractive \
	        apt-get install -y -qq --no-install-recommends chromium >/dev/null; \
	else \
	    echo "No Chromium here, and it cannot be installed without apt-get and root." >&2; \
	    exit 1; \
	fi

venv: $(STAMP)  ## only set up the environment

# -qq: of what pip says, only errors are shown.
$(STAMP): pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 10))' || { \
	    echo "$(PYTHON) is missing or older than Python 3.10; name another: make PYTHON=python3.12" >&2; exit 1; }
	@echo "Setting up $(VENV) (once; takes a minute)"
	@$(PYTHON) -m venv --clear $(VENV) || { \
	    rm -rf $(VENV); \
	    echo "$(PYTHON) cannot make a virtual environment." >&2; \
	    echo "On Debian and Ubuntu: sudo apt-get install python3-venv" >&2; exit 1; }
	@$(BIN)/python -m pip install -qq --disable-pip-version-check -e '.[$(EXTRAS)]' $(foreach pin,$(PINS),'$(pin)')
	@touch $@

clean:  ## remove what was made, the environments too
	rm -rf .venv .venv-* build dist api-ref/build doc/build .coverage .coverage.* \
	    .pytest_cache .ruff_cache .mypy_cache .import_linter_cache .hypothesis .benchmarks
	find generator tests -name __pycache__ -type d -prune -exec rm -rf {} + 2>/dev/null || true
