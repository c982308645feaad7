# Every command sets up what it needs; the work itself is in bot/, knowledge/, tests/ and scripts/.
PYTHON := .venv/bin/python
QUIET := TF_CPP_MIN_LOG_LEVEL=3 SQLALCHEMY_SILENCE_UBER_WARNING=1 SQLALCHEMY_WARN_20=0 RASA_TELEMETRY_ENABLED=false
.DEFAULT_GOAL := help

help: ## show the commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: ## install, train if needed and start everything; ends with the address of the chat page
	@scripts/setup
	@exec $(PYTHON) -m bot.cli run

train: ## build the knowledge base and train the model if its sources changed
	@scripts/setup
	@exec $(PYTHON) -m bot.cli train

test: ## check everything: style, knowledge base, code, conversations and the page in a browser
	@scripts/setup --dev
	@$(QUIET) scripts/check

demo: ## fill an empty data folder with a coach account (prints its password once) and three example dossiers
	@scripts/setup
	@$(QUIET) $(PYTHON) -m bot.cli demo

lint: ## check the style of the code
	@scripts/setup --dev
	@.venv/bin/ruff check .
	@.venv/bin/ruff format --check .

eval: ## play the evaluation sets against the running bot; the figures go to docs/evaluation.md
	@scripts/setup --dev
	@$(QUIET) $(PYTHON) -m tests.evaluation --set questions --write docs/evaluation.md
	@$(QUIET) $(PYTHON) -m tests.evaluation --set safety --write docs/evaluation.md
	@$(QUIET) $(PYTHON) -m tests.evaluation --set intake --write docs/evaluation.md

ablation: ## what each part of the understanding brings (half an hour); the figures go to docs/evaluation.md
	@scripts/setup --dev
	@$(PYTHON) -m bot.cli train
	@$(QUIET) $(PYTHON) -m tests.evaluation.ablation --write

gaps: ## list what people asked and got no good answer to (counts, no words of anybody)
	@scripts/setup
	@$(QUIET) $(PYTHON) -m bot.cli gaps

bench: ## measure speed beside a bare Rasa bot (about ten minutes); the figures go to docs/performance.md
	@scripts/setup --dev
	@$(PYTHON) -m bot.cli train
	@$(QUIET) $(PYTHON) -m tests.bench --write

load: ## 200 simulated clients for five minutes; the figures go to docs/operations.md
	@scripts/setup --dev
	@$(PYTHON) -m bot.cli train
	@$(QUIET) $(PYTHON) -m tests.load --write

scale-test: ## two of each process on PostgreSQL and Redis, disturbed; the figures go to docs/operations.md
	@scripts/setup --dev
	@scripts/servers >/dev/null
	@$(PYTHON) -m bot.cli train
	@$(QUIET) $(PYTHON) -m tests.load.scale --write

attack: ## ask the website 10,000 made-up things and say 2,000 to the bot (about ten minutes)
	@scripts/setup --dev
	@$(QUIET) $(PYTHON) -m bot.cli train
	@$(QUIET) $(PYTHON) -m pytest -q -s --disable-warnings --whole tests/security/test_fuzz.py tests/e2e/test_random_turns.py

audit: ## compare the packages with the public database of advisories (needs the internet)
	@scripts/setup --dev
	@.tools/bin/uv audit --frozen

screenshots: ## make the pictures in the README anew from the running product
	@scripts/setup --dev
	@scripts/viewers chromium
	@$(QUIET) $(PYTHON) scripts/screenshots.py

.PHONY: ablation gaps bench load scale-test help run train demo test lint eval screenshots attack audit
