"""What fact-checkers read: claims with their words, some with places.

A reader of claims with places gives documents as those of `formats.py` do; the others give words, counted."""

import csv
import hashlib
import json
from collections import Counter
from pathlib import Path

from common import lines, only, say


def averitec(folder, records=None):
    texts = {line["article"]: line["text"] for line in lines(only(folder, "texts.jsonl"))}
    spans, links, numbers = {key: [] for key in texts}, {key: [] for key in texts}, {key: {} for key in texts}
    records = records if records is not None else json.loads(only(folder, ".json").read_text("utf-8"))

    def put(key, id_, label, fragments):
        pieces = [(piece["start"], piece["end"]) for piece in fragments]
        for piece, place in zip(fragments, pieces):
            say(texts[key], [place], piece["text"])
        if id_ not in numbers[key]:
            numbers[key][id_] = len(spans[key])
            spans[key].append((label, pieces))

    for record in records:
        key = record["article"]
        assert hashlib.sha256(texts[key].encode("utf-8")).hexdigest() == record["text_sha256"], key
        assert record["label"] in VERDICTS, record["label"]
        put(key, record["annotation_id"], record["annotation_label"], record["fragments"])
        say(texts[key], [(piece["start"], piece["end"]) for piece in record["fragments"]], record["claim"])
        for speaker in record["speakers"]:
            put(key, speaker["id"], speaker["label"], speaker["fragments"])
    for record in records:
        key = record["article"]
        for speaker in record["speakers"]:
            links[key].append(("source", numbers[key][record["annotation_id"]], numbers[key][speaker["id"]]))
    for key, text in texts.items():
        yield text, spans[key], links[key]


#: What the dataset has for a verdict; where nobody gave one it is not there.
VERDICTS = ("Supported", "Refuted", "Not Enough Evidence", "Conflicting Evidence/Cherrypicking", None)


def one_space(words):
    return " ".join(words.split())


def checkthat(folder):
    """The sentences that have a claim, as the scorers of the labs read them."""
    path = next(path for path in (Path(folder) / "files").iterdir() if path.name == "articles.tsv")
    with open(path, encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    assert all(row.keys() == {"Sentence_id", "Text", "class_label"} for row in rows), rows[0]
    assert {row["class_label"] for row in rows} == {"Yes", "No"}
    assert len({row["Sentence_id"] for row in rows}) == len(rows)
    return Counter(one_space(row["Text"]) for row in rows if row["class_label"] == "Yes")


def reviewed(nodes):
    """The words of claims and of reviews of claims."""
    for node in nodes:
        claim = node["itemReviewed"] if node["@type"] == "ClaimReview" else node
        assert claim["@type"] == "Claim" and claim["appearance"]["@type"] == "Article", node
        assert node.get("claimReviewed", claim["text"]) == claim["text"], node
        assert node["@type"] != "ClaimReview" or node["reviewRating"]["alternateName"], node
        yield one_space(claim["text"])


def claimreview(folder):
    graph = json.loads(only(folder, ".jsonld").read_text("utf-8"))
    assert graph["@context"] == "https://schema.org"
    return Counter(reviewed(graph["@graph"]))


#: Formats that have words alone, with what stands between the parts of a claim.
WORDS = {"checkthat": (checkthat, " "), "claimreview": (claimreview, " … ")}
