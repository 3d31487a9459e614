# Every target sets up what it needs in .venv; nothing else on the machine is touched.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
DATA ?= ../shared/data
WORK ?= build/train

PAIRS ?= $(wildcard benchmarks/annotated/*.tsv $(DATA)/annotations/train.jsonl)
HELD ?= benchmarks/annotated/held.txt

TRAIN = $(BIN)/python -m kg.training.train $(WORK)/data
# The second half goes on from the first with longer windows, some words hidden, and fewer trees.

.PHONY: help demo test check lint types notebooks bench scores lock train train-answers docs clean
.DEFAULT_GOAL := help

help: ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## /{printf "  make %-14s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

$(VENV)/ready: requirements.lock pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check "uv>=0.5"
	VIRTUAL_ENV=$(VENV) $(BIN)/uv pip install --quiet --requirement requirements.lock
	VIRTUAL_ENV=$(VENV) $(BIN)/uv pip install --quiet --no-deps --editable .
	@touch $@

demo: $(VENV)/ready ## build the bundled fictional corpus and show who contradicted whom
	@rm -rf build/demo-store
	$(BIN)/kg build kg/examples --store build/demo-store || test $$? = 1  # one example is broken on purpose
	$(BIN)/kg contradictions --store build/demo-store

test: $(VENV)/ready ## run the tests
	$(BIN)/python -m pytest

lint: $(VENV)/ready ## check style
	$(BIN)/ruff check .
	$(BIN)/ruff format --check kg tests

types: $(VENV)/ready ## check types
	$(BIN)/mypy

check: lint types test ## all of the three

notebooks: $(VENV)/ready ## run every notebook
	$(BIN)/python -m pytest tests/test_notebooks.py

bench: $(VENV)/ready ## time and memory, as ratios within one run
	$(BIN)/python -m benchmarks

scores: $(VENV)/ready ## accuracy on the development data in DATA
	$(BIN)/python -m benchmarks.scores --data $(DATA)

lock: $(VENV)/ready ## pin the newest versions that fit pyproject.toml
	VIRTUAL_ENV=$(VENV) $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --extra dev pyproject.toml --output-file requirements.lock

train: $(VENV)/ready ## rebuild the reader's weights from DATA (hours on two cores; goes on where it stopped)
	VIRTUAL_ENV=$(VENV) $(BIN)/uv pip install --quiet --editable '.[train]'
	mkdir -p $(WORK)/data
	for name in polnear syntax; do test -d $(WORK)/data/$$name || tar xJf $(DATA)/$$name.tar.xz -C $(WORK)/data; done
	$(TRAIN) -o $(WORK)/base --treebank-share 0.4 --trees 0.5 0.4 --stop 2
	$(TRAIN) -o $(WORK)/base
	$(TRAIN) -o $(WORK)/further --start $(WORK)/base --epochs 4 --seed 11 --size 382 --rows 7 --rate 8e-5 --head-rate 5e-4 \
		--treebank-share 0.3 --trees 0.6 0.42 --mask 0.08
	$(BIN)/python -m kg.training.lemmas $(WORK)/data/syntax/ewt.train.conllu $(WORK)/data/syntax/gum.train.conllu \
		--irregular kg/training/irregular.txt -o $(WORK)/lemmas.tsv
	$(BIN)/python -m kg.training.export $(WORK)/further -o kg/weights/reader --lemmas $(WORK)/lemmas.tsv \
		--set size=382 overlap=72 rows=4 'calibration=[0.55,-0.9]'

train-answers: $(VENV)/ready ## rebuild the model of quarrels from ARTICLES (files with the annotated articles; an hour on two cores)
	VIRTUAL_ENV=$(VENV) $(BIN)/uv pip install --quiet --editable '.[train]'
	mkdir -p $(WORK)
	$(BIN)/python -m kg.training.quarrels $(ARTICLES) --pairs $(PAIRS) --held $(HELD) --state $(WORK)/quarrels.pt -o kg/weights/answers
	$(BIN)/python -m kg.training.quarrelfit $(ARTICLES) --pairs $(PAIRS) --held $(HELD) -o kg/data/learned_weights.csv

docs: $(VENV)/ready ## write the generated pages of docs/ anew
	$(BIN)/python -m docs.generate

clean: ## remove what was built
	rm -rf $(VENV) build dist *.egg-info .pytest_cache .mypy_cache .ruff_cache
