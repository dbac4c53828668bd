# Everything that a developer, a user who tries Tidegauge out, or CI does. "make help" lists it.
SHELL := /bin/bash
.DEFAULT_GOAL := help

MVN ?= mvn -B -ntp
PORT ?= 10049
DATA ?= ../shared/data
EXPORTER := exporter/target/tidegauge-exporter.jar
DEMO := examples/demo/target/tidegauge-demo.jar
# Every spec whose rules, runbooks and dashboards are committed.
SPECS := examples/bank-marketing/bank-marketing.yaml examples/bike-sharing/bike-sharing.yaml \
  examples/compose/models/loan-approval.yaml examples/credit-risk/credit-risk.yaml
# The heap and collector that the programs are shipped with: see README, "Footprint".
JAVA_FLAGS ?= -Xmx64m -Xmn10m -XX:+UseSerialGC -XX:TieredStopAtLevel=1

.PHONY: help
help: ## lists the targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 16

.PHONY: build
build: ## builds the programs, without tests
	$(MVN) -q package -DskipTests

.PHONY: test
test: tools ## installs the tools that tests need where it can, then runs every test
	$(MVN) verify

.PHONY: tools
tools: ## installs the tools that tests need (Debian, as root; says what is missing elsewhere)
	@.ci/tools

.PHONY: demo
demo: build ## runs a live credit-risk service with incidents, and the exporter beside it
	java -jar $(DEMO) --port=$(PORT)

.PHONY: demo-bank
demo-bank: build ## replays a real term-deposit campaign of 2008, an hour in a second
	examples/bank-marketing/replay $(DATA) $(PORT)

.PHONY: demo-bike
demo-bike: build ## replays a real bike-rental service of 2012, an hour in a second
	examples/bike-sharing/replay $(DATA) $(PORT)

.PHONY: bench
bench: ## measures speed and memory in twenty minutes, beside other ways, and writes docs/benchmarks.md
	@.ci/tools bench
	$(MVN) -q -pl exporter -am -DskipTests package dependency:copy-dependencies \
	  -DincludeScope=test -DoutputDirectory=$(CURDIR)/build/bench-lib
	JAVA_FLAGS="$(JAVA_FLAGS)" .ci/bench

.PHONY: false-alarms
false-alarms: ## measures how often drift scores are over their noise without drift; prints the tables of docs/false-alarms.md
	$(MVN) -q -pl core -am -DskipTests package dependency:build-classpath -Dmdep.outputFile=$(CURDIR)/build/core.classpath
	@java -cp core/target/test-classes:core/target/classes:$$(cat build/core.classpath) io.tidegauge.statistics.FalseAlarms

.PHONY: calibration
calibration: ## measures what calibrated limits of drift cost and find, in half an hour; prints the tables of docs/calibration.md
	$(MVN) -q -pl core -am -DskipTests package dependency:build-classpath -Dmdep.outputFile=$(CURDIR)/build/core.classpath
	@java -cp core/target/test-classes:core/target/classes:$$(cat build/core.classpath) io.tidegauge.calibration.CalibrationMeasured

.PHONY: docs
docs: build ## writes the metric reference and the JSON Schemas anew
	java -jar rulegen/target/tidegauge-rulegen.jar docs

.PHONY: rules
rules: build ## writes the examples' rules, rule tests, runbooks and dashboards anew
	java -jar rulegen/target/tidegauge-rulegen.jar generate $(SPECS)

.PHONY: pictures
pictures: tools ## takes the README's pictures: in eight minutes, of the demo and a Prometheus beside it
	$(MVN) -q package -pl end-to-end -am -Dtest=Pictures -Dsurefire.failIfNoSpecifiedTests=false -Djacoco.skip

.PHONY: format
format: ## formats the code
	$(MVN) -q spotless:apply

.PHONY: clean
clean: ## removes what was built
	$(MVN) -q clean
	rm -rf build
