import csv
import re

for path in FILES.values():
    with open(path, encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines, delimiter=SEPARATOR):
            show(row)
