"""Validates events of OpenLineage, one a line on stdin, against the schemas of the specification, each facet against its
own, and reads them with the classes of OpenLineage's client. Prints what is wrong, and ends with 1 then."""
import json
import pathlib
import sys

from jsonschema import Draft202012Validator
from openlineage.client import event_v2
from referencing import Registry, Resource

schemas = [json.loads(path.read_text()) for path in (pathlib.Path(__file__).parent / "openlineage").glob("*.json")]
registry = Registry().with_resources([(schema["$id"], Resource.from_contents(schema)) for schema in schemas])
core = next(schema["$id"] for schema in schemas if schema["$id"].endswith("/OpenLineage.json"))
mistakes = []


def check(reference, value, place):
    validator = Draft202012Validator(
        {"$schema": "https://json-schema.org/draft/2020-12/schema", "$ref": reference}, registry=registry,
        format_checker=Draft202012Validator.FORMAT_CHECKER)
    mistakes.extend(f"{place}: {error.message}" for error in validator.iter_errors(value))


def check_facets(owner, keys, place):
    for key in keys:
        for name, facet in owner.get(key, {}).items():
            check(facet["_schemaURL"], facet, f"{place}.{name}")


count = 0
for number, line in enumerate(sys.stdin, 1):
    event = json.loads(line)
    count += 1
    check(f"{core}#/$defs/RunEvent", event, f"line {number}")
    check_facets(event["run"], ["facets"], f"line {number}: run")
    check_facets(event["job"], ["facets"], f"line {number}: job")
    for dataset in event["inputs"] + event["outputs"]:
        check_facets(dataset, ["facets", "inputFacets", "outputFacets"], f"line {number}: {dataset['name']}")
    event_v2.RunEvent(
        eventType=event_v2.RunState[event["eventType"]], eventTime=event["eventTime"], producer=event["producer"],
        run=event_v2.Run(**event["run"]), job=event_v2.Job(**event["job"]),
        inputs=[event_v2.InputDataset(**dataset) for dataset in event["inputs"]],
        outputs=[event_v2.OutputDataset(**dataset) for dataset in event["outputs"]])
if count == 0:
    mistakes.append("there is no event")
print("\n".join(mistakes))
sys.exit(1 if mistakes else 0)
