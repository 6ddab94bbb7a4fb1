#!/usr/bin/env python3
"""Checks this bundle: every file against its sum, every offset against its words.

Where a format says no words beside its offsets, or has tags and no offsets, the words are those of quotes.jsonl, which were
taken from the articles themselves; labels are those of labels.json.

Needs Python 3.8 or later and nothing else: python3 check.py [folder]
Prints file, line and reason of each difference, and ends with 1 if there is any.
"""
import bisect
import collections
import csv
import hashlib
import io
import json
import os
import re
import sys
import xml.etree.ElementTree
from html.parser import HTMLParser

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
    space = re.compile(r"[\s,]*")
    decoder, at, line = json.JSONDecoder(), space.match(text).end(), 1
    if text[at:at + 1] != "[":
        yield 1, json.loads(text)
        return
    # One way through the text: lines are counted from the last record on.
    counted, at = 0, at + 1
    while True:
        at = space.match(text, at).end()
        line += text.count("\n", counted, at)
        counted = at
        if text[at:at + 1] == "]":
            return
        item, at = decoder.raw_decode(text, at)
        yield line, item
