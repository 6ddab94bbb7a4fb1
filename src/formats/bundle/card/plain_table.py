import csv
import re

# A whole article is longer than a cell may be unless this is said.
csv.field_size_limit(1 << 30)
for path in FILES.values():
    with open(path, encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines, delimiter=SEPARATOR):
            show(row)
