import json
from datasets import Features, load_dataset

with open("features.json", encoding="utf-8") as file:
    features = Features.from_dict(json.load(file)[FORMAT])
for name, path in FILES.items():
    for article in load_dataset("json", data_files={name: path}, split=name, features=features):
        show(article)
