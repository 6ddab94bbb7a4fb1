#!/usr/bin/env python3
"""Checks this bundle: every file against its sum, every offset against its words.

Needs Python 3.8 or later and nothing else: python3 check.py [folder]
Prints file, line and reason of each difference, and ends with 1 if there is any.
"""
import csv
import hashlib
import io
import json
import os
import re
import sys

FOLDER = os.path.abspath(sys.argv[1] if len(sys.argv) > 1 else os.path.dirname(os.path.abspath(__file__)))
MOST = 50
csv.field_size_limit(1 << 30)


class Report:
    def __init__(self):
        self.checked = 0
        self.wrong = 0

    def differs(self, path, line, why):
        self.wrong += 1
        if self.wrong <= MOST:
            print(f"{path}:{line}: {why}")
        elif self.wrong == MOST + 1:
            print("... and more")

    def words(self, path, line, found, expected):
        self.checked += 1
        if found != expected:
            self.differs(path, line, f"{found!r} stands there, not {expected!r}")


class Text:
    """A text that is cut in the unit that a format counts in."""

    def __init__(self, text):
        self.text = text
        self.packed = {}

    def cut(self, start, end, unit):
        if not (isinstance(start, int) and isinstance(end, int) and 0 <= start <= end):
            return None
        if unit == "codepoint":
            return self.text[start:end] if end <= len(self.text) else None
        name, size = ("utf-16-le", 2) if unit == "utf16" else ("utf-8", 1)
        if unit not in self.packed:
            self.packed[unit] = self.text.encode(name, "surrogatepass")
        packed = self.packed[unit]
        if end * size > len(packed):
            return None
        return packed[start * size:end * size].decode(name, "replace")


def read(path):
    with open(os.path.join(FOLDER, path), encoding="utf-8", newline="") as file:
        return file.read()


def records(path):
    """The objects of a file of JSON lines, or of one JSON list, each with its line."""
    text = read(path)
    if path.endswith(".jsonl"):
        for number, line in enumerate(text.split("\n"), 1):
            if line.strip():
                yield number, json.loads(line)
        return
    whole = json.loads(text)
    if not isinstance(whole, list):
        yield 1, whole
        return
    decoder, at = json.JSONDecoder(), text.index("[") + 1
    space = re.compile(r"[\s,]*")
    for _ in whole:
        at = space.match(text, at).end()
        line = text.count("\n", 0, at) + 1
        item, at = decoder.raw_decode(text, at)
        yield line, item


# The names that formats give to an offset, and the units that the name itself says.
PAIRS = [
    ("start", "end", None),
    ("start_offset", "end_offset", None),
    ("start_utf16", "end_utf16", "utf16"),
]
QUOTES = ("text", "quote", "words")


def check_offsets(report, path, line, item, text, unit):
    """Every offset anywhere in an object, against the words that stand beside it."""
    if isinstance(item, list):
        plain = len(item) >= 2 and all(type(part) is int for part in item[:2])
        if plain and len(item) == 3 and isinstance(item[2], str):
            check_place(report, path, line, text, item[0], item[1], unit, None)
        for part in item:
            check_offsets(report, path, line, part, text, unit)
    elif isinstance(item, dict):
        quote = next((item[key] for key in QUOTES if isinstance(item.get(key), str)), None)
        for start, end, own in PAIRS:
            if type(item.get(start)) is int and type(item.get(end)) is int:
                check_place(report, path, line, text, item[start], item[end], own or unit, quote)
        for part in item.values():
            check_offsets(report, path, line, part, text, unit)


def check_place(report, path, line, text, start, end, unit, quote):
    found = text.cut(start, end, unit)
    if found is None or start == end:
        report.checked += 1
        report.differs(path, line, f"{start} to {end} is not a place of the text")
    elif quote is not None:
        report.words(path, line, found, quote)
    else:
        report.checked += 1


def check_objects(report, path, unit, texts):
    for line, record in records(path):
        if not isinstance(record, dict):
            report.differs(path, line, "not an object")
            continue
        inner = record.get("data") if isinstance(record.get("data"), dict) else record
        text, sha = inner.get("text"), record.get("text_sha256")
        if isinstance(text, str) and isinstance(sha, str) and sha:
            report.words(path, line, hashlib.sha256(text.encode("utf-8")).hexdigest(), sha)
        elif not isinstance(text, str) and isinstance(sha, str):
            # Its text stands once in another file, under its sum.
            text = texts.get(sha)
            if text is None:
                report.differs(path, line, "its text is missing")
        if isinstance(text, str):
            # What describes the article is no span, whatever its keys are called.
            about = ("text", "data", "meta", "length", "blocks")
            spans = {key: value for key, value in record.items() if key not in about}
            check_offsets(report, path, line, spans, Text(text), unit)
        if isinstance(record.get("ner_tags"), list):
            check_tags(report, path, line, record["ner_tags"], False, 0)
            tokens = record.get("tokens", [])
            report.words(path, line, len(record["ner_tags"]), len(tokens))
            cutter = Text(text or "")
            for token, start, end in zip(tokens, record.get("token_start", []), record.get("token_end", [])):
                report.words(path, line, cutter.cut(start, end, "codepoint"), token)


def texts_of(paths):
    """Texts that stand in a file of their own, by their sums."""
    texts = {}
    for path in paths:
        for _, record in records(path) if path.endswith("texts.jsonl") else []:
            texts[hashlib.sha256(record["text"].encode("utf-8")).hexdigest()] = record["text"]
    return texts


def check_tags(report, path, line, tags, bilou, step):
    """Whether tags follow one another as their scheme says. The next tag stands `step` lines further."""
    before, is_open = None, False
    for at, tag in enumerate(tags):
        report.checked += 1
        mark, _, label = tag.partition("-")
        goes_on = mark in (("I", "L") if bilou else ("I",)) and bool(label) and is_open and before == label
        begins = mark in (("B", "U") if bilou else ("B",)) and bool(label) and not (bilou and is_open)
        nothing = tag == "O" and not (bilou and is_open)
        if not (goes_on or begins or nothing):
            report.differs(path, line + at * step, f"{tag} does not follow {tags[at - 1] if at else 'nothing'}")
        before, is_open = label, mark in ("B", "I")
    if bilou and is_open:
        report.differs(path, line + (len(tags) - 1) * step, f"{before} has no end")


def check_conll(report, path, bilou):
    tags, first = [], 1
    for number, line in enumerate(read(path).split("\n"), 1):
        if not line.strip() or line.startswith("-DOCSTART-"):
            check_tags(report, path, first, tags, bilou, 1)
            tags = []
            continue
        if not tags:
            first = number
        parts = line.split(" ")
        if len(parts) < 2:
            report.differs(path, number, "a token without a tag")
        tags.append(parts[-1])
    check_tags(report, path, first, tags, bilou, 1)


def rows(path):
    """The rows of a table by the names of its columns, without the marks before what begins like a formula."""
    signs = "=+\\-@\uff1d\uff0b\uff0d\uff20"
    parting = ",;" if path.endswith(".tsv") else ";"
    mark = re.compile(f"\\A'(?='*[{signs}\t\r\n])|(?<=[{parting}\t\r\n])'(?=['\"]*[{signs}])")
    lines = csv.reader(io.StringIO(read(path), newline=""), delimiter="\t" if path.endswith(".tsv") else ",")
    names = None
    for row in lines:
        plain = [mark.sub("", cell) for cell in row]
        if names is None:
            names = plain
        else:
            yield lines.line_num, dict(zip(names, plain))


def check_tables(report, paths):
    """Spans of tables, whose texts stand in a table of articles."""
    texts = {}
    for path in paths:
        for _, row in rows(path):
            if "sha256" in row and "text" in row:
                texts[row["document"], row["annotator"]] = texts[row["document"]] = Text(row["text"])
    for path in paths:
        for line, row in rows(path):
            if not {"annotation", "start", "end", "text"} <= row.keys():
                continue
            text = texts.get((row["document"], row["annotator"])) or texts.get(row["document"])
            if text is None:
                report.differs(path, line, f"the text of {row['document']} is missing")
                continue
            for start, end, unit in (("start", "end", "codepoint"), ("start_utf16", "end_utf16", "utf16")):
                numbers = [int(number) for number in re.findall(r"\d+", row.get("fragments", ""))]
                if unit == "utf16" or not numbers:
                    numbers = [int(row[start]), int(row[end])] if row.get(start) else []
                pairs = list(zip(numbers[::2], numbers[1::2]))
                found = [text.cut(*pair, unit) for pair in pairs]
                if None in found or "" in found:
                    report.differs(path, line, f"{pairs} is not in the text")
                elif unit == "codepoint":
                    report.words(path, line, " ".join(found), row["text"])
                elif len(re.findall(r"\d+", row.get("fragments", ""))) <= 2 and found:
                    report.words(path, line, found[0], row["text"])


def check_brat(report, path, unit):
    source = path[:-4] + ".txt"
    try:
        text = Text(read(source))
    except OSError:
        report.differs(path, 0, f"{source} is missing")
        return
    known = set()
    lines = read(path).split("\n")
    for number, line in enumerate(lines, 1):
        if not line.startswith("T"):
            continue
        parts = line.split("\t")
        if len(parts) != 3:
            report.differs(path, number, "not three columns")
            continue
        known.add(parts[0])
        found = []
        for place in parts[1].partition(" ")[2].split(";"):
            start, _, end = place.partition(" ")
            cut = text.cut(int(start), int(end), unit) if start.isdigit() and end.isdigit() else None
            if not cut:
                report.differs(path, number, f"{place} is not a place of the text")
            found.append(cut or "")
        report.words(path, number, re.sub(r"[\n\r\t]", " ", " ".join(found)), parts[2])
    for number, line in enumerate(lines, 1):
        for target in re.findall(r"(?:Arg1:|Arg2:)(T\d+)", line) if line.startswith("R") else []:
            report.checked += 1
            if target not in known:
                report.differs(path, number, f"{target} is missing")


def check_sums(report):
    known = {"SHA256SUMS"}
    for number, line in enumerate(read("SHA256SUMS").split("\n"), 1):
        if not line:
            continue
        sum_, _, path = line.partition("  ")
        known.add(path)
        digest = hashlib.sha256()
        try:
            with open(os.path.join(FOLDER, path), "rb") as file:
                for part in iter(lambda: file.read(1 << 20), b""):
                    digest.update(part)
        except OSError:
            report.differs("SHA256SUMS", number, f"{path} is missing")
            continue
        report.checked += 1
        if digest.hexdigest() != sum_:
            report.differs(path, 0, "is not the file that was written: its SHA-256 differs")
    return known


def check_format(report, id_, unit, paths):
    if id_ in ("csv", "tsv"):
        check_tables(report, [path for path in paths if path.endswith((".csv", ".tsv"))])
        return
    texts = texts_of(paths)
    for path in paths:
        name = path.lower()
        try:
            if id_.startswith("conll"):
                if name.endswith((".conll", ".iob2", ".iob", ".bilou", ".bio")):
                    check_conll(report, path, "bilou" in id_)
            elif name.endswith(".ann"):
                check_brat(report, path, unit)
            elif name.endswith((".jsonl", ".json")):
                check_objects(report, path, unit, texts)
        except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
            report.differs(path, 0, f"cannot be read: {error}")


def main():
    # A terminal that cannot show a character gets its number.
    sys.stdout.reconfigure(errors="backslashreplace")
    report = Report()
    known = check_sums(report)
    manifest = json.loads(read("manifest.json"))
    for format_ in manifest["formats"]:
        before = report.checked
        folder = format_["folder"] + "/"
        try:
            check_format(report, format_["id"], format_["unit"], sorted(path for path in known if path.startswith(folder)))
        except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
            report.differs(folder, 0, f"cannot be read: {error}")
        print(f"{format_['folder']}: {report.checked - before} checked")
    print(f"{report.checked} checked, {report.wrong} differ")
    return 1 if report.wrong else 0


if __name__ == "__main__":
    sys.exit(main())
