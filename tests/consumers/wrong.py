"""The control: a copy of a format's files in which offsets count UTF-16 units where they are to count code points, or the
other way round; where there are no offsets, each document's tags move on by one token."""

import csv
import io
import json
import re
import shutil
import sys
from pathlib import Path

root, format = Path(sys.argv[1]), sys.argv[2]
source, target = root / format / "files", root / f"{format}-wrong" / "files"
shutil.copytree(source, target)
changed = 0


def utf16(text, offset):
    """The offset as UTF-16 counts it."""
    global changed
    wrong = len(text[:offset].encode("utf-16-le", "surrogatepass")) // 2
    changed += wrong != offset
    return wrong


def move(text, value, *keys):
    """The same for some keys of an object."""
    for key in keys:
        value[key] = utf16(text, value[key])


def json_lines(path, change):
    if path.suffix != ".jsonl":
        return
    values = [json.loads(line) for line in path.read_text("utf-8").split("\n") if line]
    for value in values:
        change(value)
    path.write_text("".join(json.dumps(value, ensure_ascii=False) + "\n" for value in values), "utf-8")


def on(tags):
    """Tags, each one token further; at the front nothing."""
    global changed
    changed += any(tag != "O" for tag in tags)
    return ["O", *tags[:-1]] if tags else tags


def native(path):
    def change(line):
        for span in line["spans"]:
            for piece in span["fragments"]:
                move(line["text"], piece, "start", "end")

    json_lines(path, change)


def labelstudio(path):
    if path.suffix != ".json":
        return
    tasks = json.loads(path.read_text("utf-8"))
    for task in tasks:
        for result in (result for annotation in task["annotations"] for result in annotation["result"]):
            if "start" in result.get("value", {}):
                move(task["data"]["text"], result["value"], "start", "end")
    path.write_text(json.dumps(tasks, ensure_ascii=False), "utf-8")


def doccano(path):
    def change(line):
        for label in line["label"]:
            label[:2] = [utf16(line["text"], offset) for offset in label[:2]]

    json_lines(path, change)


def doccano_relations(path):
    def change(line):
        for entity in line["entities"]:
            move(line["text"], entity, "start_offset", "end_offset")

    json_lines(path, change)


def prodigy(path):
    def change(line):
        for span in line["spans"]:
            move(line["text"], span, "start", "end")

    json_lines(path, change)


def brat(path):
    if path.suffix != ".ann":
        return
    text = path.with_suffix(".txt").read_text("utf-8")

    def change(found):
        return found[1] + re.sub(r"\d+", lambda number: str(utf16(text, int(number[0]))), found[2]) + "\t"

    rows = path.read_text("utf-8").split("\n")
    path.write_text("\n".join(re.sub(r"^(T\d+\t\S+ )([\d ;]+)\t", change, row) for row in rows), "utf-8")


def huggingface(path):
    json_lines(path, lambda line: line.update(ner_tags=on(line["ner_tags"])))


def conll(path):
    if path.suffix != ".conll":
        return
    documents = path.read_text("utf-8").split("-DOCSTART- ")
    for number, document in enumerate(documents):
        rows = [row.split(" ") for row in document.split("\n")]
        tokens = [row for row in rows[1:] if len(row) == 4]
        for row, tag in zip(tokens, on([row[3] for row in tokens])):
            row[3] = tag
        documents[number] = "\n".join(" ".join(row) for row in rows)
    path.write_text("-DOCSTART- ".join(documents), "utf-8")


def tables(path):
    separator = "," if format == "csv" else "\t"
    if not path.name.startswith("spans."):
        return
    csv.field_size_limit(1 << 30)
    read = lambda name: list(csv.reader(io.StringIO((target / name).read_bytes().decode("utf-8"), newline=""), delimiter=separator))
    articles, spans = read(f"articles.{format}"), read(path.name)
    column = articles[0].index("text")
    # A mark in front of what looks like a formula is not part of the text.
    parting = ";" if format == "csv" else ",;"
    mark = "\\A'(?='*[=+@\t\r\n＝＋－＠-])|(?<=[" + parting + "\t\r\n])'(?=['\"]*[=+@＝＋－＠-])"
    texts = {row[0]: re.sub(mark, "", row[column]) for row in articles[1:]}
    at = {name: number for number, name in enumerate(spans[0])}
    for row in spans[1:]:
        text = texts[row[0]]
        for name in ("start", "end"):
            row[at[name]] = str(utf16(text, int(row[at[name]])))
        row[at["fragments"]] = re.sub(r"\d+", lambda number: str(utf16(text, int(number[0]))), row[at["fragments"]])
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=separator).writerows(spans)
    path.write_bytes(out.getvalue().encode("utf-8"))


def attribution(path):
    if path.name != "claims.jsonl":
        return
    rows = (json.loads(line) for line in (target / "texts.jsonl").read_text("utf-8").split("\n") if line)
    texts = {row["document"]: row["text"] for row in rows}

    def change(claim):
        parts = [claim["source"], claim["cue"], claim["content"], *(other["fragments"] for other in claim["others"])]
        for piece in (piece for part in parts for piece in part):
            move(texts[claim["document"]], piece, "start", "end")

    json_lines(path, change)


def webannotation(path):
    if path.suffix != ".jsonld":
        return
    whole = json.loads(path.read_text("utf-8"))
    for item in whole["first"]["items"]:
        if item["motivation"] == "linking":
            continue
        for part in item["target"].get("items", [item["target"]]):
            if "selector" in part:
                text = (path.parent / part["source"]).read_text("utf-8")
                move(text, part["selector"][0], "start", "end")
    path.write_text(json.dumps(whole, ensure_ascii=False), "utf-8")


def pubannotation(path):
    record = json.loads(path.read_text("utf-8"))
    for denotation in record["denotations"]:
        places = denotation["span"]
        for place in places if isinstance(places, list) else [places]:
            move(record["text"], place, "begin", "end")
    path.write_text(json.dumps(record, ensure_ascii=False), "utf-8")


def cas(path):
    """Here they are to count UTF-16 units: in the control they count code points."""
    global changed
    if path.suffix != ".json" or path.parent != target:
        return
    value = json.loads(path.read_text("utf-8"))
    structures = value["%FEATURE_STRUCTURES"]
    packed = structures[0]["sofaString"].encode("utf-16-le", "surrogatepass")
    for one in structures:
        for name in ("begin", "end"):
            if name in one:
                right = one[name]
                one[name] = len(packed[:2 * right].decode("utf-16-le", "surrogatepass"))
                changed += one[name] != right
    path.write_text(json.dumps(value, ensure_ascii=False), "utf-8")


def averitec(path):
    if path.suffix != ".json":
        return
    rows = (json.loads(line) for line in path.with_name("texts.jsonl").read_text("utf-8").split("\n") if line)
    texts = {row["article"]: row["text"] for row in rows}
    records = json.loads(path.read_text("utf-8"))
    for record in records:
        for part in (record, *record["speakers"]):
            for piece in part["fragments"]:
                move(texts[record["article"]], piece, "start", "end")
    path.write_text(json.dumps(records, ensure_ascii=False), "utf-8")


def checkthat(path):
    """What is said of a sentence is said of the next one."""
    global changed
    if path.name.endswith(".ids.tsv"):
        return
    head, *rows = [row.split("\t") for row in path.read_bytes().decode("utf-8").split("\n") if row]
    classes = [row[2] for row in rows]
    for row, class_ in zip(rows, ["No", *classes[:-1]]):
        changed += row[2] != class_
        row[2] = class_
    path.write_bytes("".join("\t".join(row) + "\n" for row in [head, *rows]).encode("utf-8"))


def claimreview(path):
    """Claims that lost their first character."""
    global changed
    first = re.compile(r'("(?:claimReviewed|text)":")(?:\\u[0-9a-f]{4}|\\.|[^"\\])')
    text, count = first.subn(r"\1", path.read_bytes().decode("utf-8"))
    changed += count
    path.write_bytes(text.encode("utf-8"))


CHANGES = {
    "native": native,
    "labelstudio": labelstudio,
    "doccano": doccano,
    "doccano-relations": doccano_relations,
    "prodigy": prodigy,
    "brat": brat,
    "huggingface": huggingface,
    "conll": conll,
    "conll-bilou": conll,
    "csv": tables,
    "tsv": tables,
    "attribution": attribution,
    "webannotation": webannotation,
    "pubannotation": pubannotation,
    "cas": cas,
    "averitec": averitec,
    "checkthat": checkthat,
    "claimreview": claimreview,
}

for path in sorted(target.rglob("*")):
    if path.is_file():
        CHANGES[format](path)
assert changed, f"nothing of {format} was changed"
