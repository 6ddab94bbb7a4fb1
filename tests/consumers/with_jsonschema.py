"""The native format, with the published schema and `jsonschema`."""

import json
from pathlib import Path

from jsonschema import Draft202012Validator

from common import arguments, compare, differs, expected, found, lines
from formats import only, native

root, format, folder = arguments()
schema = json.loads((Path(__file__).parents[2] / "docs" / "native.schema.json").read_text("utf-8"))
Draft202012Validator.check_schema(schema)
validator = Draft202012Validator(schema)
count = 0
for line in lines(only(folder, ".jsonl")):
    for error in validator.iter_errors(line):
        differs(f"{error.json_path}: {error.message}")
    # It notices what is missing.
    less = {key: value for key, value in line.items() if key != "offset_unit"}
    assert not validator.is_valid(less)
    count += 1
print(f"proved: {count} lines are as the published schema says")
spans, links = found(native(folder))
wanted, related = expected(folder)
compare("spans", spans, wanted)
compare("links", links, related)
