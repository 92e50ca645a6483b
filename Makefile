# Groundwave. `make help` lists what there is. Needs python3 (3.11 or newer) and make, nothing else.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
PORT   ?= 8000
GROUNDWAVE_HOME ?= var/demo
export PORT GROUNDWAVE_HOME
export PIP_DISABLE_PIP_VERSION_CHECK := 1
export UV_PYTHON_DOWNLOADS := never
export UV_LINK_MODE := copy

.DEFAULT_GOAL := help
.PHONY: help demo test test-python test-browser check format lock clean machine bench

help: ## Show this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F':.*## ' '{printf "  make %-13s %s\n", $$1, $$2}'

demo: $(VENV)/.runtime ## Make the demo station (in GROUNDWAVE_HOME, default var/demo) and serve it on PORT (default 8000)
	@exec $(BIN)/groundwave demo

test: $(VENV)/.dev machine ## Check and run the whole suite, real-browser journeys included
	@$(MAKE) --no-print-directory check test-python test-browser

# Three at once also on two cores: some tests wait for a machine that died, or for a lease to run out.
test-python: $(VENV)/.dev ## Everything but the browser journeys
	@$(BIN)/python -m pytest --ignore=tests/browser -n 3 --dist loadfile

test-browser: $(VENV)/.dev machine ## The real-browser journeys alone
	@$(BIN)/python -m pytest tests/browser

check: $(VENV)/.dev ## Lint, format, types, and the arrows between rooms
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports

format: $(VENV)/.dev ## Format the code and mend what lint can mend
	@$(BIN)/ruff check --fix --quiet . || true
	@$(BIN)/ruff format .

bench: $(VENV)/.dev machine ## Measure what is promised about speed, in one table (a quarter of an hour, quiet machine)
	@$(BIN)/python -m bench

machine: ## Install what tests need from the system when it is missing (Chromium, Java, Icecast, ffprobe, nginx, Caddy, Redis, wrk)
	@sh tests/machine.sh

lock: $(VENV)/.dev ## Resolve the dependencies anew into requirements*.lock
	@$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --upgrade pyproject.toml -o requirements.lock
	@$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --upgrade -c requirements.lock --group dev pyproject.toml -o requirements-dev.lock

clean: ## Remove the environment and the demo station
	rm -rf $(VENV) var

# A stamp file is written last, so an install that was cut off is done again. uv is about four times faster than pip;
# where uv cannot be had or cannot reach the registry as configured, pip installs the same locked files.
define install
	@$(BIN)/pip install --quiet 'uv>=0.9,<1' 2>/dev/null || true
	@echo "Installing the locked dependencies ($(1)) ..."
	@{ test -x $(BIN)/uv && VIRTUAL_ENV=$(VENV) $(BIN)/uv pip install --quiet --require-hashes -r $(1) 2>$(VENV)/uv.log; } \
	  || $(BIN)/pip install --quiet --require-hashes -r $(1)
	@{ test -x $(BIN)/uv && VIRTUAL_ENV=$(VENV) $(BIN)/uv pip install --quiet --no-deps --editable . 2>>$(VENV)/uv.log; } \
	  || $(BIN)/pip install --quiet --no-deps --editable .
	@$(BIN)/python -m compileall -q -j 0 $(VENV)/lib src 2>/dev/null || true
	@touch $@
endef

$(VENV)/.made:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "Groundwave needs Python 3.11 or newer; $(PYTHON) is $$($(PYTHON) --version 2>&1). Try: make $(MAKECMDGOALS) PYTHON=python3.12"; exit 1; }
	@$(PYTHON) -m venv $(VENV) \
	  || { echo "$(PYTHON) could not make a virtual environment. On Debian or Ubuntu: apt install python3-venv"; exit 1; }
	@touch $@

$(VENV)/.runtime: $(VENV)/.made requirements.lock pyproject.toml
	$(call install,requirements.lock)

$(VENV)/.dev: $(VENV)/.made requirements-dev.lock pyproject.toml
	$(call install,requirements-dev.lock)
	@touch $(VENV)/.runtime
