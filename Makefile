# Everything here sets up what it needs: a virtual environment next to this file, made with PYTHON.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
INTEROP := .venv-interop
MINISTACK := .venv-ministack
AWSCLI := .venv-awscli
JAVASCRIPT := .javascript

# Tests start many processes, each of which would compile everything anew.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help

.PHONY: help
help: ## Show what can be made
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## (.*)/  make \1\t\2/' | expand -t 22

.PHONY: demo
demo: $(VENV)/installed ## Run the main job and a release on the embedded local AWS
	$(BIN)/sfn local --time fast -- $(BIN)/python demo/main_job.py

.PHONY: test
test: $(VENV)/installed $(MINISTACK)/installed clients test-interop ## Run all tests
	$(BIN)/python -m pytest -n auto

.PHONY: clients
clients: $(AWSCLI)/installed $(JAVASCRIPT)/installed ## Install the AWS CLI and npm packages, for tests

.PHONY: browser
browser: ## Install Chromium, in which tests open pages, where apt-get may
	@if command -v chromium || command -v chromium-browser || command -v google-chrome; then :; \
	elif command -v apt-get >/dev/null && [ "$$(id -u)" = 0 ]; then \
	  apt-get update -qq && apt-get install -y -qq --no-install-recommends chromium; \
	else echo "Chromium is not installed: pages are not tested in a browser"; fi

.PHONY: test-interop
test-interop: $(INTEROP)/installed ## Run the tests against the AWS Data Science SDK
	$(INTEROP)/bin/python -m pytest tests/interop/test_stepfunctions_*.py

.PHONY: test-all
test-all: ## Run the tests on every Python from 3.11 on that is installed
	@for version in 11 12 13 14 15; do \
	  if python3.$$version -c "" 2>/dev/null; then \
	    $(MAKE) --no-print-directory test PYTHON=python3.$$version VENV=.venv-3.$$version \
	      INTEROP=.venv-interop-3.$$version || exit 1; \
	  fi; \
	done

.PHONY: lint
lint: $(VENV)/installed ## Check style, types and layers
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports

.PHONY: docs
docs: $(VENV)/installed ## Build the documentation site in build/docs; a warning is an error
	@rm -rf build/docs
	$(BIN)/sphinx-build -W --keep-going -q -j auto -E -d build/doctrees docs build/docs
	@echo "open build/docs/index.html"

.PHONY: bench
bench: $(VENV)/installed ## Run the benchmarks, each compared with a baseline or a similar tool
	@for script in bench/*.py; do echo "== $$script"; $(BIN)/python $$script || exit 1; done

SAMPLE ?= 80
SEED ?= 1
.PHONY: mutants
mutants: $(VENV)/installed ## Try SAMPLE=80 small faults, chosen by SEED=1, on the tests
	$(BIN)/python scripts/mutants --sample $(SAMPLE) --seed $(SEED) $(PACKAGES)

FUZZ_SECONDS ?= 1800
.PHONY: fuzz
fuzz: $(VENV)/installed ## Try mutated definitions for FUZZ_SECONDS=1800, chosen by SEED=1
	$(BIN)/python -m fuzz --seconds $(FUZZ_SECONDS) --seed $(SEED)

.PHONY: clean
clean: ## Remove the virtual environments and caches
	rm -rf .venv* $(JAVASCRIPT) build .mypy_cache .pytest_cache .ruff_cache .hypothesis .import_linter_cache

$(VENV)/installed: pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "'$(PYTHON)' is not Python 3.11 or newer; run: make PYTHON=/path/to/python3.12 ..."; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --editable '.[dev]'
	@touch $@

$(INTEROP)/installed: pyproject.toml
	$(PYTHON) -m venv $(INTEROP)
	$(INTEROP)/bin/python -m pip install --quiet --editable '.[sdk]' pytest
	@# A broken install must fail here, and not as tests that are skipped.
	$(INTEROP)/bin/python -c 'import stepfunctions' >/dev/null
	@touch $@

# Another emulator of AWS, which the tests run as a program: it pins its own botocore.
$(MINISTACK)/installed:
	$(PYTHON) -m venv $(MINISTACK)
	$(MINISTACK)/bin/python -m pip install --quiet 'ministack==1.5.33'
	@touch $@

# Clients of the local AWS that are not boto3. The CLI carries its own botocore.
$(AWSCLI)/installed:
	$(PYTHON) -m venv $(AWSCLI)
	$(AWSCLI)/bin/python -m pip install --quiet 'awscli==1.46.3'
	@touch $@

# Without npm there is nothing to install, and the tests that need it are skipped.
$(JAVASCRIPT)/installed: Makefile
	@if command -v npm >/dev/null; then \
	  npm install --prefix $(JAVASCRIPT) --no-save --no-audit --no-fund --silent \
	    @aws-sdk/client-sfn@3.1164.0 mermaid@12.3.0 jsdom@29.1.1 axe-core@4.14.1 && touch $@; \
	else echo "npm is not installed: the tests that need its packages are skipped"; fi
