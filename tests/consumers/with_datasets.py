"""Hugging Face `datasets`: files loaded as they are, and token labels as `ClassLabel`."""

import json
import os
import tempfile
from collections import Counter

os.environ["HF_HUB_OFFLINE"] = "1"
os.environ["HF_DATASETS_DISABLE_PROGRESS_BARS"] = "1"
home = tempfile.TemporaryDirectory(prefix="manicule-datasets-")
os.environ["HF_HOME"] = home.name

from datasets import ClassLabel, Features, load_dataset  # noqa: E402

from common import arguments, compare, compare_tokens, expected, found, give  # noqa: E402
from formats import averitec as averitec_documents  # noqa: E402
from formats import entities, only  # noqa: E402

root, format, folder = arguments()
path = str(only(folder, ".jsonl"))


def native():
    rows = load_dataset("json", data_files=path, split="train")

    def documents():
        for row in rows:
            spans = [(s["label"], [(p["start"], p["end"]) for p in s["fragments"]]) for s in row["spans"]]
            numbers = {span["id"]: number for number, span in enumerate(row["spans"])}
            links = [(r["label"], numbers.get(r["from"]), numbers.get(r["to"])) for r in row["relations"]]
            yield row["text"], spans, links

    spans, links = found(documents())
    wanted, related = expected(folder)
    compare("spans", spans, wanted)
    compare("links", links, related)


def huggingface():
    plain = load_dataset("json", data_files=path, split="train")
    features = Features.from_dict(json.loads(only(folder, "features.json").read_text("utf-8")))
    rows = load_dataset("json", data_files=path, split="train", features=features)
    label = rows.features["ner_tags"].feature
    assert isinstance(label, ClassLabel) and rows.column_names == plain.column_names

    def documents():
        for row in rows:
            tags = label.int2str(row["ner_tags"]) if row["ner_tags"] else []
            yield "".join(row["tokens"]), Counter(entities(row["tokens"], tags))

    compare_tokens("spans, as ClassLabel", documents(), folder)
    if not folder.name.endswith("-wrong"):
        with tempfile.TemporaryDirectory() as out:
            plain.to_json(f"{out}/tokens.jsonl", force_ascii=False)
            with open(f"{out}/tokens.jsonl", encoding="utf-8") as file:
                give(root, format, "datasets", "to_json/tokens.jsonl", file.read())


def averitec():
    rows = load_dataset("json", data_files=str(only(folder, ".json")), split="train")
    spans, links = found(averitec_documents(folder, list(rows)))
    wanted, related = expected(folder)
    compare("spans", spans, wanted)
    compare("links", links, related)
    if not folder.name.endswith("-wrong"):
        # What it writes itself is lines; the texts go with them.
        with tempfile.TemporaryDirectory() as out:
            rows.to_json(f"{out}/claims.jsonl", force_ascii=False)
            with open(f"{out}/claims.jsonl", encoding="utf-8") as file:
                give(root, format, "datasets", "to_json/claims.jsonl", file.read())
        give(root, format, "datasets", "to_json/texts.jsonl", only(folder, "texts.jsonl").read_text("utf-8"))


{"native": native, "huggingface": huggingface, "averitec": averitec}[format]()
home.cleanup()
