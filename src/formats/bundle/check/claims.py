# What stands for the end of a line, or between cells, becomes a space in a sentence.
BREAKS = str.maketrans({character: " " for character in "\t\n\x0b\x0c\r\x1c\x1d\x1e\x85\u2028\u2029"})


def check_sentences(report, paths, known):
    """Sentences with a class each, and the articles they are of; gives how many of those there are."""
    count, met = 0, {}
    for path in (path for path in paths if path.endswith(".ids.tsv")):
        sentences = path[:-len("ids.tsv")] + "tsv"
        rows = {}
        for number, line in enumerate(read(sentences).split("\n")[1:], 2):
            cells = line.split("\t")
            if line and (len(cells) != 3 or cells[2] not in ("Yes", "No")):
                report.differs(sentences, number, "not an id, a sentence and Yes or No")
            elif line:
                rows.setdefault(cells[0].partition("_")[0], []).append((number, *cells))
        for number, line in enumerate(read(path).split("\n")[1:], 2):
            if not line:
                continue
            count += 1
            cells = line.split("\t")
            if len(cells) != 4:
                report.differs(path, number, "not four cells")
                continue
            here = rows.pop(cells[0], [])
            first = here[0][0] if here else 0
            report.words(sentences, first, sum_of("\n".join(words for _, _, words, _ in here)), cells[3])
            for at, (line_, id_, _, _) in enumerate(here, 1):
                report.words(sentences, line_, id_, f"{cells[0]}_{at}")
            quotes = known.of_turn(cells[1], met)
            if quotes is not None:
                check_classes(report, sentences, known, quotes, here)
            elif known.has_quotes:
                report.differs(path, number, f"{cells[1]!r} was not exported")
        for article, here in rows.items():
            report.differs(sentences, here[0][0], f"{article!r} is no article of {path}")
    return count


def check_classes(report, path, known, quotes, rows):
    """A sentence that is said to have a claim that is worth checking must have one, and no other; where the text is known, at
    its place."""
    worth = set(quotes.worth)
    claims = [(place, bare(words)) for place, (words, _) in quotes.marked.items() if place in worth]
    begun, last = collections.deque(sorted(worth)), 0
    text = known.texts.get(quotes.sum)
    flat, at = text.translate(BREAKS) if text is not None else "", 0
    for line, _, words, class_ in rows:
        report.checked += 1
        if text is not None:
            while at < len(flat) and not flat.startswith(words, at) and is_unseen(text[at]):
                at += 1
            if not flat.startswith(words, at):
                report.differs(path, line, f"{flat[at:at + len(words)]!r} stands there, not {words!r}")
                return
            place = at, at + len(words)
            at = place[1]
            # Both stand in order: each claim is come to once.
            while begun and begun[0][0] < place[1]:
                last = max(last, begun.popleft()[1])
            has = last > place[0]
        else:
            has = any(is_joined(bare(words), claim) for _, claim in claims)
        if class_ == "Yes" and not has:
            report.differs(path, line, f"no claim stands in {words!r}")
        # Without the text the same words may stand elsewhere.
        if class_ == "No" and text is not None and has:
            report.differs(path, line, f"a claim that is worth checking stands in {words!r}")
    report.checked += 1
    last_line = rows[-1][0] if rows else 0
    if text is not None and bare(text[at:]):
        report.differs(path, last_line, f"after it {bare(text[at:])[:40]!r} is missing")
    elif text is None and worth and not any(class_ == "Yes" for _, _, _, class_ in rows):
        report.differs(path, last_line, "no sentence has the claims that are worth checking")


def is_joined(one, other):
    """Whether one of two stretches may hold the other, or begin where it ends."""
    if one in other or other in one:
        return True
    long = range(1, min(len(one), len(other)))
    return any(one.endswith(other[:at]) or other.endswith(one[:at]) for at in long)


def check_records(report, paths, known):
    """Every claim that is marked must have its record. Those that quotes.jsonl has are asked for, where it is there."""
    there = {}
    for path in (path for path in paths if path.endswith(".json")):
        for record in json.loads(read(path)):
            here = there.setdefault(one_line(record["article"]), set())
            here.update((one["start"], one["end"]) for one in record["fragments"])
    for id_, documents in known.by_document.items():
        here = there.get(id_, set())
        begins, ends = {start for start, _ in here}, {end for _, end in here}
        for place, (words, labels) in ((place, said) for quotes in documents for place, said in quotes.marked.items()):
            if not labels & known.claims:
                continue
            report.checked += 1
            if place not in here and not (place[0] in begins and place[1] in ends):
                report.differs(paths[0], 0, f"{words!r} of {id_!r} is missing")


class Scripts(HTMLParser):
    """The linked data of a page, as a browser finds it."""

    def __init__(self):
        super().__init__()
        self.found, self.is_open = [], False

    def handle_starttag(self, tag, attrs):
        self.is_open = tag == "script" and dict(attrs).get("type") == "application/ld+json"
        if self.is_open:
            self.found.append("")

    def handle_endtag(self, tag):
        self.is_open = False

    def handle_data(self, data):
        if self.is_open:
            self.found[-1] += data


def check_reviews(report, paths, known):
    """Claims as linked data: their words must be marked as claims, and the page says what the graph does."""
    graphs = [path for path in paths if path.endswith(".jsonld")]
    report.checked += 1
    if not graphs:
        report.differs("claimreview/claims.jsonld", 0, "is missing")
    said = {}
    for path in graphs:
        nodes = json.loads(read(path))["@graph"]
        for node in nodes:
            claim = node.get("itemReviewed", node)
            id_ = one_line(claim["appearance"]["identifier"])
            said.setdefault(id_, set()).update([claim["text"], *claim["text"].split(" … ")])
        for line, node in enumerate(nodes, 2):
            check_review(report, path, line, node, known)
        page = path[:-len("jsonld")] + "html"
        scripts = Scripts()
        scripts.feed(read(page))
        scripts.close()
        in_page = [json.loads(data) for data in scripts.found]
        report.words(page, 0, len(in_page), len(nodes))
        for number, (one, other) in enumerate(zip(in_page, nodes), 1):
            report.checked += 1
            one.pop("@context", None)
            if one != other:
                report.differs(page, 0, f"claim {number} is another one than in {path}")
    # Every claim that is marked must be there: by its words, or in those of the whole stretch.
    for id_, documents in known.by_document.items():
        here = said.get(id_, set())
        claims = {place: words for quotes in documents for place, (words, labels) in quotes.marked.items() if labels & known.claims}
        there = [place for place, words in claims.items() if words in here]
        for place, words in claims.items():
            report.checked += 1
            if words in here:
                continue
            inner = [other for other in there if place[0] <= other[0] and other[1] <= place[1]]
            edges_ = {other[0] for other in inner}, {other[1] for other in inner}
            if not (place[0] in edges_[0] and place[1] in edges_[1]):
                report.differs(graphs[0] if graphs else "claimreview/claims.jsonld", 0, f"{words!r} of {id_!r} is missing")


def check_review(report, path, line, node, known):
    is_review = node["@type"] == "ClaimReview"
    claim = node["itemReviewed"] if is_review else node
    words = claim["text"]
    if is_review:
        report.words(path, line, node["claimReviewed"], words)
        report.checked += 1
        if not node["reviewRating"]["alternateName"]:
            report.differs(path, line, "a review without a verdict")
    id_ = one_line(claim["appearance"]["identifier"])
    if known.has_quotes and id_ not in known.by_document:
        report.differs(path, line, f"{id_!r} was not exported")
        return
    report.checked += 1
    for quotes in known.by_document.get(id_, ()):
        marked = {said for said, labels in quotes.marked.values() if labels & known.claims}
        if words in marked or all(part in marked for part in words.split(" … ")):
            return
    if known.has_quotes:
        report.differs(path, line, f"{words!r} stands there, not what is marked")
