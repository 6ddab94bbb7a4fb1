"""mlcroissant: `croissant.json` is valid, and its records are those of the files."""

import json
import sys
from pathlib import Path

import mlcroissant

if len(sys.argv) > 1:
    # The control: a column that leads elsewhere.
    with open("croissant.json", encoding="utf-8") as file:
        whole = json.load(file)
    for field in (field for set_ in whole["recordSet"] for field in set_["field"]):
        extract = field["source"]["extract"]
        for key in extract:
            ends = {"id": "text", "$[*].annotation_id": "$[*].claim"} if sys.argv[1] == "other" else {}
            extract[key] = ends.get(extract[key], extract[key] if ends else extract[key] + "_gone")
    with open("croissant.json", "w", encoding="utf-8") as file:
        json.dump(whole, file)

dataset = mlcroissant.Dataset("croissant.json")
issues = dataset.metadata.issues
assert not issues.errors, issues.errors
for set_ in dataset.metadata.file_sets:
    # A set of files that lie beside this one: there is no archive that they would be taken out of.
    folder, _, ending = set_.includes[0].partition("*")
    files = [path for path in Path(folder).iterdir() if path.name.endswith(ending)]
    assert files and set_.description.startswith(f"{len(files)} files"), (set_.includes, set_.description, files)
    print(f"proved: {len(files)} files of {set_.includes[0]}", flush=True)
with open("croissant.json", encoding="utf-8") as file:
    sets = json.load(file)["recordSet"]
assert sets
for set_ in sets:
    path = set_["field"][0]["source"]["fileObject"]["@id"]
    with open(path, encoding="utf-8") as file:
        text = file.read()
    values = json.loads(text) if path.endswith(".json") else [json.loads(line) for line in text.split("\n") if line]
    names = {field["@id"]: field["name"] for field in set_["field"]}
    said = lambda value: value.decode("utf-8") if isinstance(value, bytes) else value
    found = [{names[key]: said(value) for key, value in record.items()} for record in dataset.records(set_["@id"])]
    wanted = [{name: value[name] for name in names.values()} for value in values]
    if found != wanted:
        first = next((pair for pair in zip(found, wanted) if pair[0] != pair[1]), (len(found), len(wanted)))
        sys.exit(f"{set_['@id']}: {first}")
    print(f"proved: {len(found)} records of {set_['@id']}", flush=True)
