# make site | pdf | setup | serve | sheets | test | fuzz | mutants | weight | bench | lighthouse | screenshots | words | schema | lock | licences | clean. Windows, or no make: see README.md.

VENV := .venv
PYTHON ?= python3
BIN := $(VENV)/bin
STRYKER := $(VENV)/share/npm/stryker

.PHONY: site pdf setup serve sheets test fuzz mutants weight bench lighthouse screenshots words schema lock licences clean

site: $(VENV)/.site
	@$(BIN)/mkdocs --quiet build
	@echo "The site is in site/. To see it: make serve, or python3 -m http.server --directory site"

# The site with programme, summary and order of each day as PDF.
pdf: $(VENV)/.pdf
	@PDF=true $(BIN)/mkdocs --quiet build
	@echo "The site is in site/, with its PDF"

setup: $(VENV)/.site

serve: $(VENV)/.site
	@$(BIN)/mkdocs serve

# What `microsite sheet` needs: the data file as a workbook, and back.
sheets: $(VENV)/.sheets

test: $(VENV)/.test
	@$(BIN)/python -m pytest -n 2 --dist worksteal

# What takes many minutes: thousands of sessions and of mutilated files, every language where the tests take some in turn.
fuzz: $(VENV)/.test
	@$(BIN)/python -m pytest -n 2 --dist worksteal -m slow

# Changes the code in many small ways and tells which changes no test noticed; MODULES=microsite/render/players.py changes one module only.
mutants: $(VENV)/.mutants
	@$(BIN)/python tests/mutation.py $(MODULES)
	@$(if $(MODULES),,$(STRYKER)/node_modules/.bin/stryker run tests/stryker.json)

screenshots: $(VENV)/.test site
	@$(BIN)/python -m tests.browser.screenshots

# What a reader loads, page by page; fails where a page passes its budget of bytes or requests.
weight: $(VENV)/.test site
	@$(BIN)/python -m benchmarks.page_weight

# Builds beside peers, growth, loads and saves, measured; benchmarks/README.md says how.
bench: $(VENV)/.test site
	@$(BIN)/python -m benchmarks

lighthouse: $(VENV)/.test site
	@$(BIN)/python -m benchmarks lighthouse

# The interface's words: adds what is new in templates and code to microsite/theme/locales/, in words.pot and each catalogue.
words: $(VENV)/.site
	@$(BIN)/microsite words

$(VENV)/.site: requirements.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(0 if sys.version_info >= (3, 11) else "Python 3.11 or newer is needed; this is " + sys.version.split()[0])'
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@$(BIN)/python -m microsite.render.installed
	@touch $@

$(VENV)/.test: $(VENV)/.site requirements-test.txt
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-test.txt
	@$(BIN)/python -m tests.setup_tools
	@touch $@

# With what prints, and fonts for it and for the pictures that chats show with links.
$(VENV)/.pdf: $(VENV)/.site requirements-publish.txt
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-publish.txt
	@$(BIN)/python -c 'import sys; from microsite.render.papers import chromium; sys.exit(not chromium())' || $(BIN)/playwright install chromium
	@touch $@

# With what reads spreadsheets and Word: `microsite sheet`.
$(VENV)/.sheets: $(VENV)/.site requirements-sheets.txt
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-sheets.txt
	@touch $@

$(VENV)/.mutants: $(VENV)/.test
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-build-isolation -e ".[mutants]"
	@npm install --silent --no-audit --no-fund --prefix $(STRYKER) @stryker-mutator/core@9.6.1
	@touch $@

# data/session.schema.json, by which editors complete and explain keys, data/README.md, which lists them, and the schema of session.json.
schema: $(VENV)/.site
	@$(BIN)/microsite schema
	@$(BIN)/python -m microsite.exports.session_file

lock: $(VENV)/.test
	@$(BIN)/python -m pip install --quiet uv
	@$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --custom-compile-command "make lock" pyproject.toml requirements.in -o requirements.txt
	@$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --custom-compile-command "make lock" --extra test pyproject.toml requirements.in -c requirements.txt -o requirements-test.txt
	@$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --custom-compile-command "make lock" --extra previews --extra pdf pyproject.toml requirements.in -c requirements.txt -o requirements-publish.txt
	@$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --custom-compile-command "make lock" --extra sheets pyproject.toml requirements.in -c requirements-test.txt -o requirements-sheets.txt
	@$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --custom-compile-command "make lock" .github/requirements.in -o .github/requirements.txt

# LICENSES.md, from what the locked packages say of themselves.
licences: $(VENV)/.test
	@$(BIN)/python -m tests.licences

clean:
	rm -rf $(VENV) site build .site-* .cache benchmarks/.cache
