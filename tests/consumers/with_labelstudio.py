"""Label Studio's own SDK: the configuration, each annotation and prediction validated by it, and its converter's output."""

import json
import tempfile
from pathlib import Path

from label_studio_sdk.converter import Converter
from label_studio_sdk.label_interface import LabelInterface

from common import arguments, compare, differs, expected, found, give
from formats import labelstudio, only

root, format, folder = arguments()
configuration = only(folder, ".xml").read_text("utf-8")
path = only(folder, ".json")
tasks = json.loads(path.read_text("utf-8"))

interface = LabelInterface(configuration)
interface.validate()
count = 0
for task in tasks:
    for made in task["annotations"] + task["predictions"]:
        # `validate_annotation` is this without the reasons.
        for error in interface.validate_prediction(made, return_errors=True):
            differs(f"task {task['id']}: {error}")
        count += 1
print(f"proved: {count} annotations and predictions are valid by LabelInterface")

# It notices a label that the configuration has not, and a relation that leads nowhere.
sample = next(made for task in tasks for made in task["annotations"] if any(r["type"] == "labels" for r in made["result"]))
label = json.loads(json.dumps(sample))
next(r for r in label["result"] if r["type"] == "labels")["value"]["labels"] = ["no such label"]
assert not interface.validate_annotation(label)
astray = {"type": "relation", "from_id": "x", "to_id": "y", "direction": "right"}
assert not interface.validate_annotation({"result": [*sample["result"], astray]})

# What the converter makes of it: its names of labels are those of the configuration.
documents = []
converter = Converter(configuration, project_dir=None, download_resources=False)
for item, (text, _, links), task in zip(converter.iter_from_json_file(str(path)), labelstudio(folder), tasks):
    assert item["input"]["text"] == text
    renamed = {}
    for made in task["annotations"]:
        for result in made["result"]:
            if result["type"] == "labels" and "label" in result.get("meta", {}):
                renamed[result["value"]["labels"][0]] = result["meta"]["label"]
    spans = []
    for values in item["output"].values():
        for value in values:
            if value["type"] == "Labels":
                name = value["labels"][0]
                spans.append((renamed.get(name, name), [(value["start"], value["end"])]))
    documents.append((text, spans, None))
spans, _ = found(documents)
wanted, related = expected(folder)
compare("spans, by the converter", spans, wanted)
_, links = found(labelstudio(folder))
compare("links", links, related)

if not folder.name.endswith("-wrong"):
    with tempfile.TemporaryDirectory() as out:
        for number, task in enumerate(tasks):
            (Path(out) / f"{number:03}.json").write_text(json.dumps(task), "utf-8")
        converter.convert_to_json(out, f"{out}/json")
        give(root, format, "labelstudio", "json/result.json", Path(f"{out}/json/result.json").read_text("utf-8"))
    with tempfile.TemporaryDirectory() as out:
        converter.convert_to_json_min(str(path), out, is_dir=False)
        give(root, format, "labelstudio", "json-min/result.json", Path(f"{out}/result.json").read_text("utf-8"))
