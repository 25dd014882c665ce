# Two commands do everything on a machine that has Python, make and git: `make run` and `make test`.

SHELL  := /bin/sh
PYTHON := .venv/bin/python
PYTEST := $(PYTHON) -m pytest
# The lock file as it was installed: .venv is whole when this is there, and right when it equals the lock file.
READY  := .venv/installed.lock
TEXTS  := locales/en/LC_MESSAGES/bot.po
# Candidates are tried by running them: a name on the PATH may be a version manager's stub.
PYTHONS := python3 python3.13 python3.12 python3.11 python3.14 python

export PIP_DISABLE_PIP_VERSION_CHECK := 1

.DEFAULT_GOAL := help
.PHONY: help run test bench lint types format texts lock clean venv
# Installing, checking and testing come one after the other, also under `make -j`.
.NOTPARALLEL:

help:
	@echo 'make run      start the bot: with BOT_TOKEN (environment or .env) on Telegram,'
	@echo '              without one in the sandbox, with a chat page on this machine'
	@echo 'make test     lint, types, laws and all tests; ARGS="-k ticket" passes words on to pytest'
	@echo
	@echo 'make bench    measure what an update, a query and a document cost'
	@echo 'make lint     ruff only                  make types    mypy only'
	@echo 'make format   put the code in shape      make texts    collect texts for translation'
	@echo 'make lock     take newer versions        make clean    remove what make has made'
	@echo
	@echo 'The first of them makes .venv from requirements.lock. It takes Python 3.11 or newer.'

run: venv
	@if [ -n "$$BOT_TOKEN" ] || grep -Eqs "^[[:space:]]*(export[[:space:]]+)?BOT_TOKEN[[:space:]]*=[[:space:]]*[\"']?[^\"'[:space:]#]" .env; \
	then exec $(PYTHON) -m bot run; \
	else exec $(PYTHON) -m bot sandbox; fi

# Every step runs, so that one call tells all there is to mend; pytest comes last, and so does its closing line.
test: venv
	@exec 2>&1; failed=0; \
	echo '== ruff check';          $(PYTHON) -m ruff check . || failed=1; \
	echo '== ruff format --check'; $(PYTHON) -m ruff format --check --output-format concise . || failed=1; \
	echo '== mypy';                $(PYTHON) -m mypy || failed=1; \
	if [ $$failed = 1 ]; then echo '== Not yet right: see above. The tests follow.'; fi; \
	echo '== pytest';              $(PYTEST) $(ARGS) || exit $$?; \
	exit $$failed

bench: venv
	@$(PYTHON) -m bench $(ARGS)

lint: venv
	$(PYTHON) -m ruff check .
	$(PYTHON) -m ruff format --check --output-format concise .

types: venv
	$(PYTHON) -m mypy

format: venv
	$(PYTHON) -m ruff check --fix --exit-zero .
	$(PYTHON) -m ruff format .

# Sorted, without line numbers and dates, so that a diff of the catalogue shows words only.
texts: venv
	@$(PYTHON) -m babel.messages.frontend -q extract -F pyproject.toml -c Translators: --no-location --sort-output \
		--no-wrap --project 'LPSE Support Bot' --version 1 --copyright-holder '' -o locales/bot.pot .
	@if [ -f $(TEXTS) ]; then \
		$(PYTHON) -m babel.messages.frontend -q update -D bot -l en -d locales -i locales/bot.pot \
			--no-fuzzy-matching --ignore-obsolete --ignore-pot-creation-date --no-wrap; \
	else \
		$(PYTHON) -m babel.messages.frontend -q init -D bot -l en -d locales -i locales/bot.pot --no-wrap; \
	fi
	@rm -f locales/bot.pot
	@echo 'What is new stands empty in $(TEXTS); `make test` tells what is missing.'

# Newest versions within pyproject.toml's ranges, tried out in a folder of their own.
lock: venv
	@rm -rf .venv.lock && $(PYTHON) -m venv .venv.lock
	@$(PYTHON) -c "import tomllib; p = tomllib.load(open('pyproject.toml', 'rb')); \
		print(*p['project']['dependencies'], *p['dependency-groups']['dev'], sep='\n')" > .venv.lock/ranges
	@.venv.lock/bin/python -m pip install -q --no-input -r .venv.lock/ranges
	@{ sed -n '/^#/p' requirements.lock; .venv.lock/bin/python -m pip freeze; } > .venv.lock/lock
	@mv .venv.lock/lock requirements.lock && rm -rf .venv.lock
	@echo 'requirements.lock is new; `make test` tries it.'

clean:
	rm -rf .venv .venv.lock .mypy_cache .pytest_cache .ruff_cache .hypothesis
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

# Made anew when it is missing, broken half-way, made from another lock file, or its Python has gone.
venv:
	@exec 2>&1; \
	cmp -s requirements.lock $(READY) && $(PYTHON) -c '' 2>/dev/null && exit 0; \
	for found in $(PYTHONS) none; do \
		$$found -c 'import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && break; \
	done; \
	if [ $$found = none ]; then \
		echo 'No Python 3.11 or newer with its venv module was found (tried: $(PYTHONS)). Please install it and call make again.'; \
		exit 1; \
	fi; \
	echo "Making .venv with $$found from requirements.lock (once, about a minute)."; \
	rm -rf .venv && $$found -m venv .venv \
	&& $(PYTHON) -m pip install -qq --no-input --no-deps -r requirements.lock \
	&& $(PYTHON) -m pip check --quiet \
	&& cp requirements.lock $(READY) \
	|| { echo '.venv could not be made; the reason stands above. The next call starts anew.'; exit 1; }
