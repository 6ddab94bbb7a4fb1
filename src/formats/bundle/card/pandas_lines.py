import pandas

for path in FILES.values():
    frame = pandas.read_json(path, lines=True, dtype=False, convert_dates=False)
    for article in frame.to_dict("records"):
        show(article)
