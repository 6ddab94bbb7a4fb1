import pandas

frame = pandas.read_json("articles.jsonl", lines=True, dtype=False, convert_dates=False)
for article in frame.to_dict("records"):
    for claim, source, cue in claims(article):
        print(f"{source} | {cue} | {claim}")
