# `make lab` opens the notebooks, `make test` proves that everything works.
# Both set up what they need, in .venv here and in your own data folder; neither needs root.

PYTHON ?= python3
BIN = .venv/bin

.PHONY: help lab test check bench soak generate notebooks clean

help:
	@echo 'make lab        open JupyterLab at the first notebook'
	@echo 'make test       run every test, the notebooks included, on a real Asterisk'
	@echo 'make check      only look at the code: style, types, architecture'
	@echo 'make bench      measure speed'
	@echo 'make soak       break connections and kill Asterisk, many times under load'
	@echo 'make generate   write the methods of ARI anew from its description'
	@echo 'make notebooks  run the notebooks and store what they show'
	@echo 'make clean      remove .venv and what tools left here'

lab: .venv/installed
	@$(BIN)/arinb asterisk install --if-missing
	@$(BIN)/arinb lab

test: .venv/installed-test
	@$(BIN)/python -m tests.setup
	@$(MAKE) --no-print-directory check
	$(BIN)/pytest

check: .venv/installed-test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: .venv/installed-test
	@$(BIN)/python -m tests.setup
	@$(BIN)/python -m tests.benchmarks

soak: .venv/installed-test
	@$(BIN)/python -m tests.setup
	ARINB_SOAK=1 $(BIN)/pytest tests/faults --log-cli-level=INFO

generate: .venv/installed-test
	@$(BIN)/python -m tests.generate

notebooks: .venv/installed-test
	@$(BIN)/python -m tests.store_outputs

clean:
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo 'arinb needs Python 3.11 or newer. Name one: make PYTHON=python3.12 lab'; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
	  echo 'This Python can make no virtual environment. On Debian and Ubuntu the package'; \
	  echo 'python3-venv is missing: sudo apt install python3-venv'; exit 1; }
	$(PYTHON) -m venv .venv

.venv/installed: pyproject.toml | .venv/bin/python
	$(BIN)/python -m pip install --disable-pip-version-check -e '.[notebooks]'
	@touch $@

.venv/installed-test: pyproject.toml | .venv/bin/python
	$(BIN)/python -m pip install --disable-pip-version-check -e '.[test]'
	@touch .venv/installed $@
