from datasets import load_dataset

for article in load_dataset("json", data_files="articles.jsonl", split="train"):
    for claim, source, cue in claims(article):
        print(f"{source} | {cue} | {claim}")
