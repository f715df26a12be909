# Throughline: the verbs of the project. `make` alone lists them.
#
# Everything that is made lands in .build/ or public/; nothing else is written.

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
MAKEFLAGS += --no-print-directory

ifneq ($(shell uname -s),Linux)
$(error Throughline builds and runs on Linux only; this is $(shell uname -s))
endif

PREFIX ?= /usr/local
DESTDIR ?=
PORT ?= 4000
SIZE ?= full
SCHEDULES ?= $(if $(filter reduced,$(SIZE)),2000,20000)
FUZZ_RUNS ?= 100000
FUZZ_SEED ?= 1
FUZZ_PARSERS ?= yaml yaml-documents front-matter json json-strict manifolds modules records \
    forge policies reviews patterns history history-binary xml-results line-results sarif-results sources \
    programs alerts dashboards runbooks reports report-documents statements templates \
    module-outline pipeline-record change-report
ONLY ?=

# Debian's names of what each verb needs. `.ci/packages` installs those that are missing.
BUILD_PACKAGES := pkg-config libcmark-gfm-dev libcmark-gfm-extensions-dev libyaml-dev libexpat1-dev \
  libmicrohttpd-dev libsqlite3-dev libssl-dev git
PYTHON_PACKAGES := python3 python3-venv
BROWSER_PACKAGES := chromium chromium-driver default-jre-headless fonts-dejavu-core
BENCH_PACKAGES := gcc libc6-dev
# Tools of workflows run in a room that `bwrap` makes; agents and forges elsewhere are asked by `curl`.
WORK_PACKAGES := bubblewrap curl
# `promtool` is in it.
ALERT_PACKAGES := prometheus

BUILD := .build
TOOL := $(BUILD)/release/throughline
SWIFT_SOURCES := Sources Tests Package.swift
# Flags that differ get a folder of their own, or every change of verb would rebuild everything.
COVERAGE := --scratch-path $(BUILD)/coverage
STATIC := --scratch-path $(BUILD)/static

.PHONY: help build release test lint format golden site serve check checked coverage acceptance
.PHONY: demo sample bench fuzz simulate install dist clean ci packages

help: ## list the verbs
	@echo 'usage: make <verb>'
	@sed -n 's/^\([a-z][a-z-]*\):[^#]*## \(.*\)/  \1\t\2/p' $(MAKEFILE_LIST) | expand -t 14

packages:
	@bash .ci/packages $(BUILD_PACKAGES)

build: packages ## build everything for debugging
	swift build

release: packages
	swift build -c release --product throughline

test: packages ## run the unit, architecture and end-to-end suites
	@bash .ci/packages $(WORK_PACKAGES)
	swift test

lint: ## fail on layout or style that `swift format` would not accept
	swift format lint --strict --parallel --recursive $(SWIFT_SOURCES)

format: ## lay out the Swift sources
	swift format --in-place --parallel --recursive $(SWIFT_SOURCES)

golden: packages ## record the golden files; always fails, so that the diff is read
	THROUGHLINE_RECORD=1 swift test

site: release ## publish this project's own site to public/
	$(TOOL) build --source . --destination public
	@echo 'open public/index.html, or run: make serve'

serve: release ## preview the site on http://127.0.0.1:PORT (4000), rebuilding as files change
	$(TOOL) serve --source . --port $(PORT)

check: release ## report every finding in this project's own content
	$(TOOL) check --source .
	$(TOOL) list rules --check

# A plain build accepts an import that the manifest does not declare. This one does not; its exit
# code is the verdict, whatever its last line says.
checked: packages
	swift build --explicit-target-dependency-import-check error

coverage: packages ## run the suites and write .build/coverage.lcov
	swift test $(COVERAGE) --enable-code-coverage
	llvm-cov export -format=lcov -ignore-filename-regex='\.build|Tests' \
	  -instr-profile $(BUILD)/coverage/debug/codecov/default.profdata \
	  $(BUILD)/coverage/debug/throughlinePackageTests.xctest > $(BUILD)/coverage.lcov
	@echo 'wrote $(BUILD)/coverage.lcov'

# A virtual environment is made again when its list of packages changes.
$(BUILD)/acceptance-venv/.made: Tests/acceptance/requirements.txt Tests/acceptance/tools.txt
	@bash .ci/packages $(PYTHON_PACKAGES)
	python3 -m venv --clear $(BUILD)/acceptance-venv
	$(BUILD)/acceptance-venv/bin/pip install --quiet --disable-pip-version-check \
	  -r Tests/acceptance/requirements.txt
	$(BUILD)/acceptance-venv/bin/pip install --quiet --disable-pip-version-check --no-deps \
	  -r Tests/acceptance/tools.txt
	@touch $@

$(BUILD)/demonstration-venv/.made: Tests/demonstration/requirements.txt
	@bash .ci/packages $(PYTHON_PACKAGES) $(WORK_PACKAGES)
	python3 -m venv --clear $(BUILD)/demonstration-venv
	$(BUILD)/demonstration-venv/bin/pip install --quiet --disable-pip-version-check \
	  -r Tests/demonstration/requirements.txt
	@touch $@

acceptance: release $(BUILD)/acceptance-venv/.made $(BUILD)/demonstration-venv/.made ## check published sites; ONLY=nu,links runs parts
	@bash .ci/packages $(PYTHON_PACKAGES) $(BROWSER_PACKAGES) $(ALERT_PACKAGES)
	PYTHONPATH=Tests PYTHONDONTWRITEBYTECODE=1 $(BUILD)/acceptance-venv/bin/python \
	  -m acceptance --tool $(TOOL) $(if $(ONLY),--only $(ONLY))

$(BUILD)/bench-venv/.made: Tests/Benchmarks/requirements.txt
	@bash .ci/packages $(PYTHON_PACKAGES)
	python3 -m venv --clear $(BUILD)/bench-venv
	$(BUILD)/bench-venv/bin/pip install --quiet --disable-pip-version-check \
	  -r Tests/Benchmarks/requirements.txt
	@touch $@

demo: release $(BUILD)/demonstration-venv/.made ## run every workflow on a small project; RECORD=1 keeps it
	PYTHONPATH=Tests PYTHONDONTWRITEBYTECODE=1 $(BUILD)/demonstration-venv/bin/python \
	  -m demonstration --tool $(TOOL) $(if $(RECORD),--record)

sample: release $(BUILD)/acceptance-venv/.made ## generate the sample's project again, and record its tests
	PYTHONPATH=Tests PYTHONDONTWRITEBYTECODE=1 $(BUILD)/acceptance-venv/bin/python \
	  -m acceptance.sample --tool $(TOOL)

bench: release $(BUILD)/bench-venv/.made ## measure against peers and the floor; SIZE=small|medium|full
	@bash .ci/packages $(PYTHON_PACKAGES) $(BENCH_PACKAGES)
	swift build -c release --product markdown-cost
	swift build -c release --product engine-trial
	PYTHONPATH=Tests PYTHONDONTWRITEBYTECODE=1 $(BUILD)/bench-venv/bin/python \
	  -m Benchmarks --tool $(TOOL) --size $(SIZE) $(if $(ONLY),--only $(ONLY))

fuzz: packages ## mutate inputs of FUZZ_PARSERS, FUZZ_RUNS (100000) times each
	swift build -c release --product fuzz
	for parser in $(FUZZ_PARSERS); do \
	  $(BUILD)/release/fuzz $$parser $(FUZZ_RUNS) --seed $(FUZZ_SEED); \
	done

# A seed that fails is shrunk and shown; `simulate --seed N --trace` shows all of it again.
simulate: packages ## run the engine in 20,000 made-up worlds; SIZE=reduced takes 2,000
	swift build -c release --product simulate
	$(BUILD)/release/simulate --plants
	$(BUILD)/release/simulate --seeds $(SCHEDULES)

install: release ## install the program, its manual page and completions below PREFIX
	@bash .ci/layout $(TOOL) "$(DESTDIR)$(PREFIX)"

# The Swift runtime and the templates are inside the program; Debian's C libraries are not.
dist: packages ## make a tarball that runs without a Swift toolchain
	swift build -c release --product throughline --static-swift-stdlib $(STATIC)
	@bash .ci/tarball $(BUILD)/static/release/throughline $(BUILD)

clean: ## remove .build and what was published to public/
	@if [ -x $(TOOL) ]; then $(TOOL) clean --source . || true; fi
	rm -rf $(BUILD)

ci: ## what the continuous integration runs
	$(MAKE) lint
	$(MAKE) checked
	$(MAKE) test
	$(MAKE) site
	$(MAKE) check
	$(MAKE) acceptance
	$(MAKE) simulate SIZE=reduced
	$(MAKE) fuzz FUZZ_RUNS=10000
