# Two commands: `make run` ends with the product on screen, `make test` with every test.
# Both start from nothing but Python 3.11 (with its venv module) and make.

PORT ?= 8000
PROGRAMMES ?= 1000
VENV := .venv
PY := $(VENV)/bin/python
# The lock names everything there is to install; resolving again would let an older pip stumble over a newer release.
PIP := $(PY) -m pip install -qq --no-input --disable-pip-version-check --no-deps --require-hashes
# Puts `mijlpaal` into $(VENV)/bin; it runs from this folder.
COMMAND := $(PY) -m pip install -qq --no-input --disable-pip-version-check --no-deps --no-build-isolation --editable .
# Whoever is done first takes over what others still have to do.
PYTEST := $(PY) -m pytest -n auto --maxprocesses 4 --dist worksteal

# A stamp says that a step was done after its causes last changed, so that a second run starts at once.
RUNTIME := $(VENV)/runtime.stamp
TOOLS := $(VENV)/tools.stamp
NODE := node_modules/node.stamp
AUDIT_VENV := $(VENV)-audit
AUDIT := $(AUDIT_VENV)/stamp
CLIENT_VENV := $(VENV)-client
CLIENT := $(CLIENT_VENV)/stamp
ASSETS := static/vendor/assets.stamp

# What Python compiles is kept, or every process that a test starts would compile the product anew.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: run test coverage check audit bench truth install assets format lock machine help
.DEFAULT_GOAL := help

help:
	@echo "make run     the demonstration, in var/demo.db, on port $(PORT) (PORT=)"
	@echo "make install   what $(VENV)/bin/mijlpaal needs; then $(VENV)/bin/mijlpaal setup begins a real installation"
	@echo "make test    every test, on SQLite, PostgreSQL and in a browser"
	@echo "make coverage  which lines no test on SQLite comes to"
	@echo "make check   format, lint, types, storeys, security, templates, HTML, lock files"
	@echo "make audit   known vulnerabilities in what is locked; asks the Python Package Index for them"
	@echo "make bench   the benchmarks (ARGS='--audit-entries 1000000' for the whole audit trail)"
	@echo "             $(PY) -m bench.burst: many requests at the same moment, on either database"
	@echo "make truth   random programmes: does every place tell the same of them (PROGRAMMES=1000)"
	@echo "make format  put code and imports in order;  make lock: write the lock files anew"

run: $(RUNTIME) $(ASSETS)
	@exec $(PY) -m app serve --with-demo --port $(PORT)

test: $(TOOLS) $(CLIENT) $(ASSETS) machine
	$(PYTEST) $(ARGS)

# The same tests again, each line noted, which takes half as long again; so it leaves out what comes to the same
# lines once more: the second database, but for what only that needs, and the stories in a browser.
ONCE := -m "not postgres" --ignore=tests/journeys
ON_POSTGRESQL := -m postgres tests/actions/test_programme_file.py
coverage: $(TOOLS) $(CLIENT) $(ASSETS) machine
	@rm -f .coverage .coverage.*
	$(PYTEST) $(ONCE) --cov --cov-report= $(ARGS)
	$(PYTEST) $(ON_POSTGRESQL) --cov --cov-append --cov-report=
	@echo "Lines covered in domain and actions (100 %):"
	@$(PY) -m coverage report --include='app/domain/*,app/actions/*' --fail-under=100
	@echo "Lines covered elsewhere (90 %):"
	@$(PY) -m coverage report --omit='app/domain/*,app/actions/*' --fail-under=90

check: $(TOOLS) $(ASSETS)
	@$(VENV)/bin/ruff format --check .
	@$(VENV)/bin/ruff check .
	@$(VENV)/bin/mypy
	@$(VENV)/bin/lint-imports --no-logo
	@$(VENV)/bin/bandit --quiet --configfile pyproject.toml --recursive app scripts
	@$(VENV)/bin/djlint --lint --quiet templates
	@$(PY) -m pytest -q tests/architecture $(wildcard tests/web/test_valid_html.py)

# Not part of the checks: it holds for today, and only where the index that answers knows of vulnerabilities.
audit: $(AUDIT)
	$(AUDIT_VENV)/bin/pip-audit --strict --disable-pip --require-hashes \
		-r requirements.txt -r requirements-dev.txt -r requirements-node.txt

bench: $(TOOLS) $(ASSETS)
	$(PY) -m bench $(ARGS)

truth: $(TOOLS)
	$(PY) -m tests.one_truth $(PROGRAMMES)

install: $(RUNTIME) $(ASSETS)

assets: $(ASSETS)

format: $(TOOLS)
	$(VENV)/bin/ruff check --fix-only --quiet .
	$(VENV)/bin/ruff format .

# Lock files hold names, versions and hashes, and no address.
COMPILE := $(VENV)/bin/uv pip compile --quiet --universal --generate-hashes --python-version 3.11 \
	--no-annotate --no-header
lock: $(TOOLS)
	$(COMPILE) pyproject.toml --group build --group fonts --output-file requirements.txt
	$(COMPILE) pyproject.toml --group build --group fonts --group dev --constraints requirements.txt --output-file requirements-dev.txt
	$(COMPILE) --group node --output-file requirements-node.txt
	$(COMPILE) --group audit --output-file requirements-audit.txt
	$(COMPILE) --group client --output-file requirements-client.txt
	$(NPM_ON_PATH) npm install --package-lock-only --loglevel=error
	$(PY) scripts/bare_lock.py

machine:
	@scripts/machine

# --- From nothing --------------------------------------------------------------------------------

$(PY):
	@for python in $(PYTHON) python3.11 python3 python3.12 python3.13 python3.14 python; do \
		if "$$python" -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then \
			echo "Making $(VENV) with $$python"; exec "$$python" -m venv $(VENV); \
		fi; \
	done; echo "Python 3.11 or newer with its venv module is needed (Debian: apt-get install python3-venv)." >&2; exit 1

$(RUNTIME): requirements.txt | $(PY)
	@echo "Installing what the product runs on"
	@$(PIP) -r requirements.txt
	@$(COMMAND)
	@touch $@

$(TOOLS): requirements-dev.txt | $(PY)
	@echo "Installing what the product runs on, and its tests and checks"
	@$(PIP) -r requirements-dev.txt
	@$(COMMAND)
	@touch $@ $(RUNTIME)

$(AUDIT): requirements-audit.txt | $(PY)
	@$(PY) -m venv $(AUDIT_VENV)
	@$(AUDIT_VENV)/bin/python -m pip install -qq --no-input --disable-pip-version-check --no-deps --require-hashes \
		-r requirements-audit.txt
	@touch $@

$(CLIENT): requirements-client.txt | $(PY)
	@echo "Installing what writes a client of the API"
	@$(PY) -m venv $(CLIENT_VENV)
	@$(CLIENT_VENV)/bin/python -m pip install -qq --no-input --disable-pip-version-check --no-deps --require-hashes \
		-r requirements-client.txt
	@touch $@

# Without npm on the machine, Node.js comes from the package index like everything else.
NPM_ON_PATH = PATH="$$PATH:$(CURDIR)/$(VENV)/bin";
$(NODE): package.json package-lock.json .npmrc | $(PY)
	@command -v npm >/dev/null || { echo "Installing Node.js"; $(PIP) -r requirements-node.txt; }
	@echo "Installing front-end packages"
	@$(NPM_ON_PATH) npm ci --loglevel=error >/dev/null
	@touch $@

$(ASSETS): $(NODE) scripts/vendor_assets.py scripts/document_fonts.py $(wildcard static/css/*.css static/css/*/*.css)
	@$(PY) -m scripts.vendor_assets
	@touch $@
