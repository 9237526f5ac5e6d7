# Everything that a person or a CI job does with this repository; `make help` lists it.
SHELL := /bin/bash
.DEFAULT_GOAL := help

HALLMARK := .build/debug/hallmark

.PHONY: help setup build demo test lint prove fuzz hostile-check sanitize sdk-check kill-check browser-check bench harness-mutants

help: ## List the targets
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "make %-12s %s\n", $$1, $$2}'

setup: ## Install the C libraries that are missing
	@.ci/setup

build: setup ## Build the tool (debug)
	@swift build --product hallmark

demo: build ## Run the contracts of private modules on the embedded emulator; reports go to reports/
	@$(HALLMARK) run Contracts/rfs/private-modules

test: setup ## Run the tests
	@swift test

lint: build ## Check the format of the sources and the contracts
	@swift format lint --strict --recursive Package.swift Sources Tests
	@$(HALLMARK) lint Contracts

sdk-check: setup ## Drive the emulator with the vendor's own SDK for Python
	@Tests/SDKCheck/run

bench: setup ## Measure speed beside programs in C (release build); see Tests/Bench/BENCH.md
	@Tests/Bench/run

prove: release ## Break the emulator in every documented way, and see each break caught (release build); matrix in reports/
	@$(RELEASE) prove Contracts

harness-mutants: setup ## Break the harness on purpose, one place at a time, and see the tests notice (slow)
	@Tests/harness-mutants

fuzz: setup ## Fuzz the readers for ten minutes each (release build)
	@swift run -c release fuzz --seconds 600

hostile-check: build ## Run contracts against servers that lie, stall and attack, and clients like that against the emulator
	@python3 Tests/Hostile/check.py
	@python3 Tests/Hostile/clients.py

# One test at a time: limits of time are for one that has the machine to itself, and all are slow here.
sanitize: setup ## Run the tests with the address and the thread sanitizer
	@LSAN_OPTIONS=suppressions=$(CURDIR)/Tests/leaks.suppressions swift test --no-parallel --sanitize=address --scratch-path .build-address
	@TSAN_OPTIONS=suppressions=$(CURDIR)/Tests/races.suppressions swift test --no-parallel --sanitize=thread --scratch-path .build-thread

kill-check: build ## Kill runs and emulators at random points, and see that nothing is lost or left behind
	@Tests/Kill/run-kills.sh 30
	@python3 Tests/Kill/emulator-kills.py
	@Tests/Kill/history-kills.sh 40
	@Tests/Kill/full-disk.sh

browser-check: build ## Click through the HTML report in a headless Chromium
	@Tests/Browser/run

include .ci/packaging/package.mk
