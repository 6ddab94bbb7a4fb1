def is_gap(character):
    """White space and what cannot be seen: nothing that makes a token."""
    return character.isspace() or unicodedata.category(character) in ("Cc", "Cf", "Zl", "Zp", "Zs")


def bare(words):
    return "".join(character for character in words if not is_gap(character))


def sum_of(text):
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


class Quotes:
    """What is marked in one document: words and labels by first and last place, in code points."""

    def __init__(self, sum_, spans):
        self.sum = sum_
        self.marked = {}
        for start, end, label, words in spans:
            self.marked.setdefault((start, end), (words, set()))[1].add(label)
        # The same without white space at the edges, by where they begin.
        self.seen = []
        for (start, end), (words, labels) in self.marked.items():
            kept = [place for place, character in enumerate(words) if not is_gap(character)]
            if kept:
                self.seen.append((start + kept[0], start + kept[-1] + 1, bare(words), labels))
        self.seen.sort(key=lambda seen: seen[:2])


class Known:
    """What the bundle says of itself beside the formats: what is marked in which text, and how labels are called."""

    def __init__(self, files):
        self.labels = {}
        self.by_sum = {}
        self.by_document = {}
        self.texts = {}
        self.has_quotes = "quotes.jsonl" in files
        if "labels.json" in files:
            for label in json.loads(read("labels.json"))["labels"]:
                self.labels[label["id"]] = {label["id"], label["written"], label["tag"]}
        for _, line in records("quotes.jsonl") if self.has_quotes else []:
            spans = [tuple(span) for span in line["spans"]]
            # Two people may have marked the same text.
            self.by_sum.setdefault(line["text_sha256"], []).extend(spans)
            quotes = Quotes(line["text_sha256"], spans)
            self.by_document.setdefault(" ".join(line["document"].split()), []).append(quotes)

    def of_text(self, report, path, line, text, id_):
        """What is marked in a text; it must be one that was exported."""
        sum_ = sum_of(text)
        self.texts.setdefault(sum_, text)
        if not self.has_quotes:
            return None
        spans = self.by_sum.get(sum_)
        report.checked += 1
        if spans is not None:
            return Quotes(sum_, spans)
        report.differs(path, line, "its text is not one that was exported")
        others = self.by_document.get(" ".join(id_.split())) if isinstance(id_, str) else None
        return others[0] if others else None

    def names(self, labels):
        return {name for label in labels for name in self.labels.get(label, {label})}

    def label(self, report, path, line, name):
        """Whether a label is one of those of the bundle."""
        if self.labels:
            report.checked += 1
            if not any(name in names for names in self.labels.values()):
                report.differs(path, line, f"{name!r} is no label of labels.json")


def check_marked(report, path, line, known, quotes, text, place, label):
    """A stretch of the text must be one that is marked, with this label."""
    start, end = place
    report.checked += 1
    words, labels = quotes.marked.get(place, (None, ()))
    found = text.cut(start, end, "codepoint")
    if words is None:
        here = next((seen[2] for seen in quotes.seen if seen[0] < end and start < seen[1]), "nothing that is marked")
        report.differs(path, line, f"{found!r} stands there, not {here!r}")
    elif found != words:
        report.differs(path, line, f"{found!r} stands there, not {words!r}")
    elif isinstance(label, str) and label not in known.names(labels):
        report.differs(path, line, f"{words!r} is not marked {label!r}")


def check_tokens(report, path, line, known, quotes, words, first, last, label):
    """From a first token to a last one there must stand something that is marked with this label, and begin and end in them.
    Tokens are pairs of offsets; nothing where the text is not known: then its words are looked for."""
    report.checked += 1
    fits = []
    for start, end, marked, labels in quotes.seen:
        if first is None:
            is_there = marked in bare(words)
        else:
            is_there = first[0] <= start < first[1] and last[0] < end <= last[1]
        if is_there:
            fits.extend(labels)
    if not fits:
        report.differs(path, line, f"{words!r} stands there, not what is marked")
    elif label not in known.names(fits):
        report.differs(path, line, f"{words!r} is not marked {label!r}")
