# The one door of commands. What a target needs is set up once, by itself, and each step says what it does.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DELETE_ON_ERROR:
.DEFAULT_GOAL := help

PYTHON ?= python3
PORT ?= 8000
VENV := .venv
PY := $(VENV)/bin/python
PIP := $(PY) -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps
OFFLINE := echo "Packages could not be installed: is there a network? What the installer said stands above." >&2; exit 1

PYTHON_READY := $(VENV)/.installed
NODE_READY := $(VENV)/.node
PEERS_READY := $(VENV)/.peers
WEB_READY := web/node_modules/.installed
WEB_BUILT := web/dist/index.html
BOUNDARIES := build/jurisdiction/stamp.json
WEB_SOURCES := $(shell find web -path web/node_modules -prune -o -path web/dist -prune -o -type f -print 2>/dev/null)
BOUNDARY_SOURCES := $(wildcard infra/jurisdiction/*.* infra/jurisdiction/register/*.*) chalicelib/data/units.csv chalicelib/formats/jurisdiction_file.py
WORKERS ?= 2
ALONE := tests/unit tests/contract tests/attack
TOGETHER := tests/integration tests/e2e

export PATH := $(CURDIR)/$(VENV)/bin:$(PATH)
export SAM_CLI_TELEMETRY := 0
export AWS_DEFAULT_REGION ?= eu-central-1

.PHONY: help setup run test test-unit check check-python check-template check-web bench jurisdiction reroute rebuild recount institutions lock ci clean

help: ## List the commands
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | expand -t 16

setup: $(PYTHON_READY) $(BOUNDARIES) $(WEB_BUILT) ## Install and build everything that run and test need

run: setup ## Run the whole system locally with seeded data, until Ctrl-C (PORT=8000)
	@exec $(PY) -m infra.local run --port $(PORT)

test: setup ## Run every test
	$(PY) -m pytest -n $(WORKERS) --dist loadfile $(ALONE)
	$(PY) -m pytest -n $(WORKERS) --dist loadfile $(TOGETHER)
	cd web && npm test --silent

test-unit: $(PYTHON_READY) ## Run the fast tests alone
	$(PY) -m pytest tests/unit tests/contract

check: check-python check-template check-web ## Lint, types, import rules, spelling, template, web client

check-python: $(PYTHON_READY)
	$(VENV)/bin/ruff check --quiet .
	$(VENV)/bin/ruff format --quiet --check .
	$(VENV)/bin/mypy
	$(VENV)/bin/lint-imports --no-logo
	$(VENV)/bin/codespell

check-template: $(PYTHON_READY) $(BOUNDARIES)
	$(VENV)/bin/cfn-lint --append-rules cfn_lint_serverless.rules -- template.yaml infra/alarms.yaml infra/delivery.yaml
	$(VENV)/bin/sam validate
	$(VENV)/bin/sam build

check-web: $(WEB_READY)
	cd web && npm run --silent check

bench: setup $(PEERS_READY) ## Run the benchmarks, about half an hour, and write build/bench/report.md
	$(PY) -m infra.bench
	$(PY) -m infra.jurisdiction.bench

jurisdiction: $(PYTHON_READY) ## Build the boundaries again, from the official register with SOURCE=path.zip
	$(PY) -m infra.jurisdiction --force $(if $(SOURCE),--source "$(SOURCE)") $(if $(UNITS),--units "$(UNITS)")

reroute: $(PYTHON_READY) ## Tell which open reports new boundaries move (TABLE=; APPLY=1 moves them)
	$(PY) -m infra.reroute --reports-table "$(or $(TABLE),$(error Name the reports table with TABLE=))" $(if $(APPLY),--apply)

rebuild: $(PYTHON_READY) ## Make all counts and tiles anew while reports come in: the local run, or STACK=; EXPORT=folder
	@$(PY) -m infra.rebuild $(if $(STACK),--stack "$(STACK)") $(if $(EXPORT),--export "$(EXPORT)")

recount: $(PYTHON_READY) ## Tell what the counts have wrong: the local run, or STACK=
	@$(PY) -m infra.recount --check $(if $(STACK),--stack "$(STACK)")

institutions: $(PYTHON_READY) ## Tell what a list of institutions changes in the directory (TABLE=; FILE=; APPLY=1 stores it)
	$(PY) -m infra.institutions --table "$(or $(TABLE),$(error Name the institutions table with TABLE=))" $(if $(FILE),--file "$(FILE)") $(if $(APPLY),--apply)

lock: $(PYTHON_READY) ## Resolve and lock the dependencies again
	$(PY) -m infra.lock

ci: check test ## What every change must pass

clean: ## Remove what set-up, builds and local runs made
	rm -rf $(VENV) .venv-* build .local .aws-sam web/node_modules web/dist

$(PYTHON_READY): requirements-dev.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed; $(PYTHON) is older. Name another with PYTHON=." >&2; exit 1; }
	@echo "==> Installing Python packages into $(VENV) (a minute or two, once)"
	@test -x $(PY) || $(PYTHON) -m venv $(VENV)
	@$(PIP) -r requirements-dev.txt || { $(OFFLINE); }
	@touch $@

$(NODE_READY): $(PYTHON_READY) infra/node/requirements.txt
	@if node -e 'const [a, b] = process.versions.node.split("."); process.exit(a < 20 || (a == 20 && b < 19) ? 1 : 0)' 2>/dev/null; then \
		echo "==> Node $$(node --version) found"; \
	else \
		echo "==> No Node 20.19 or newer found: installing it into $(VENV) as a Python package"; \
		$(PIP) -r infra/node/requirements.txt || { $(OFFLINE); }; \
	fi
	@touch $@

$(PEERS_READY): $(PYTHON_READY) infra/bench/peers/requirements.txt
	@echo "==> Installing the programs that ours is compared with"
	@$(PIP) -r infra/bench/peers/requirements.txt || { $(OFFLINE); }
	@touch $@

$(WEB_READY): web/package-lock.json $(NODE_READY)
	@echo "==> Installing the web client's packages"
	@cd web && npm ci --silent --no-audit --no-fund || { $(OFFLINE); }
	@touch $@

$(WEB_BUILT): $(WEB_READY) $(WEB_SOURCES)
	@echo "==> Building the web client"
	@cd web && npm run --silent build
	@touch $@

$(BOUNDARIES): $(BOUNDARY_SOURCES) | $(PYTHON_READY)
	@echo "==> Building the boundaries of all units (about a minute, once)"
	@$(PY) -m infra.jurisdiction
	@touch $@
