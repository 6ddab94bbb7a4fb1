"""Each format read with Python's own library, the way its tool's documentation says it is read.

A reader gives documents: text, spans as (label, fragments), and links as (kind, number of the span it starts at, number of
the span it ends at), or None where the format has none. Words that stand in the file beside a span are held against the
text here.
"""

import csv
import hashlib
import io
import json
import re
from pathlib import Path

from common import differs, lines, only, say
from fact_checks import averitec

TOKENS = ("huggingface", "conll", "conll-bilou")


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


#: What a cell, or what another program makes a cell of, begins with that a spreadsheet would work out: marks in front of it.
FORMULAS = {
    separator: re.compile(
        "\\A'(?='*[=+\\-@\t\r\n＝＋－＠])|(?<=[" + parting + "\t\r\n])'(?=['\"]*[=+\\-@＝＋－＠])"
    )
    for separator, parting in ((",", ";"), ("\t", ",;"))
}


def rows(path, separator):
    """The rows of a table by the names of their columns, marks taken away."""
    with io.StringIO(path.read_bytes().decode("utf-8").removeprefix("\ufeff"), newline="") as file:
        for row in csv.DictReader(file, delimiter=separator, strict=True):
            yield {name: FORMULAS[separator].sub("", cell) for name, cell in row.items()}


def tables(ending, separator):
    def read(folder):
        table = lambda name: list(rows(only(folder, f"{name}.{ending}"), separator))
        texts, spans, links, numbers = {}, {}, {}, {}
        for row in table("articles"):
            key = row["document"]
            assert hashlib.sha256(row["text"].encode("utf-8")).hexdigest() == row["sha256"], key
            texts[key], spans[key], links[key], numbers[key] = row["text"], [], [], {}
        for row in table("spans"):
            key = row["document"]
            text = texts[key]
            pieces = [tuple(map(int, pair.split(" "))) for pair in row["fragments"].split(";")]
            say(text, pieces, row["text"])
            if (int(row["start"]), int(row["end"])) != (pieces[0][0], pieces[-1][1]):
                differs(f"start and end are not those of the fragments: {row}")
            wide = text.encode("utf-16-le")
            if wide[2 * int(row["start_utf16"]) : 2 * int(row["end_utf16"])].decode("utf-16-le") != text[pieces[0][0] : pieces[-1][1]]:
                differs(f"the UTF-16 pair: {row}")
            numbers[key][row["annotation"]] = len(spans[key])
            spans[key].append((row["label"], pieces))
        for row in table("relations"):
            key = row["document"]
            ends = [numbers[key][row[end]] for end in ("from", "to")]
            links[key].append((row["relation_kind"], *ends))
        claims = table("claims")
        assert claims and all(row["claim"] for row in claims)
        for row in claims:
            place = spans[row["document"]][numbers[row["document"]][row["claim_id"]]][1]
            say(texts[row["document"]], place, row["claim"])
        for key, text in texts.items():
            yield text, spans[key], links[key]

    return read


def attribution(folder):
    texts = {line["document"]: line["text"] for line in lines(only(folder, "texts.jsonl"))}
    spans, links, numbers = {key: [] for key in texts}, {key: [] for key in texts}, {key: {} for key in texts}
    claims = lines(only(folder, "claims.jsonl"))
    for claim in claims:
        key = claim["document"]
        text = texts[key]
        assert hashlib.sha256(text.encode("utf-8")).hexdigest() == claim["text_sha256"], key
        pieces = {}
        parts = [claim["source"], claim["cue"], claim["content"], *(other["fragments"] for other in claim["others"])]
        for piece in (piece for part in parts for piece in part):
            say(text, [(piece["start"], piece["end"])], piece["text"])
            pieces.setdefault(piece["span"], set()).add((piece["start"], piece["end"]))
        say(text, [(claim["context"]["start"], claim["context"]["end"])], claim["context"]["text"])
        for span in claim["spans"]:
            if span["id"] not in numbers[key]:
                numbers[key][span["id"]] = len(spans[key])
                spans[key].append((span["label"], sorted(pieces[span["id"]])))
    for claim in claims:
        key = claim["document"]
        for link in claim["links"]:
            links[key].append((link["kind"], numbers[key][claim["id"]], numbers[key][link["to"]]))
    for key, text in texts.items():
        yield text, spans[key], links[key]


def collections(folder):
    """The collections of annotations of the web, each with its folder; what is proposed stands elsewhere."""
    for path in sorted((Path(folder) / "files").rglob("*.jsonld")):
        if path.parent.name != "suggestions":
            yield path, json.loads(path.read_text("utf-8"))


def webannotation(folder):
    for path, whole in collections(folder):
        items = whole["first"]["items"]
        assert len(items) == whole["total"] and whole["first"]["partOf"] == whole["id"], path
        text = (path.parent / items[0]["target"]["id"]).read_bytes().decode("utf-8")
        bodies = lambda item, purpose: [body for body in item["body"] if body["purpose"] == purpose]
        spans, numbers = [], {}
        for item in items:
            if item["motivation"] != "tagging":
                continue
            pieces = []
            for part in item["target"].get("items", [item["target"]]):
                assert part["source"] == items[0]["target"]["id"], part
                position, quote = part["selector"]
                start, end = position["start"], position["end"]
                say(text, [(start, end)], quote["exact"])
                if text[:start][-32:] != quote["prefix"] or text[end:][:32] != quote["suffix"]:
                    differs(f"other words stand around: {part}")
                pieces.append((start, end))
            numbers[item["id"]] = len(spans)
            spans.append((bodies(item, "tagging")[0]["value"], pieces))
        links = [
            (
                bodies(item, "tagging")[0]["value"],
                numbers[bodies(item, "linking")[0]["source"]],
                numbers[item["target"]],
            )
            for item in items
            if item["motivation"] == "linking"
        ]
        yield text, spans, links


def pubannotation(folder):
    for path in sorted((Path(folder) / "files").rglob("*.json")):
        record = json.loads(path.read_text("utf-8"))
        spans, numbers = [], {}
        for denotation in record["denotations"]:
            places = denotation["span"]
            places = places if isinstance(places, list) else [places]
            numbers[denotation["id"]] = len(spans)
            spans.append((denotation["obj"], [(place["begin"], place["end"]) for place in places]))
        links = [(link["pred"], numbers[link["subj"]], numbers[link["obj"]]) for link in record["relations"]]
        assert all(attribute["subj"] in numbers for attribute in record["attributes"])
        yield record["text"], spans, links


def cas(folder):
    for path in sorted((Path(folder) / "files").glob("*.json")):
        structures = json.loads(path.read_text("utf-8"))["%FEATURE_STRUCTURES"]
        text = next(one["sofaString"] for one in structures if one["%TYPE"] == "uima.cas.Sofa")
        packed = text.encode("utf-16-le", "surrogatepass")
        place = lambda units: len(packed[:2 * units].decode("utf-16-le", "replace"))
        spans, numbers, links = [], {}, []
        for one in structures:
            if one["%TYPE"] == "webanno.custom.ManiculeSpan":
                numbers[one["%ID"]] = len(spans)
                spans.append((one["label"], [(place(one["begin"]), place(one["end"]))]))
        for one in structures:
            if one["%TYPE"] == "webanno.custom.ManiculeRelation":
                links.append((one["label"], numbers[one["@Governor"]], numbers[one["@Dependent"]]))
        yield text, spans, links


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
    "csv": tables("csv", ","),
    "tsv": tables("tsv", "\t"),
    "attribution": attribution,
    "webannotation": webannotation,
    "pubannotation": pubannotation,
    "cas": cas,
    "averitec": averitec,
}
