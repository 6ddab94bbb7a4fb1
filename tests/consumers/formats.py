"""Each format read with Python's own library, the way its tool's documentation says it is read.

A reader gives documents: text, spans as (label, fragments), and links as (kind, number of the span it starts at, number of
the span it ends at), or None where the format has none. Words that stand in the file beside a span are held against the
text here.
"""

import csv
import io
import json
import re
from pathlib import Path

from common import differs, lines

TOKENS = ("huggingface", "conll", "conll-bilou")


def only(folder, *endings):
    """The file of a format with the first of these endings that one has."""
    paths = [path for path in sorted((Path(folder) / "files").rglob("*")) if path.is_file()]
    for ending in endings:
        found = [path for path in paths if path.name.endswith(ending)]
        if found:
            assert len(found) == 1, [path.name for path in found]
            return found[0]
    raise AssertionError(f"no {endings} in {[path.name for path in paths]}")


def say(text, fragments, words, joined=" "):
    """The words that a file itself says a span has."""
    cut = joined.join(text[start:end] for start, end in fragments)
    if cut != words:
        differs(f"the file says {words!r}, its offsets {cut!r}")


def native(folder):
    for line in lines(only(folder, ".jsonl")):
        spans = line["spans"]
        numbers = {span["id"]: number for number, span in enumerate(spans)}
        pairs = lambda span: [(piece["start"], piece["end"]) for piece in span["fragments"]]
        for span in spans:
            for piece, place in zip(span["fragments"], pairs(span)):
                say(line["text"], [place], piece["text"])
        links = [(link["label"], numbers.get(link["from"]), numbers.get(link["to"])) for link in line["relations"]]
        yield line["text"], [(span["label"], pairs(span)) for span in spans], links


def labelstudio(folder):
    for task in json.loads(only(folder, ".json").read_text("utf-8")):
        spans, numbers, links = [], {}, []
        for annotation in task["annotations"]:
            for result in annotation["result"]:
                if result["type"] == "labels":
                    value = result["value"]
                    numbers[result["id"]] = len(spans)
                    label = result.get("meta", {}).get("label", value["labels"][0])
                    place = (value["start"], value["end"])
                    say(task["data"]["text"], [place], value["text"])
                    spans.append((label, [place]))
            for result in annotation["result"]:
                if result["type"] == "relation":
                    assert result["direction"] == "right", result
                    kind = result.get("meta", {}).get("label", result["labels"][0])
                    links.append((kind, numbers.get(result["from_id"]), numbers.get(result["to_id"])))
        yield task["data"]["text"], spans, links


def doccano(folder):
    for line in lines(only(folder, ".jsonl")):
        yield line["text"], [(label, [(start, end)]) for start, end, label in line["label"]], None


def doccano_relations(folder):
    for line in lines(only(folder, ".jsonl")):
        spans, numbers = [], {}
        for entity in line["entities"]:
            numbers[entity["id"]] = len(spans)
            spans.append((entity["label"], [(entity["start_offset"], entity["end_offset"])]))
        links = [(link["type"], numbers[link["from_id"]], numbers[link["to_id"]]) for link in line["relations"]]
        yield line["text"], spans, links


def prodigy(folder):
    for line in lines(only(folder, ".jsonl")):
        for token in line["tokens"]:
            assert line["text"][token["start"] : token["end"]] == token["text"], token
        spans, numbers = [], {}
        for span in line["spans"]:
            first, last = line["tokens"][span["token_start"]], line["tokens"][span["token_end"]]
            if (first["start"], last["end"]) != (span["start"], span["end"]):
                differs(f"not at its tokens: {span}")
            numbers[span["id"]] = len(spans)
            spans.append((span["label"], [(span["start"], span["end"])]))
        links = []
        for link in line["relations"]:
            for end, token in (("head_span", "head"), ("child_span", "child")):
                assert link[end]["token_end"] == link[token], link
            links.append((link["label"], numbers[link["head_span"]["id"]], numbers[link["child_span"]["id"]]))
        yield line["text"], spans, links


def brat_names(folder):
    """What names were before brat's rules changed them: comments of the configuration say it."""
    names = {}
    for line in only(folder, "annotation.conf").read_text("utf-8").split("\n"):
        parts = line.removeprefix("# ").split("\t")
        if line.startswith("# ") and len(parts) >= 3:
            names[(parts[0], parts[-2])] = json.loads(parts[-1])
    return lambda of, name: names.get((of, name), name)


BRAT_SPAN = re.compile(r"(T\d+)\t(\S+) (\d+ \d+(?:;\d+ \d+)*)\t(.*)")
BRAT_LINK = re.compile(r"R\d+\t(\S+) Arg1:(T\d+) Arg2:(T\d+)")


def brat(folder):
    name = brat_names(folder)
    for path in sorted((Path(folder) / "files").rglob("*.ann")):
        text = path.with_suffix(".txt").read_bytes().decode("utf-8")
        spans, numbers, links = [], {}, []
        rows = path.read_bytes().decode("utf-8").split("\n")
        for row in rows:
            found = BRAT_SPAN.fullmatch(row)
            assert found or not row.startswith("T"), row
            if found:
                pieces = [tuple(map(int, pair.split())) for pair in found[3].split(";")]
                numbers[found[1]] = len(spans)
                say(text, pieces, found[4])
                spans.append((name("label", found[2]), pieces))
        for row in rows:
            found = BRAT_LINK.match(row)
            if found:
                links.append((name("relation", found[1]), numbers[found[2]], numbers[found[3]]))
        yield text, spans, links


def columns(path, **dialect):
    with io.StringIO(path.read_bytes().decode("utf-8").removeprefix("\ufeff"), newline="") as file:
        yield from csv.DictReader(file, strict=True, **dialect)


def tagged(folder, format):
    """Documents of tokens and tags."""
    if format == "huggingface":
        for line in lines(only(folder, ".jsonl")):
            assert len(line["tokens"]) == len(line["ner_tags"]), line
            yield line["tokens"], line["ner_tags"]
        return
    tokens, tags, begun = [], [], False
    for row in only(folder, ".conll").read_text("utf-8").split("\n"):
        if row.startswith("-DOCSTART- "):
            if begun:
                yield tokens, tags
            tokens, tags, begun = [], [], True
        elif row.strip():
            parts = row.split(" ")
            assert len(parts) == 4, row
            tokens.append(parts[0])
            tags.append(parts[3])
    yield tokens, tags


def entities(tokens, tags):
    """Entities of tags in IOB2 or BILOU, by plain reading; a tag that cannot stand where it stands ends the check."""
    found, label = [], None
    closes = any(tag[0] in "LU" and tag != "O" for tag in tags)
    for token, tag, following in zip(tokens, tags, [*tags[1:], "O"]):
        if tag == "O":
            assert label is None or not closes, tags
            label = None
            continue
        prefix, name = tag.split("-", 1)
        if prefix in "BU":
            found.append([name, token])
            label = name
        else:
            assert prefix in "IL" and name == label, (prefix, name, label)
            found[-1][1] += token
        if prefix in "LU":
            label = None
    return [tuple(entity) for entity in found]


READERS = {
    "native": native,
    "labelstudio": labelstudio,
    "doccano": doccano,
    "doccano-relations": doccano_relations,
    "prodigy": prodigy,
    "brat": brat,
}
