# Two commands matter: `make chat` and `make test`. Both set up what they need.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
# What to pass on, for example: make chat ARGS="--port 8000", make test ARGS="tests/index -k dense"
ARGS ?=
COMPILE := build/uv/bin/uv pip compile --quiet --no-header --no-annotate
# Packages of PyTorch's GPU builds. Each build pins its own; pinned here they would shut out the others.
GPU_RUNTIME := ^(cuda-|nvidia-|triton)
# What every change is measured on (.ci/run)
QUICK := --condition full --set dev --set near_misses

.DEFAULT_GOAL := help
.PHONY: help setup chat test test-wheel lint evals evals-quick screenshots constraints sbom licences clean

help:  ## Show the commands
	@sed -n 's/^\([a-z-]*\):.*  ## \(.*\)/make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 20

setup: $(READY)  ## Make .venv and install the project with its pinned dependencies

$(READY): pyproject.toml constraints.txt requirements.lock
	@$(PYTHON) -c 'import sys; sys.exit("As Written needs Python 3.11 or newer and found %d.%d: name another one, for example make setup PYTHON=python3.12" % sys.version_info[:2] if sys.version_info < (3, 11) else 0)'
	@$(BIN)/python -m pip --version >/dev/null 2>&1 || $(PYTHON) -m venv $(VENV)
	@echo 'Installing into $(VENV); the first time this takes a few minutes.'
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps --requirement requirements.lock
	@# What is left: PyTorch and what it needs, in the build that this machine's pip takes.
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-build-isolation --constraint constraints.txt --editable '.[dev,evals]'
	@touch $@

chat: setup  ## Ask in the browser: builds the index if needed, serves the pages, prints the address
	$(BIN)/aswritten chat $(ARGS)

lint: setup
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy

test: lint  ## Lint, types and tests
	$(BIN)/pytest -n auto --maxprocesses 4 --dist loadfile --no-loadscope-reorder $(ARGS)

test-wheel: setup  ## Build the wheel, install it in a fresh environment, ask it a question
	$(BIN)/pytest -m install tests/test_wheel.py

evals: setup  ## Answer the development questions, print the measures, write the report
	$(BIN)/python -m evals run $(ARGS)
	$(BIN)/python -m evals report
	$(BIN)/python -m evals check

evals-quick: setup  ## Only the whole program on two sets; fails when a recorded score fell behind
	$(BIN)/python -m evals run $(QUICK)
	$(BIN)/python -m evals check $(QUICK)

screenshots: setup  ## Take the README's pictures again (needs Chromium)
	$(BIN)/python scripts/screenshots.py

constraints:  ## Resolve the dependencies anew and write constraints.txt and requirements.lock
	$(PYTHON) -m venv build/uv
	build/uv/bin/python -m pip install --quiet --disable-pip-version-check uv
	$(COMPILE) --upgrade --all-extras --no-emit-package setuptools -o build/resolved.txt pyproject.toml
	echo '# The whole resolved set, every extra included. Written by `make constraints`; do not edit.' >constraints.txt
	grep -Ev '$(GPU_RUNTIME)' build/resolved.txt >>constraints.txt
	$(COMPILE) --upgrade --extra dev --extra evals -c constraints.txt --no-emit-package setuptools \
	  --no-emit-package torch -o build/resolved.txt pyproject.toml
	grep -Ev '$(GPU_RUNTIME)' build/resolved.txt >build/locked.txt
	$(COMPILE) --upgrade --no-deps --generate-hashes -o build/hashed.txt build/locked.txt
	echo '# What `make setup` installs, with the hashes of every file of each version. Written by `make constraints`.' >requirements.lock
	echo '# PyTorch is not here: its builds for a CPU and for each GPU are different files with other dependencies.' >>requirements.lock
	cat build/hashed.txt >>requirements.lock

sbom: setup  ## Write what the program is made of to build/sbom.json (CycloneDX)
	$(BIN)/python scripts/bill_of_materials.py

licences: setup  ## List the licence of every part; fails where one is not allowed
	$(BIN)/python scripts/bill_of_materials.py --licences

clean:  ## Remove everything that was built, .venv too
	rm -rf $(VENV) build dist .mypy_cache .pytest_cache .ruff_cache .hypothesis
