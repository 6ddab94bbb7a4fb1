import json

for path in FILES.values():
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            show(json.loads(line))
