# make help

SHELL := /bin/bash
.DEFAULT_GOAL := help
.NOTPARALLEL:

ENV := . hack/env.sh
MVN := $(ENV); use_jdk; nice mvn -B
OPERATOR := target/quarkus-app/quarkus-run.jar
REPEAT ?= 1
UNDER_TEST = -Doperator.image=$$IMAGE $(if $(BINARY),-Doperator.binary=$(BINARY))
SOURCES := $(shell find pom.xml src/main charts/*/files/crd.yaml -type f 2>/dev/null)

.PHONY: help
help: ## this list
	@awk -F ':.*## ' '/^##@/ {print substr($$0, 4) ":"} \
	  /^[a-z0-9-]+:.*## / {printf "  make %-14s %s\n", $$1, $$2}' $(MAKEFILE_LIST)
	@echo " Variables:"
	@echo "  CLUSTER=local    the project's own cluster in CLUSTER_DIR (Linux, root; default)"
	@echo "  CLUSTER=current  the cluster of KUBECONFIG and its current context: kind, k3d, yours"
	@echo "  NODES=1..3       nodes of the project's own cluster"
	@echo "  REPEAT=n         rounds of test-chaos (1)"
	@echo "  KILLS=n          losses of the primary in a row in bench (10)"
	@echo "  IMAGE=...        name of the operator's image"
	@echo "  BINARY=...       a native binary: the image is made of it, and e2e runs it as a process, too"
	@echo "  SEEDS=100000     histories that make simulate runs"

##@ Use

.PHONY: demo
demo: cluster build image install ## from nothing to a replicating Redis, with what to try next
	@bash hack/demo.sh

.PHONY: run
run: build cluster ## the operator on this machine against the cluster, without an image
	@bash hack/run.sh

##@ Build and test

.PHONY: build
build: $(OPERATOR) ## the operator and its manifests into target/, when sources changed

$(OPERATOR): $(SOURCES)
	@bash hack/tools.sh build
	@echo "building the operator"
	@$(MVN) -q package -Dmaven.test.skip
	@touch $@

.PHONY: native
native: ## the operator as a binary, target/*-runner: needs GraalVM, Mandrel or a container engine
	@bash hack/tools.sh build
	@$(MVN) -q package -Dnative -Dmaven.test.skip

.PHONY: test
test: lint test-unit test-e2e test-install ## everything but test-olm

.PHONY: test-unit
test-unit: ## format check, unit tests, packaging: no cluster needed
	@bash hack/tools.sh test
	@bash hack/validators.sh
	@$(MVN) verify
	@touch $(OPERATOR)

.PHONY: test-e2e
test-e2e: export NODES ?= 2
test-e2e: cluster build image install ## scenarios on the cluster
	@bash hack/validators.sh
	@$(MVN) test surefire:test@rights -Pe2e $(UNDER_TEST)

.PHONY: test-install
test-install: export NODES ?= 2
test-install: cluster build image install ## each way to install and remove it, on the cluster
	@bash hack/validators.sh
	@$(MVN) test -Pinstall $(UNDER_TEST)

.PHONY: test-native
test-native: native ## test-e2e with the native binary
	@binary=$$(ls target/*-runner) && $(MAKE) --no-print-directory test-e2e BINARY="$$binary"

.PHONY: test-olm
test-olm: export NODES ?= 2
test-olm: cluster build image ## the bundle through OLM; removes what `make install` made
	@$(ENV); trap 'bash hack/olm/down.sh' EXIT; bash hack/olm/up.sh; $(MVN) test -Polm

.PHONY: test-chaos
test-chaos: export NODES ?= 2
test-chaos: cluster build image install ## every scenario, REPEAT=n times
	@bash hack/validators.sh
	@for i in $$(seq $(REPEAT)); do echo "== round $$i of $(REPEAT)"; $(MVN) test -Pchaos || exit 1; done

SEEDS ?= 100000
FIRST ?= 0

.PHONY: simulate
simulate: ## SEEDS=1000000 histories of failures, simulated, from seed FIRST=0 on
	@bash hack/tools.sh build
	@$(MVN) -q test-compile
	@$(ENV); use_jdk; nice java -cp target/classes:target/test-classes \
	  io.redisreplication.topology.simulation.Simulate $(SEEDS) $(FIRST)

.PHONY: mutations
mutations: ## takes rules away, one at a time: the simulation or a unit test must notice
	@bash hack/tools.sh test
	@$(ENV); use_jdk; nice bash hack/mutations.sh

.PHONY: bench
bench: export NODES ?= 2
bench: cluster build image install ## times and sizes, as a table (docs/performance.md)
	@$(MVN) test -Pbench

.PHONY: artefacts
artefacts: build ## writes the committed copies in install/, bundle/, charts/ anew
	@$(MVN) -q test-compile surefire:test@artefacts -Dtest=ArtefactsTest -Dartefacts.update=true

.PHONY: lint
lint: ## shellcheck of all scripts
	@bash hack/tools.sh test
	@find hack src .ci -name '*.sh' -o -path .ci/run | xargs shellcheck
	@echo "shellcheck: no findings"

.PHONY: format
format: ## formats the Java sources
	@bash hack/tools.sh build
	@$(MVN) spotless:apply

.PHONY: clean
clean: ## removes target/
	rm -rf target

##@ Cluster

.PHONY: cluster
cluster: ## starts the project's own cluster, or checks that the current one answers
	@$(ENV); if [ $$CLUSTER = local ]; then bash hack/cluster/up.sh; else kubectl version; fi

.PHONY: cluster-down
cluster-down: ## removes the project's own cluster and its data; built programs are kept
	@$(ENV); if [ $$CLUSTER = local ]; then bash hack/cluster/down.sh --wipe; else echo "not ours to remove"; fi

.PHONY: image
image: build cluster ## the operator's image, into the cluster
	@bash hack/image.sh

.PHONY: install
install: build ## the CRD and the operator, into the cluster
	@bash hack/install.sh

.PHONY: uninstall
uninstall: ## the reverse of install
	@bash hack/install.sh --remove
