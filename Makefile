# Two commands for a fresh machine: `make demo` and `make test`. Both can be run again and again.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
export PIP_DISABLE_PIP_VERSION_CHECK := 1
# Each program that a test starts would otherwise compile every module again.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: demo test test-web test-remotes check pytest bench mutants oracle torture snapshots pictures looks clean help

help: ## what can be made
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 12

$(VENV)/.made:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "Playbook needs Python 3.11 or newer; try: make PYTHON=python3.12 demo"; exit 1; }
	$(PYTHON) -m venv $(VENV)
	@touch $@

$(VENV)/.installed: $(VENV)/.made pyproject.toml constraints.txt
	@echo "Installing what Playbook needs into $(VENV): a minute or two, once."
	$(BIN)/python -m pip install --quiet --constraint constraints.txt --editable '.[practice]'
	@touch $@

$(VENV)/.installed-dev: $(VENV)/.installed
	@echo "Installing what its tests need: a minute or two, once."
	$(BIN)/python -m pip install --quiet --constraint constraints.txt --editable '.[dev]'
	@touch $@

demo: $(VENV)/.installed ## install, then open Playbook on a living demo
	@$(BIN)/playbook demo

test: check pytest ## install, then run every check and test

check: $(VENV)/.installed-dev ## style, types, import rules, spelling
	$(BIN)/ruff format --check --quiet .
	$(BIN)/ruff check --quiet .
	$(BIN)/mypy
	$(BIN)/mypy --explicit-package-bases tests
	$(BIN)/lint-imports --no-cache > .lint-imports.log || { cat .lint-imports.log; exit 1; }
	@rm -f .lint-imports.log
	$(BIN)/codespell

# Who walks at a real terminal waits half of the time: three processes keep two cores busy.
pytest: $(VENV)/.installed-dev
	$(BIN)/python -m pytest -q -n 3 --dist worksteal

test-web: $(VENV)/.installed-dev ## the screens in a real browser; installs Chromium where there is none
	$(BIN)/python -m pip install --quiet --constraint constraints.txt --editable '.[dev,web]'
	@$(BIN)/python -c 'import sys; from tests.web.browser import installed; sys.exit(not installed())' || { \
	  command -v apt-get > /dev/null || { echo "Install Chromium, or name its program in PLAYBOOK_BROWSER."; exit 1; }; \
	  sudo=; test "$$(id -u)" = 0 || sudo=sudo; \
	  $$sudo apt-get update -q && $$sudo apt-get install -q -y --no-install-recommends chromium; }
	PLAYBOOK_WEB=demanded $(BIN)/python -m pytest -q tests/web

# An sshd is not installed unasked: on Debian it would serve this machine from then on.
test-remotes: $(VENV)/.installed-dev ## hubs over ssh and https on real servers; needs an sshd
	PLAYBOOK_REMOTES=demanded $(BIN)/python -m pytest -q tests/remotes

bench: $(VENV)/.installed-dev ## measure against the floors of this machine
	$(BIN)/python -m bench

torture: $(VENV)/.installed-dev ## the long form of the kill tests; writes what it counted into docs/reliability.md
	@rm -f .torture.jsonl
	PLAYBOOK_TORTURE=long PLAYBOOK_FIGURES=$(CURDIR)/.torture.jsonl $(BIN)/python -m pytest -q \
	  tests/records tests/runs tests/sync tests/postgres tests/review/test_many_committers.py -k "kill or crash or model or push or authors or propose"
	$(BIN)/python -m tests.reliability .torture.jsonl

mutants: $(VENV)/.installed-dev ## does a test notice when the core is broken on purpose?
	$(BIN)/python -m bench.mutants

$(VENV)/oracle/.installed: $(VENV)/.made constraints-oracle.txt
	$(BIN)/python -m pip install --quiet --upgrade --target $(VENV)/oracle --constraint constraints-oracle.txt scipy statsmodels
	@touch $@

oracle: $(VENV)/.installed-dev $(VENV)/oracle/.installed ## our statistics beside scipy and statsmodels, and how often chance alone is an alarm
	PYTHONPATH=$(VENV)/oracle PLAYBOOK_ORACLE=demanded $(BIN)/python -m pytest -q tests/oracle

snapshots: $(VENV)/.installed-dev ## accept the screens as they are now
	$(BIN)/python -m pytest -q tests/tui/test_album.py --snapshot-update

pictures: $(VENV)/.installed-dev ## take the pictures of the README again
	$(BIN)/python -m tests.pictures

looks: $(VENV)/.installed-dev ## walk every path in a real terminal, with a picture of each screen in each size and look
	$(BIN)/python -m tests.looks

clean: ## remove what these commands made
	rm -rf $(VENV) build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis *.egg-info .looks
