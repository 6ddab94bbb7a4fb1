import re
import pandas

for path in FILES.values():
    frame = pandas.read_csv(path, sep=SEPARATOR, dtype=str, keep_default_na=False)
    for row in frame.to_dict("records"):
        show(row)
