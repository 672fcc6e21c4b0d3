# The few commands that matter. `make` alone lists them.
VENV ?= .venv
BIN = $(VENV)/bin

.PHONY: help setup test check docs pictures schemas
help: ## list the commands
	@grep -E '^[a-z]+:.*##' Makefile | sed -E 's/:.*## /\t/'
setup: ## make the environment
	python3 -m venv $(VENV) && $(BIN)/pip install -e '.[test,lint,browser,docs]'
test: ## run the tests
	$(BIN)/python -m pytest
check: ## format, lint, types, layers, tests
	$(BIN)/ruff format --check . && $(BIN)/ruff check . && $(BIN)/mypy && $(BIN)/lint-imports && $(BIN)/python -m pytest
docs: ## write the reference, build the site into site/
	$(BIN)/python docs/build_reference.py && $(BIN)/mkdocs build --strict
pictures: ## draw the terminal picture and the review page's anew
	$(BIN)/python docs/build_picture.py
schemas: ## write the JSON Schemas from the types
	$(BIN)/python -m newsclean.schemas.generate && $(BIN)/python tools/build_settings_schema.py
