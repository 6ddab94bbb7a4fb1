import json

with open("articles.jsonl", encoding="utf-8") as lines:
    for line in lines:
        for claim, source, cue in claims(json.loads(line)):
            print(f"{source} | {cue} | {claim}")
