.PHONY: help build release packages demo schema test lint format check clean

help: ## what can be made
	@sed -n 's/^\([a-z]*\):.*## /\1: /p' $(MAKEFILE_LIST)

build: ## the program, for development
	swift build --product wolkvox-etl

release: ## the program, for use: .build/release/wolkvox-etl
	bash -c 'source scripts/lib.sh && need_swift && need_zlib && build_program release'

packages: ## a Debian package and a container image: build/
	scripts/package deb oci

demo: ## five reports from the simulator to output/
	scripts/demo

schema: ## pipelines/pipeline.schema.json, after a change of keys or reports
	swift build --product wolkvox-etl
	"$$(swift build --show-bin-path)/wolkvox-etl" schema pipeline --dialect jsonschema > pipelines/pipeline.schema.json.new
	mv pipelines/pipeline.schema.json.new pipelines/pipeline.schema.json

test: ## all tests
	scripts/test

lint: ## format, scripts, links, pipeline files
	scripts/lint

format: ## formats the Swift files
	swift format --in-place --parallel -r Sources Tests Fuzzing Benchmarks/Sources Benchmarks/Package.swift Package.swift

check: ## what every change must pass
	bash .ci/run

clean: ## what builds and runs left
	swift package clean
	rm -rf .venv .venv-airflow .venv-browser .venv-engines build
	find output -mindepth 1 ! -name .gitkeep -delete
