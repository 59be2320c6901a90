.DEFAULT_GOAL := help
SHELL := /bin/bash
PYTHON ?= python3.11
VENV := .venv
BIN := $(VENV)/bin
AIRFLOW_PORT ?= 8080

# What an operator may choose on the command line: make run SOURCES=live, make run EDITION=evening.
SOURCES ?= sample
EDITION ?= morning
export RASAD_SOURCES := $(SOURCES)
export RASAD_EDITION := $(EDITION)

# The embedded Airflow: SQLite, LocalExecutor, loopback only. docker-compose.yml is the real deployment.
export AIRFLOW_HOME := $(CURDIR)/.airflow
export AIRFLOW__CORE__DAGS_FOLDER := $(CURDIR)/dags
export AIRFLOW__CORE__PLUGINS_FOLDER := $(CURDIR)/plugins
export AIRFLOW__CORE__LOAD_EXAMPLES := False
export AIRFLOW__CORE__PARALLELISM := 4
export AIRFLOW__CORE__DAGS_ARE_PAUSED_AT_CREATION := False
# One user, whose password ops/standalone.py makes; a token is good for one shift.
export AIRFLOW__CORE__SIMPLE_AUTH_MANAGER_ALL_ADMINS := False
export AIRFLOW__API_AUTH__JWT_EXPIRATION_TIME := 28800
export AIRFLOW__CORE__EXECUTION_API_SERVER_URL := http://127.0.0.1:$(AIRFLOW_PORT)/execution/
export AIRFLOW__API__HOST := 127.0.0.1
export AIRFLOW__API__PORT := $(AIRFLOW_PORT)
export AIRFLOW__API__BASE_URL := http://127.0.0.1:$(AIRFLOW_PORT)
export AIRFLOW__DAG_PROCESSOR__REFRESH_INTERVAL := 10
export AIRFLOW__SCHEDULER__SCHEDULER_IDLE_SLEEP_TIME := 0.2
export AIRFLOW__OPENLINEAGE__DISABLED ?= True
export AIRFLOW__OPENLINEAGE__EXTRACTORS := rasad_lineage.StageExtractor
export AIRFLOW__OPENLINEAGE__NAMESPACE ?= rasad
export AIRFLOW__USAGE_DATA_COLLECTION__ENABLED := False
export GX_ANALYTICS_ENABLED := False
export PATH := $(CURDIR)/$(BIN):$(PATH)

.PHONY: help setup run up down test check audit sql evidence explain probe docs add-outlet clean

help: ## Show this menu
	@grep -hE '^[a-z][a-z-]*:.*## ' $(MAKEFILE_LIST) | sort | awk -F ':.*## ' '{printf "  make %-10s %s\n", $$1, $$2}'

setup: $(VENV)/.installed $(AIRFLOW_HOME)/.migrated ## Install everything into .venv and prepare Airflow (quick when done)

$(VENV)/bin/uv: | check-python
	@echo "==> creating $(VENV)"
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r requirements-setup.txt

$(VENV)/.installed: $(VENV)/bin/uv requirements.txt requirements-dev.txt pyproject.toml
	@echo "==> installing the locked requirements (hashes checked)"
	@VIRTUAL_ENV=$(CURDIR)/$(VENV) $(BIN)/uv pip sync --quiet --require-hashes requirements-setup.txt requirements.txt requirements-dev.txt
	@VIRTUAL_ENV=$(CURDIR)/$(VENV) $(BIN)/uv pip install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

# What one machine does not need (DuckLake, object storage); the tests do, and `make run` with RASAD_LAKE set.
$(VENV)/.lake: $(VENV)/.installed requirements-lake.txt
	@VIRTUAL_ENV=$(CURDIR)/$(VENV) $(BIN)/uv pip install --quiet --require-hashes -r requirements-lake.txt
	@touch $@

# A local S3 server for the tests, apart: its packages want older versions of ours.
$(VENV)/.s3: $(VENV)/bin/uv requirements-s3.txt
	@$(PYTHON) -m venv $(VENV)/s3
	@$(BIN)/uv pip install --quiet --require-hashes --python $(VENV)/s3/bin/python -r requirements-s3.txt
	@touch $@

$(AIRFLOW_HOME)/.migrated: $(VENV)/.installed
	@echo "==> preparing the Airflow database and pools"
	@mkdir -p -m 700 $(AIRFLOW_HOME)
	@airflow db migrate > $(AIRFLOW_HOME)/migrate.log 2>&1 || { tail -20 $(AIRFLOW_HOME)/migrate.log; exit 1; }
	@airflow pools import ops/pools.json >> $(AIRFLOW_HOME)/migrate.log 2>&1 || { tail -20 $(AIRFLOW_HOME)/migrate.log; exit 1; }
	@touch $@

.PHONY: check-python
check-python:
	@command -v $(PYTHON) > /dev/null || { echo "Python 3.11 is needed: install it, or name it with make PYTHON=/path/to/python3.11"; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info[:2] != (3, 11))' || { echo "$(PYTHON) is not Python 3.11: name it with make PYTHON=/path/to/python3.11"; exit 1; }

run: setup ## Run the daily pipeline once through Airflow and print what it published
	@RASAD_PROGRESS=1 RASAD_GATEKEEPER_IDLE_S=0 AIRFLOW__LOGGING__LOGGING_LEVEL=WARNING PYTHONWARNINGS=ignore $(BIN)/python dags/iran_news.py
	@$(BIN)/python -m rasad report

up: setup ## Start Airflow with its UI in the background (http://127.0.0.1:8080)
	@$(BIN)/python ops/standalone.py up

down: ## Stop the Airflow that make up started
	@$(BIN)/python ops/standalone.py down

test: setup $(VENV)/.lake $(VENV)/.s3 ## Run all tests
	@$(BIN)/python -m pytest

check: setup ## Lint, format check, types and SQL
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/sqlfluff lint -q sql

# Not part of `make test`: it asks the package index for advisories. --strict: a package that nobody could look up is a failure.
audit: setup ## Ask the package index for known vulnerabilities of every locked package
	@for lock in requirements*.txt; do echo "==> $$lock"; $(BIN)/uv tool run --quiet --from pip-audit==2.10.1 pip-audit \
		--strict --require-hashes --disable-pip --progress-spinner off --requirement $$lock || exit 1; done

sql: setup ## Query the published snapshot (make sql Q=todays_claims for a ready query)
	@$(BIN)/python -m rasad sql $(Q)

evidence: setup ## The archived record behind a claim or an address, verified (make evidence ID=<claim id or address>)
	@$(if $(ID),:,echo "say which: make evidence ID=<claim id or address>"; exit 2)
	@$(BIN)/python -m rasad evidence "$$ID"

explain: setup ## Why a claim is there: its sentence with spans marked, the rule, what decided, the chain (make explain ID=<claim id>)
	@$(if $(ID),:,echo "say which: make explain ID=<claim id>"; exit 2)
	@$(BIN)/python -m rasad explain "$$ID"

probe: setup ## What an outlet's listings and robots.txt give now (make probe OUTLET=karaneh)
	@$(if $(OUTLET),:,echo "say which: make probe OUTLET=karaneh"; exit 2)
	@$(BIN)/python -m rasad probe "$$OUTLET"

docs: setup ## Regenerate docs/TABLES.md, docs/PIPELINE.md and docs/SOURCES.md
	@$(BIN)/python -m rasad docs

# Also FOLDER, NAME_EN, NAME_FA, LANGUAGES (fa,en), COUNTRY, AFFILIATION, PUBLISHER_GROUP and FEED; what is missing is asked on a terminal.
add-outlet: setup ## Start the file of a new outlet (make add-outlet ID=nile-post DOMAIN=nile.example)
	@$(if $(and $(ID),$(DOMAIN)),:,echo "say which: make add-outlet ID=nile-post DOMAIN=nile.example"; exit 2)
	@$(BIN)/python -m rasad add-outlet "$$ID" --domain "$$DOMAIN" \
		$(if $(FOLDER),--folder "$$FOLDER") $(if $(NAME_EN),--name-en "$$NAME_EN") \
		$(if $(NAME_FA),--name-fa "$$NAME_FA") $(if $(LANGUAGES),--language "$$LANGUAGES") \
		$(if $(COUNTRY),--country "$$COUNTRY") $(if $(AFFILIATION),--affiliation "$$AFFILIATION") \
		$(if $(PUBLISHER_GROUP),--group "$$PUBLISHER_GROUP") $(if $(FEED),--feed "$$FEED")

clean: ## Remove the environment, the local Airflow and all data
	rm -rf $(VENV) $(AIRFLOW_HOME) data .mypy_cache .pytest_cache .ruff_cache .hypothesis
