# The commands of this project. A newcomer needs two: `make run` and `make test`.
# All of them work on a machine with nothing but Python >= 3.11 and make.

PYTHON ?= python3
VENV   := .venv
PY     := $(VENV)/bin/python
PIP     = $(PY) -m pip install --disable-pip-version-check --no-input -qq --require-hashes --only-binary :all:

# For commands that need Django's settings but no server.
NO_SERVERS = SECRET_KEY=none DATABASE_URL=postgresql://none/none REDIS_URL=redis://none/0

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help run test quick lint lock bench faults messages screenshots clean

help:  ## show this list
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/make \1|\2/p' Makefile | awk -F'|' '{ printf "  %-18s %s\n", $$1, $$2 }'

# ── the environment: one stamp file per lock file ────────────────────────────

$(VENV)/pyvenv.cfg:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || \
	  { echo "Small Wins needs Python 3.11 or newer as '$(PYTHON)' (or: make PYTHON=/path/to/python3)."; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || \
	  if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	    echo "Installing python3-venv..."; \
	    apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends python3-venv >/dev/null; \
	  else echo "Python's venv module is missing. Install it: sudo apt-get install python3-venv"; exit 1; fi
	@$(PYTHON) -m venv --clear $(VENV)

$(VENV)/.run $(VENV)/.test $(VENV)/.browser $(VENV)/.lint: $(VENV)/.%: requirements/%.txt | $(VENV)/pyvenv.cfg
	@echo "Installing the packages of $<..."
	@$(PIP) -r $<
	@touch $@

# ── for everyone ─────────────────────────────────────────────────────────────

run: $(VENV)/.run  ## start everything on this machine (PORT=8000); Ctrl-C stops it
	@exec $(PY) -m smallwins.devstack run

# Two at a time, each with a database of its own.
PARALLEL = -n 2

test: $(VENV)/.test  ## run every test, against real servers
	@$(PY) -m pytest -m "not browser" $(PARALLEL) $(ARGS)
	@chromium=$$($(PY) -m smallwins.testing.chromium); \
	if [ -z "$$chromium" ]; then \
	  echo "BROWSER TESTS NOT RUN: no chromium found (apt-get install chromium, or CHROMIUM=/path/to/it)"; \
	else make --no-print-directory $(VENV)/.browser && $(PY) -m pytest -m browser $(PARALLEL) $(ARGS); fi

quick: $(VENV)/.test  ## what needs no database, and the journeys through the pages (<= 90 s)
	@$(PY) -m pytest -m "not browser and not faults and not slow and (flow or not database)" $(PARALLEL) $(ARGS)

lint: $(VENV)/.lint  ## check style, types, templates and the direction of imports
	@$(PY) -m ruff check .
	@$(PY) -m ruff format --check .
	@$(PY) -m djlint templates --lint --quiet
	@$(VENV)/bin/lint-imports --no-logo --no-cache
	@$(NO_SERVERS) $(PY) -m mypy

# 2,000 mails each; SIZE=small: 300, as in CI. TALK=1 says what happens when.
faults: $(VENV)/.test  ## the seven fault campaigns, a line each (SEEDS=30 SIZE=small ONLY="1 4")
	@$(PY) -m tests.faults --seeds $(or $(SEEDS),1) $(if $(filter small,$(SIZE)),--small) \
	  $(if $(ONLY),--only $(ONLY)) $(if $(SEED),--seed $(SEED)) $(if $(TALK),--talk)

bench: $(VENV)/.test  ## measure against the budgets, each beside its floor
	@$(PY) -m bench $(ARGS)

screenshots: $(VENV)/.browser  ## take pictures of every page, phone and desktop, light and dark
	@$(PY) -m pytest -m screenshots $(ARGS)

# ── for maintainers ──────────────────────────────────────────────────────────

messages: $(VENV)/.run  ## extract and compile the translations (needs gettext)
	@$(NO_SERVERS) $(PY) manage.py makemessages --all --no-obsolete --no-wrap --add-location file --verbosity 0 \
	  --ignore '$(VENV)' --ignore .run --ignore tests --ignore bench
	@# The date would make every run a change.
	@for file in locale/*/LC_MESSAGES/*.po; do \
	  sed -i.old '/^"POT-Creation-Date:/d' "$$file" && rm "$$file.old" || exit 1; done
	@# English says what the code says.
	@english=locale/en/LC_MESSAGES/django.po; \
	  msgattrib --no-wrap --clear-fuzzy --clear-previous --empty "$$english" | msgen --no-wrap -o "$$english" -
	@$(NO_SERVERS) $(PY) manage.py compilemessages --ignore '$(VENV)' --verbosity 0

# A lock file names every package, its version and its hashes, for every platform and Python >= 3.11.
# `make lock` keeps the versions it can; `make lock ARGS=--upgrade` takes the newest. Needs uv.
LOCK = uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes \
       --no-header --no-annotate --no-strip-extras --no-emit-index-url --quiet $(ARGS)
lock:  ## make the lock files anew from pyproject.toml (needs uv)
	@command -v uv >/dev/null || { echo "make lock needs uv: https://docs.astral.sh/uv/"; exit 1; }
	$(LOCK) -o requirements/production.txt
	for group in run:local test:test browser:browser lint:lint; do \
	  $(LOCK) -c requirements/production.txt --group $${group#*:} -o requirements/$${group%:*}.txt || exit 1; done

clean:  ## remove what the commands above made: environment, data, caches
	@[ ! -x $(PY) ] || $(PY) -m smallwins.devstack forget
	rm -rf $(VENV) .run .pytest_cache .mypy_cache .ruff_cache .coverage htmlcov staticfiles
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
