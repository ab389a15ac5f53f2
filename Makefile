# What a developer or an analyst does here, one word each. `make` alone lists the words.
# Every target first makes .venv, from requirements.lock and nothing else, unless it is there and up to date.
# Paths are relative and quoted where a caller gives them, so that the folder may have a space in its name.

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help report lab quick test test-products test-golden test-project test-browser test-office test-faults browser office check format docs golden bench lock clean
# With the last of these set, every process would compile all that it imports, for itself alone.
unexport PYTHONHOME PYTHONPATH PYTHONDONTWRITEBYTECODE

# The interpreter that .venv is made with: the first of these that is 3.11 or later and truly runs.
PYTHON ?=
CANDIDATES := $(if $(PYTHON),"$(PYTHON)",python3.13 python3.12 python3.11 python3)
# The report that `make report` builds.
REPORT ?= params/2024/nam/15976-hoang-luu.yaml
# More words for pytest: make test ARGS="tests/values -k percent"
ARGS ?=
# Tests run side by side, but for tests/faults: what kills, hangs and starves has the machine for itself.
SIDE_BY_SIDE := -n logical --maxprocesses 8 --dist worksteal --ignore=tests/faults
# Tests of functions: nothing is started, written outside a test's own folder, or waited for.
PURE := $(addprefix tests/,values catalogue raw indicators checks document errors)
# The share of the core's lines and branches, in percent, that the pure tests must run.
COVERED := 90
# make lock UPGRADE=--upgrade takes newer versions; without it only what pyproject.toml forces is changed.
UPGRADE ?=

# The browser that tests/browser opens pages in: this one, else the first of BROWSERS that is found.
CHROMIUM ?=
BROWSERS := $(if $(CHROMIUM),"$(CHROMIUM)",chromium chromium-browser google-chrome)
BROWSER := $(shell for name in $(BROWSERS); do command -v "$$name" && break; done)
# The office program that tests/office opens workbooks and Word documents with.
OFFICE := $(shell command -v soffice || command -v libreoffice)
# The one face that charts are measured in there and that no package of ours carries.
FACE := $(shell command -v fc-list > /dev/null && fc-list 'Noto Serif' family)

BIN := .venv/bin
# Stamps are named after what they stand for (an environment cannot be moved, so the folder counts too):
# a change in the lock makes .venv anew, a change in pyproject.toml only installs this package again.
LOCKED := .venv/locked-$(shell { pwd; cat requirements.lock; } | cksum | tr ' ' '-')
INSTALLED := $(LOCKED)-$(shell cksum < pyproject.toml | tr ' ' '-')

help: ## list these words
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-11s %s\n", $$1, $$2 }' Makefile

report: $(INSTALLED) ## build the report of REPORT=params/... into output/
	$(BIN)/cchc build "$(REPORT)"

lab: $(INSTALLED) ## open the notebooks in JupyterLab
	$(BIN)/python -m jupyterlab --ServerApp.root_dir=. --LabApp.default_url=/lab/tree/notebooks

quick: $(INSTALLED) ## run the pure tests, which start no process, and measure what of the core they run
	$(BIN)/python -m pytest -n logical --maxprocesses 8 --dist worksteal --hypothesis-profile=quick $(PURE) --cov --cov-report= \
		&& $(BIN)/python -m coverage report --fail-under=$(COVERED) --format=total

test-products: $(INSTALLED) ## run the tests of whole reports, of commands and of builds
	$(BIN)/python -m pytest $(SIDE_BY_SIDE) $(addprefix --ignore=,$(PURE) $(addprefix tests/,golden project browser office))

test-golden: $(INSTALLED) ## compare two reports with the texts of them that somebody has read
	$(BIN)/python -m pytest tests/golden

test-project: $(INSTALLED) ## hold the documents, the Makefile and the notebooks to what they say
	$(BIN)/python -m pytest tests/project

test-browser: $(INSTALLED) browser ## run the tests that open pages in a browser
	$(BIN)/python -m pytest $(SIDE_BY_SIDE) tests/browser

test-office: $(INSTALLED) office ## run the tests that open workbooks and Word documents with LibreOffice
	$(BIN)/python -m pytest tests/office

test: $(INSTALLED) $(if $(and $(BROWSER),$(FACE)),,browser) $(if $(OFFICE),,office) ## run all tests, or ARGS="tests/values -k percent" of them
ifeq ($(strip $(ARGS)),)
	@failed=; \
	$(BIN)/python -m pytest $(SIDE_BY_SIDE) || failed=1; \
	$(BIN)/python -m pytest tests/faults || failed=1; \
	test -z "$$failed"
else
	$(BIN)/python -m pytest $(ARGS)
endif

test-faults: $(INSTALLED) ## run the tests of builds that are killed, hang, or lose a worker
	$(BIN)/python -m pytest tests/faults

browser: ## install what tests/browser needs and is not there: Debian's Chromium and Noto Serif, by apt-get, as root
	@packages='$(if $(BROWSER)$(CHROMIUM),,chromium) $(if $(FACE),,fontconfig fonts-noto-core)'; \
	if [ -n "$${packages# }" ] && [ "$$(id -u)" = 0 ] && command -v apt-get > /dev/null; then \
		echo "Installing for tests/browser: $$packages"; \
		apt-get update --quiet=2 && DEBIAN_FRONTEND=noninteractive \
			apt-get install --quiet=2 --yes --no-install-recommends $$packages > /dev/null; \
	fi; \
	if [ -n '$(BROWSER)' ]; then \
		echo 'The browser for tests/browser: $(BROWSER)'; \
	elif ! command -v $(firstword $(BROWSERS)) > /dev/null; then \
		echo 'make: NO BROWSER: found none as $(BROWSERS), so tests/browser will be SKIPPED (with CI=true: fail).' \
			'Install Chromium or Chrome, or name it: make test CHROMIUM=/path/to/chrome' >&2; \
	fi; \
	if ! fc-list 'Noto Serif' family 2> /dev/null | grep --quiet .; then \
		echo 'make: NO NOTO SERIF: charts will not be tried in it (with CI=true: fail). Install fonts-noto-core.' >&2; \
	fi

office: ## install what tests/office needs and is not there: Debian's LibreOffice, by apt-get, as root
	@if [ -z '$(OFFICE)' ] && [ "$$(id -u)" = 0 ] && command -v apt-get > /dev/null; then \
		echo 'Installing for tests/office: libreoffice-calc libreoffice-writer'; \
		apt-get update --quiet=2 && DEBIAN_FRONTEND=noninteractive \
			apt-get install --quiet=2 --yes --no-install-recommends libreoffice-calc libreoffice-writer > /dev/null; \
	fi; \
	if ! command -v soffice > /dev/null && ! command -v libreoffice > /dev/null; then \
		echo 'make: NO LIBREOFFICE: found neither soffice nor libreoffice, so tests/office will be SKIPPED' \
			'(with CI=true: fail). Install libreoffice-calc and libreoffice-writer.' >&2; \
	fi

check: $(INSTALLED) ## lint, format, types, one-way imports, notebooks, spelling, documents; changes nothing
	$(BIN)/python -m ruff check .
	$(BIN)/python -m ruff format --check .
	$(BIN)/python -m mypy
	$(BIN)/lint-imports
	$(BIN)/python tools/check_notebooks.py notebooks
	$(BIN)/codespell .
	$(BIN)/cog --check -I . docs/lenh.md

format: $(INSTALLED) ## put the code into the form that check asks for
	$(BIN)/python -m ruff check --fix-only .
	$(BIN)/python -m ruff format .

docs: $(INSTALLED) ## write what the catalogue, the types and the commands say: chi-tieu.md, quy-tac.md, schema/, lenh.md
	$(BIN)/python -m tools.make_docs
	$(BIN)/python -m tools.make_schemas
	$(BIN)/cog -r -I . docs/lenh.md

golden: $(INSTALLED) ## keep the texts of two reports in tests/golden/ as they read now; review their diff
	$(BIN)/python -m tools.make_golden

bench: $(INSTALLED) ## time reports four ways side by side, ARGS="--communes 3321" for the whole nation
	$(BIN)/python benchmarks/make_reports.py $(ARGS)

lock: $(INSTALLED) ## write requirements.lock from pyproject.toml (UPGRADE=--upgrade for newer versions)
	$(BIN)/python -m uv pip compile pyproject.toml --output-file requirements.lock $(UPGRADE) \
		--universal --python-version 3.11 --all-extras --generate-hashes --quiet \
		--no-annotate --no-emit-index-url --no-emit-find-links --custom-compile-command "make lock"

clean: ## delete what was generated: reports, processed tables, caches (not .venv)
	rm -rf output data/processed build dist
	rm -rf .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find . -path ./.venv -prune -o -type d -name __pycache__ -exec rm -rf {} +

# What is installed is compiled as it is imported; most of it never is, and all of it takes half a minute.
$(LOCKED):
	@python=; \
	for candidate in $(CANDIDATES); do \
		if "$$candidate" -c 'import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; \
		then python=$$candidate; break; fi; \
	done; \
	if [ -z "$$python" ]; then \
		echo 'make: expected Python 3.11 or later with its venv module, found none as' \
			'$(CANDIDATES).' \
			'Install one (on Debian also python3-venv), or name it: make PYTHON=/path/to/python3.12' >&2; \
		exit 1; \
	fi; \
	echo "Making .venv with $$("$$python" --version) from requirements.lock; this takes a minute or two."; \
	"$$python" -m venv --clear .venv
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-compile --require-hashes -r requirements.lock
	@touch $@

# The build back end is in the lock, so nothing is fetched here.
$(INSTALLED): | $(LOCKED)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@rm -f $(LOCKED)-* && touch $@
