"""Hugging Face `datasets`: files whose first ten megabytes have nothing in most columns, and everything after them."""

import json
import os
import sys
import tempfile

os.environ["HF_HUB_OFFLINE"] = "1"
os.environ["HF_DATASETS_DISABLE_PROGRESS_BARS"] = "1"
home = tempfile.TemporaryDirectory(prefix="manicule-datasets-")
os.environ["HF_HOME"] = home.name

from datasets import Features, load_dataset  # noqa: E402

CHUNK = 10 << 20
FILES = {
    "native": "native/articles.jsonl",
    "huggingface": "huggingface/articles.jsonl",
    "attribution": "attribution/claims.jsonl",
    "averitec": "averitec/articles.json",
}
# Of what looks like a day `datasets` makes a moment before it is told that it is text.
DAYS = ("published", "retrieved")


def same(found, line):
    if isinstance(line, dict):
        return all(key in DAYS or same(found[key], value) for key, value in line.items())
    if isinstance(line, list):
        return len(found) == len(line) and all(same(one, other) for one, other in zip(found, line))
    return found == line


with open("features.json", encoding="utf-8") as file:
    features = json.load(file)
assert features.keys() == FILES.keys(), features.keys()
for format, path in FILES.items():
    with open(path, encoding="utf-8") as file:
        # One list is looked at as a whole; there it is columns with nothing in them that have no type.
        is_list = path.endswith(".json")
        lines = json.load(file) if is_list else [json.loads(line) for line in file]
    assert is_list or os.path.getsize(path) > CHUNK, path
    assert not is_list or all(line["label"] is None for line in lines)
    told = Features.from_dict(features[format])
    for way, rows in [
        ("features.json", load_dataset("json", data_files=path, split="train", features=told)),
        ("README.md", load_dataset(os.getcwd(), format, split="train")),
    ]:
        assert len(rows) == len(lines), (format, way, len(rows), len(lines))
        if format == "huggingface" and way == "README.md":
            # There tags are numbers with names.
            names = rows.features["ner_tags"].feature.names
            rows = [dict(row, ner_tags=[names[tag] for tag in row["ner_tags"]]) for row in rows]
        assert not is_list or rows.features["label"].dtype == "string", rows.features["label"]
        wrong = sum(not same(row, line) for row, line in zip(rows, lines))
        assert wrong == 0, f"{format}, {way}: {wrong} rows differ"
        print(f"proved: {format}, {way}: {len(rows)} rows")
# The control: without them it stops.
try:
    load_dataset("json", data_files=FILES["native"], split="train")
except Exception as error:
    print(f"control: {type(error).__name__}")
else:
    sys.exit("it loads without the types as well, so this proves nothing")
home.cleanup()
