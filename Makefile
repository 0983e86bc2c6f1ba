.DEFAULT_GOAL := help
PYTHON ?= python3
VENV := .venv
BENCH := build/bench-venv
AUDIT := build/audit-venv
PY := $(VENV)/bin/python
# Python compiles what it imports, a part of what is installed; compiling all of it takes longer.
PIP := $(PY) -m pip install --quiet --no-compile --disable-pip-version-check --constraint constraints.txt
PORT ?= 8501
OUT ?= build/edition
BASE_URL ?= http://127.0.0.1:8080
# One process more than processors, as tests in a browser wait; 4 at most, each with a server.
WORKERS = $(shell $(PYTHON) -c "import os; print(min(4, 1 + (len(os.sched_getaffinity(0)) if hasattr(os, 'sched_getaffinity') else os.cpu_count())))")
PARALLEL = --numprocesses $(WORKERS) --dist loadscope --no-loadscope-reorder

# The texts and files behind the figures are no part of the project: say where they are.
ifneq ($(wildcard ../shared/documents),)
export CITED_FIGURES_TEXTS ?= $(CURDIR)/../shared/documents
endif
ifneq ($(wildcard ../shared/official),)
export CITED_FIGURES_OFFICIAL ?= $(CURDIR)/../shared/official
endif

.PHONY: help run curate test tests quick publish check check-data lint types format golden schema rooms stress fuzz bench load audit-deps clean

help: ## list the targets, in the order in which they are needed
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | expand -t 12

run: $(VENV)/.run ## set up and start the app on 127.0.0.1
	$(PY) -m streamlit run app.py --server.port $(PORT)

curate: $(VENV)/.run ## start the app so that its page Maintain writes to the files; 127.0.0.1 only
	CITED_FIGURES_CURATE=1 $(PY) -m streamlit run app.py --server.port $(PORT) --server.address 127.0.0.1

test: $(VENV)/.dev ## set up and run every check
	@$(MAKE) --no-print-directory --jobs 2 lint types check tests

tests: $(VENV)/.dev
	$(PY) -m tests.browser.chrome
	$(PY) -m pytest $(PARALLEL)

quick: $(VENV)/.dev lint types ## lint, types, and the tests of what changed since main
	$(PY) -m tests.support.quick

publish: $(VENV)/.run ## make the published edition in OUT (build/edition), to be served at BASE_URL
	$(PY) -m static_site build --out $(OUT) --base-url $(BASE_URL) $(PUBLISH_OPTIONS)

check: $(VENV)/.run ## check the dataset
	$(PY) -m loaders check

check-data: $(VENV)/.run ## check the dataset, and that no figure was edited in place since the last commit
	$(PY) -m loaders check $(if $(wildcard .git),--since HEAD)

lint: $(VENV)/.dev
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .
	@if [ -x $(VENV)/bin/biome ]; then $(VENV)/bin/biome ci; else echo "static/ is not linted: biome is not there"; fi

types: $(VENV)/.dev
	$(PY) -m mypy

format: $(VENV)/.dev ## put the code in its standard form
	$(PY) -m ruff check --fix .
	$(PY) -m ruff format .
	@if [ -x $(VENV)/bin/biome ]; then $(VENV)/bin/biome format --write; fi

golden: $(VENV)/.dev ## renew the golden files; look at the difference before you commit it
	$(PY) -m pytest -p no:randomly --renew-golden tests/loaders/validation/test_faults.py tests/loaders/schema/test_wrong_rows.py tests/loaders/interchange/test_datapackage_frictionless.py tests/charts/builders/test_trend.py tests/charts/builders/test_compare.py tests/charts/views/test_alt_text.py

schema: $(VENV)/.run ## write the schema page and datapackage.json from the models
	$(PY) -m loaders schema

rooms: $(VENV)/.dev ## draw docs/rooms.svg from the imports
	$(PY) -m tests.support.rooms_picture

stress: $(VENV)/.dev ## run the long tests, and those with examples on many more
	$(PY) -m pytest -m 'stress or hypothesis' --hypothesis-profile stress

fuzz: $(VENV)/.dev ## try hostile input on all that reads any, FUZZ_SECONDS (60) for each of its 14 tests
	$(PY) -m pytest -m fuzz -rP $(PARALLEL) tests/fuzz

bench: $(BENCH)/.bench ## measure speed and memory beside the peers; a quarter of an hour
	$(BENCH)/bin/python -m benchmarks $(BENCH_OPTIONS)

load: $(BENCH)/.bench ## measure many readers at once, who leaves, and floods, beside a bare app; three quarters of an hour
	$(BENCH)/bin/python -m benchmarks.load $(LOAD_OPTIONS)

audit-deps: $(VENV)/.dev $(AUDIT)/.audit ## licences and known vulnerabilities of what is installed, and build/sbom.json; asks PyPI
	$(PY) -m tests.support.dependencies $(AUDIT)/bin

clean: ## remove the set-up
	rm -rf $(VENV) build .pytest_cache .mypy_cache .ruff_cache .hypothesis

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Python 3.11 or later is needed; name one with: make $(MAKECMDGOALS) PYTHON=python3.11"; exit 1; }
	@$(PYTHON) -m venv $(VENV) || \
	  { echo "Python's venv module is missing; on Debian: apt-get install python3-venv"; rm -rf $(VENV); exit 1; }

$(VENV)/.run: $(VENV)/bin/python requirements.txt constraints.txt
	$(PIP) --requirement requirements.txt
	@touch $@

$(VENV)/.dev: $(VENV)/.run requirements-dev.txt
	$(PIP) --requirement requirements-dev.txt
	@touch $@

# An environment of its own: Dash brings a pytest plugin whose warning would stop every test.
$(BENCH)/.bench: $(VENV)/bin/python requirements.txt constraints.txt benchmarks/requirements.txt
	@$(VENV)/bin/python -m venv $(BENCH)
	$(BENCH)/bin/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --requirement benchmarks/requirements.txt
	@touch $@

$(AUDIT)/.audit: $(VENV)/bin/python requirements-audit.txt
	@$(VENV)/bin/python -m venv $(AUDIT)
	$(AUDIT)/bin/python -m pip install --quiet --disable-pip-version-check --requirement requirements-audit.txt
	@touch $@
