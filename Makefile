# Two commands do everything on a machine that has Python, make and git: `make run` and `make test`.

SHELL  := /bin/sh
# Each call runs in an environment that fits the lock files, which is made first where there is none.
PYTHON := sh .ci/python dev
BOT    := sh .ci/python run
PYTEST := $(PYTHON) -m pytest
# Processes that share the tests: two more than two processors, since many tests wait for something.
WORKERS := 4
# How `make lock` calls uv, which takes packages from where UV_DEFAULT_INDEX says.
COMPILE := .venv.lock/bin/uv pip compile -q --universal --python-version 3.11 --fork-strategy fewest --generate-hashes \
	--no-header --no-annotate

export PIP_DISABLE_PIP_VERSION_CHECK := 1

.DEFAULT_GOAL := help
.PHONY: help run test torture attack bench lint types format texts pictures examples lock clean venv
# Installing, checking and testing come one after the other, also under `make -j`.
.NOTPARALLEL:

help:
	@echo 'make run      start the bot: with a BOT_TOKEN in the settings on Telegram,'
	@echo '              without one in the sandbox, with a chat page on this machine'
	@echo 'make test     lint, types, laws and all tests; ARGS="-k ticket" passes words on to pytest'
	@echo
	@echo 'make torture  let people work while everything breaks, for an hour or more;'
	@echo '              ARGS="--engine sqlite --campaign kills --seed 7" chooses'
	@echo 'make attack   forge buttons and messages, guess codes, flood: twenty minutes and more;'
	@echo '              ARGS="--engine sqlite --part addresses --seed 7" chooses'
	@echo 'make bench    measure what an update, a query and a document cost'
	@echo 'make lint     ruff only                  make types    mypy only'
	@echo 'make format   put the code in shape      make texts    collect texts for translation'
	@echo 'make lock     take newer versions        make clean    remove what make has made'
	@echo 'make examples invent data/packages_sample.json anew, for a change of its script'
	@echo 'make pictures photograph the sandbox anew for the README'
	@echo
	@echo 'The first of them makes .venv from the lock files. It takes Python 3.11 or newer.'

run:
	@exec $(BOT) -m bot run --or-sandbox $(ARGS)

# Every step runs, so that one call tells all there is to mend; pytest comes last, and so does its closing line.
# Types are checked beside the tests, which wait now and then.
# What is compiled for one test process is there for the next, whatever the shell says about it.
test: export PYTHONDONTWRITEBYTECODE :=
test:
	@exec 2>&1; failed=0; $(PYTHON) -c '' || exit 1; \
	echo '== ruff check';          $(PYTHON) -m ruff check . || failed=1; \
	echo '== ruff format --check'; $(PYTHON) -m ruff format --check --output-format concise . || failed=1; \
	if [ $$failed = 1 ]; then echo '== Not yet right: see above. The tests follow.'; fi; \
	echo '== mypy and pytest';     $(PYTEST) --types -n $(WORKERS) --dist worksteal $(ARGS) || exit $$?; \
	exit $$failed

torture:
	@$(PYTHON) -m tests.torture $(ARGS)

attack:
	@$(PYTHON) -m tests.attack $(ARGS)

bench:
	@$(PYTHON) -m bench $(ARGS)

lint:
	$(PYTHON) -m ruff check .
	$(PYTHON) -m ruff format --check --output-format concise .

types:
	$(PYTHON) -m mypy

format:
	$(PYTHON) -m ruff check --fix --exit-zero .
	$(PYTHON) -m ruff format .

# Sorted, without line numbers and dates, so that a diff of the catalogue shows words only.
texts:
	@$(PYTHON) -m babel.messages.frontend -q extract -F pyproject.toml -c Translators: --no-location --sort-output \
		--no-wrap --project 'LPSE Support Bot' --version 1 --copyright-holder '' -o locales/bot.pot .
	@for language in $$($(PYTHON) -c 'from core.languages import TRANSLATED; print(*TRANSLATED)'); do \
		if [ -f locales/$$language/LC_MESSAGES/bot.po ]; then \
			$(PYTHON) -m babel.messages.frontend -q update -D bot -l $$language -d locales -i locales/bot.pot \
				--no-fuzzy-matching --ignore-obsolete --ignore-pot-creation-date --no-wrap || exit 1; \
		else \
			$(PYTHON) -m babel.messages.frontend -q init -D bot -l $$language -d locales -i locales/bot.pot \
				--no-wrap || exit 1; \
		fi; \
	done
	@rm -f locales/bot.pot
	@echo 'What is new stands empty in locales/*/LC_MESSAGES/bot.po; `make test` tells what is missing.'

# A story played in the sandbox, photographed in Chromium; the same code gives the same pictures.
pictures:
	@$(PYTHON) -m tests.pictures

examples:
	@$(PYTHON) -m bot.imports.example_packages $(ARGS)

# Newest versions within pyproject.toml's ranges, with the digests of their files. What the bot runs with does not
# depend on what it is tested with.
lock:
	@rm -rf .venv.lock && $(PYTHON) -m venv .venv.lock && .venv.lock/bin/python -m pip install -q --no-input 'uv>=0.9,<1'
	@$(COMPILE) pyproject.toml -o .venv.lock/run
	@$(COMPILE) --group dev -c .venv.lock/run -o .venv.lock/dev \
		$$(sed -n 's/^\([A-Za-z0-9._-]*\)==.*/--no-emit-package \1/p' .venv.lock/run)
	@for part in run dev; do \
		lock=requirements$$(echo $$part | sed 's/run//; s/dev/-dev/').lock; \
		{ sed -n '/^#/p' $$lock; cat .venv.lock/$$part; } > .venv.lock/new && mv .venv.lock/new $$lock || exit 1; \
	done
	@rm -rf .venv.lock
	@echo 'requirements.lock and requirements-dev.lock are new; `make test` tries them.'

# Also from under what runs in it: for a fresh start.
clean:
	rm -rf .venv .venvs .venv.lock .mypy_cache .pytest_cache .ruff_cache .hypothesis
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

venv:
	@exec $(BOT)
