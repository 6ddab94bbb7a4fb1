# Character by character what the tokenizer takes for a gap, and what it leaves in a token or in none. What Python takes for
# white space is something else, and another with every version.
GAPS = (
    "\0- \x7f-\xa0\u061c\u1680\u180e\u2000-\u200b\u200e\u200f\u2028-\u202f\u205f-\u206f\u3000\ufeff\ufff9-\ufffb"
    "\U000e0001"
)
JOINERS = "\xad\u200c\u200d"
GAP = re.compile(f"[{GAPS}]")
UNSEEN = re.compile(f"[{GAPS}{JOINERS}]")
NO_GAP = re.compile(f"[^{GAPS}]")
SEEN = re.compile(f"[^{GAPS}{JOINERS}]")


def is_unseen(character):
    """White space, joiners and what else cannot be seen: nothing that must be in a token."""
    return UNSEEN.match(character) is not None


def bare(words):
    """Words without what cannot be seen."""
    return UNSEEN.sub("", words)


def sum_of(text):
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def one_line(id_):
    return " ".join(id_.split())


def edges(start, words, what):
    """Where the first character of a kind stands in words, and where the last one ends."""
    first, last = what.search(words), what.search(words[::-1])
    return (start + first.start(), start + len(words) - last.start()) if first else None


class Quotes:
    """What is marked in one document: words and labels by first and last place, in code points."""

    def __init__(self, sum_, spans):
        self.sum, self.worth = sum_, []
        # The id of the document, and each annotation: its id, its label and its places.
        self.id, self.annotations = "", []
        self.marked = {}
        for start, end, label, words in spans:
            self.marked.setdefault((start, end), (words, set()))[1].add(label)
        # Where tokens of it may begin, each with where they may end; and its words.
        begin, self.by_words, self.joiners = {}, {}, {}
        for (start, end), (words, labels) in self.marked.items():
            whole = edges(start, words, NO_GAP)
            if whole is None:
                continue
            # A joiner at an edge is in a token, or in none.
            inner = edges(start, words, SEEN) or whole
            for first in {whole[0], inner[0]}:
                for last in {whole[1], inner[1]}:
                    begin.setdefault(first, {}).setdefault(last, set()).update(labels)
            if bare(words):
                self.by_words.setdefault(bare(words), set()).update(labels)
            else:
                self.joiners.setdefault(GAP.sub("", words), set()).update(labels)
        self.begin = {}
        for first, ends in begin.items():
            lasts = sorted(ends)
            self.begin[first] = lasts, [ends[last] for last in lasts]
        self.lengths = sorted({len(words) for words in self.by_words})

    def between(self, first, last):
        """The labels of what begins in the first token and ends in the last; tokens are pairs of places."""
        found = set()
        for start in range(*first):
            lasts, labels = self.begin.get(start, ((), ()))
            for at in range(bisect.bisect_right(lasts, last[0]), bisect.bisect_right(lasts, last[1])):
                found |= labels[at]
        return found

    def among(self, tokens):
        """The same where it is not known where the tokens stand: by their words."""
        words = bare("".join(tokens))
        long = len(words)
        # What is cut off is less than a token at each end.
        first, last = (max(1, len(bare(tokens[at]))) for at in (0, -1))
        found = set()
        for start in range(min(first, long)):
            most = long - start
            least = max(1, most - last + 1)
            for size in self.lengths[bisect.bisect_left(self.lengths, least):bisect.bisect_right(self.lengths, most)]:
                found |= self.by_words.get(words[start:start + size], set())
        # Joiners alone are looked for as they are.
        joined = "".join(tokens) if self.joiners else ""
        return found.union(*(labels for words, labels in self.joiners.items() if words in joined))

    def words(self, places, between):
        """The words at some places."""
        return between.join(self.marked.get(place, ("?",))[0] for place in places)

    def spans(self, known, how):
        """Label and places of all that is marked, as files have them, with how often: whole, joined from the first place to
        the last, or split into one span for each place."""
        found = collections.Counter()
        for _, label, places in self.annotations:
            name = known.written.get(label, label)
            joined = ((places[0][0], places[-1][1]),)
            for span in [(place,) for place in places] if how == "split" else [joined if how == "joined" else places]:
                found[name, span] += 1
        return found

    def around(self, place):
        """Words that are marked where a stretch lies."""
        for (start, end), (words, _) in self.marked.items():
            if start < place[1] and place[0] < end:
                return words
        return "nothing that is marked"


class Known:
    """What the bundle says of itself beside the formats: what is marked in which text, and how labels are called."""

    def __init__(self, files, fragments="join"):
        # One way for all files of an export that have no spans of several parts.
        self.parts = {"join": "joined", "split": "split"}[fragments]
        self.labels = {}
        self.written = {}
        self.names_of_all = set()
        self.claims = set()
        self.by_sum = {}
        self.of_sum = {}
        self.by_document = {}
        self.documents = []
        self.texts = {}
        self.has_quotes = "quotes.jsonl" in files
        if "labels.json" in files:
            for label in json.loads(read("labels.json"))["labels"]:
                self.labels[label["id"]] = {label["id"], label["written"], label["tag"]}
                self.written[label["id"]] = label["written"]
                self.names_of_all |= self.labels[label["id"]]
                self.claims |= {label["id"]} if label["layer"] == "claim" else set()
        for _, line in records("quotes.jsonl") if self.has_quotes else []:
            spans = [tuple(span) for span in line["spans"]]
            # Two people may have marked the same text.
            self.by_sum.setdefault(line["text_sha256"], []).extend(spans)
            quotes = Quotes(line["text_sha256"], spans)
            quotes.worth = [tuple(place) for place in line["worth_checking"]]
            quotes.id, quotes.article = line["id"], one_line(line["document"])
            for id_, label, *places in line["annotations"]:
                quotes.annotations.append((id_, label, tuple(tuple(place) for place in places)))
            self.by_document.setdefault(quotes.article, []).append(quotes)
            self.documents.append(quotes)

    def of_turn(self, id_, met):
        """What is marked in the next document of an article: they stand in the same order everywhere."""
        id_ = one_line(id_)
        turn = met[id_] = met.get(id_, -1) + 1
        same = self.by_document.get(id_, ())
        return same[turn] if turn < len(same) else None

    def own(self, id_, spans, taken, how, sum_):
        """The document that a file is of, where each has a file of its own, and what it should have: of the documents about
        the article that no other file is of, the one that differs least, and of several the one with its text. `spans` has
        label and places of what is there, `how` the way of `Quotes.spans`."""
        differs = lambda meant: sum(((meant - spans) + (spans - meant)).values())
        free = [quotes for quotes in self.by_document.get(one_line(id_), ()) if quotes.id not in taken]
        both = [(quotes, quotes.spans(self, how)) for quotes in free]
        # Ids that are one but for their white space are those of several articles.
        quotes, meant = min(both, key=lambda one: (differs(one[1]), one[0].sum != sum_), default=(None, None))
        taken.update([quotes.id] if quotes else [])
        return quotes, meant

    def claims_of(self, quotes):
        """The claims of a document: id and places of each."""
        return [(id_, places) for id_, label, places in quotes.annotations if label in self.claims]

    def of_text(self, report, path, line, text, own):
        """What is marked in a text; it must be one that was exported. `own` is what its document should be."""
        sum_ = sum_of(text)
        self.texts.setdefault(sum_, text)
        if not self.has_quotes:
            return None
        report.checked += 1
        if sum_ not in self.by_sum:
            report.differs(path, line, "its text is not one that was exported")
            return own
        if own and own.sum == sum_:
            return own
        if sum_ not in self.of_sum:
            self.of_sum[sum_] = Quotes(sum_, self.by_sum[sum_])
        return self.of_sum[sum_]

    def names(self, labels):
        return {name for label in labels for name in self.labels.get(label, {label})}

    def label(self, report, path, line, name):
        """Whether a label is one of those of the bundle."""
        if self.labels:
            report.checked += 1
            if name not in self.names_of_all:
                report.differs(path, line, f"{name!r} is no label of labels.json")


def check_marked(report, path, line, known, quotes, text, place, label):
    """A stretch of the text must be one that is marked, with this label."""
    start, end = place
    report.checked += 1
    words, labels = quotes.marked.get(place, (None, ()))
    found = text.cut(start, end, "codepoint")
    if words is None:
        # What is not printed is not looked for.
        here = quotes.around(place) if report.wrong < MOST else ""
        report.differs(path, line, f"{found!r} stands there, not {here!r}")
    elif found != words:
        report.differs(path, line, f"{found!r} stands there, not {words!r}")
    elif isinstance(label, str) and label not in known.names(labels):
        report.differs(path, line, f"{words!r} is not marked {label!r}")


def check_tokens(report, path, line, known, words, fits, label):
    """From a first token to a last one there must stand something that is marked with this label, and begin and end in them;
    `fits` are the labels of what does."""
    report.checked += 1
    if not fits:
        report.differs(path, line, f"{words!r} stands there, not what is marked")
    elif label not in known.names(fits):
        report.differs(path, line, f"{words!r} is not marked {label!r}")


def check_same(report, path, line, known, id_, spans, taken, sum_, how="whole"):
    """A file that one document has alone must have all that is marked in it, and nothing else; `spans` has label and places of
    each, with how often, and `sum_` is that of its text. Gives the document."""
    if not known.has_quotes:
        return None
    quotes, meant = known.own(id_, spans, taken, how, sum_)
    if quotes is None:
        report.checked += 1
        report.differs(path, line, f"{id_!r} was not exported, or not so often")
        return None
    report.checked += sum(meant.values())
    for label, places in meant - spans:
        report.differs(path, line, f"{quotes.words(places, ' ')!r}, marked {label!r}, is missing")
    for label, places in spans - meant:
        where = ", ".join(f"{start} to {end}" for start, end in places)
        report.differs(path, line, f"{where} is not marked {label!r}, or not so often")
    return quotes


def check_all_there(report, path, line, known, quotes, spans):
    """Everything that is marked must be among spans that may lie over each other: itself, or in one with the same label that
    was made of its parts, or from one part to another."""
    by_name = {}
    for start, end, label in spans:
        by_name.setdefault(label, set()).add((start, end))
    edges_of = {name: ({start for start, _ in all_}, {end for _, end in all_}) for name, all_ in by_name.items()}
    covers = {name: Cover(all_) for name, all_ in by_name.items()}
    for place, (words, labels) in quotes.marked.items():
        for label in labels:
            report.checked += 1
            names = [name for name in known.names([label]) if name in by_name]
            is_there = any(
                place in by_name[name]
                or place[0] in edges_of[name][0] and place[1] in edges_of[name][1]
                or covers[name].has(place)
                for name in names
            )
            if not is_there:
                report.differs(path, line, f"{words!r}, marked {label!r}, is missing")


class Cover:
    """Whether a place lies in any of many."""

    def __init__(self, places):
        self.starts, self.ends = [], []
        for start, end in sorted(places):
            self.starts.append(start)
            self.ends.append(max(end, self.ends[-1] if self.ends else 0))

    def has(self, place):
        at = bisect.bisect_right(self.starts, place[0])
        return at > 0 and self.ends[at - 1] >= place[1]
