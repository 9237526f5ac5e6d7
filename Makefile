# Everything that a person or a CI job does with this repository; `make help` lists it.
SHELL := /bin/bash
.DEFAULT_GOAL := help

HALLMARK := .build/debug/hallmark

.PHONY: help setup build demo test lint sdk-check bench

help: ## List the targets
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "make %-12s %s\n", $$1, $$2}'

setup: ## Install the C libraries that are missing
	@.ci/setup

build: setup ## Build the tool (debug)
	@swift build --product hallmark

demo: build ## Run all contracts against the embedded emulator; reports go to reports/
	@$(HALLMARK) run Contracts

test: setup ## Run the tests
	@swift test

lint: build ## Check the format of the sources and the contracts
	@swift format lint --strict --recursive Package.swift Sources Tests
	@$(HALLMARK) lint Contracts

sdk-check: setup ## Drive the emulator with the vendor's own SDK for Python
	@Tests/SDKCheck/run

bench: setup ## Measure speed beside programs in C (release build); see Tests/Bench
	@Tests/Bench/run
