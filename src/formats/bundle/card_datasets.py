import json
from datasets import Features, load_dataset

with open("features.json", encoding="utf-8") as file:
    features = Features.from_dict(json.load(file)["native"])
for article in load_dataset("json", data_files="articles.jsonl", split="train", features=features):
    for claim, source, cue in claims(article):
        print(f"{source} | {cue} | {claim}")
