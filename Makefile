# Each target says what it is for; `make` alone lists them. `make demo` and `make test` need nothing before them.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help

.PHONY: help demo test check fmt docs build bench clean packages faults deb

help: ## List these targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-8s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

demo: build ## Run the sample campaign through a real daemon: dropped files, ranked targets, a map
	@packaging/demo

test: packages ## Build everything and run all tests
	@echo "Building and testing (about 10 minutes the first time on two cores, 1 to 3 minutes later)"
	swift build --build-tests
	swift test --skip-build

check: build ## Check format, import table, kernel tiers, the operations page and README's commands
	.ci/check-format
	.ci/check-imports --self-test
	.ci/check-imports
	.ci/check-tiers
	.ci/check-operations
	.ci/check-readme

faults: build ## Kill, starve and corrupt a real daemon in every way, and drop the hostile corpus on it (hours)
	Tests/faults/faults.py --programs .build/release --all --jobs $$(( 4 * $$(nproc) ))
	Tests/HostileCorpus/run.py --programs .build/release

deb: packages ## Build the Debian package, and try it under a real systemd where that can be had
	packaging/build-package
	lintian --fail-on error .build-package/gossan_*.deb
	packaging/test-package .build-package/gossan_*.deb || [ $$? -eq 77 ]

fmt: ## Write every Swift file as .swift-format says
	swift format --in-place --parallel --configuration .swift-format --recursive Package.swift Sources Tests

docs: build ## Write docs/operations.md from the registry of operations
	.build/release/gossan-worker catalog --markdown >docs/operations.md

build: packages ## Build the three programs for release
	@echo "Building for release (about 10 minutes the first time on two cores, seconds later)"
	swift build --configuration release

bench: build ## Measure kernels, gridding, models and targets beside their peers (WRITE=1 writes Benchmarks/RESULTS.md)
	Benchmarks/run $(if $(WRITE),--write)

clean: ## Remove what was built and the demo's campaign
	swift package clean
	rm -rf demo .build-package .build-static

packages:
	@packaging/install-packages
