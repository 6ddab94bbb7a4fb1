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
    """Every claim that is marked must have its record, and every record its claim."""
    there, first = {}, next((path for path in paths if path.endswith(".json")), "averitec/articles.json")
    for path in (path for path in paths if path.endswith(".json")):
        for line, record in records(path):
            here = record["article"], record["annotation_id"]
            there.setdefault(here, []).append((path, line, tuple((one["start"], one["end"]) for one in record["fragments"])))
    for quotes in known.documents:
        for id_, places in known.claims_of(quotes):
            report.checked += 1
            found = there.get((quotes.id, id_), [])
            if not found:
                report.differs(first, 0, f"{quotes.words(places, ' ')!r} of {quotes.id!r} is missing")
                continue
            path, line, said = found.pop(0)
            if said != places:
                report.differs(path, line, f"it stands at {places}, not at {said}")
    for (article, id_), surplus in there.items() if known.has_quotes else ():
        for path, line, _ in surplus:
            report.differs(path, line, f"{id_!r} of {article!r} is no claim that was exported, or stands there twice")


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
    """Claims as linked data: each that is marked must be there once, with its words, and the page says what the graph does."""
    graphs = [path for path in paths if path.endswith(".jsonld")]
    report.checked += 1
    first = graphs[0] if graphs else "claimreview/claims.jsonld"
    if not graphs:
        report.differs(first, 0, "is missing")
    there = {}
    for path in graphs:
        nodes = json.loads(read(path))["@graph"]
        for line, node in enumerate(nodes, 2):
            claim = check_review(report, path, line, node)
            article, id_ = one_line(claim["appearance"]["identifier"]), claim["@id"].rpartition("-")[2]
            there.setdefault((article, id_), []).append((path, line, claim["text"]))
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
    # Copies of an article may have a claim of one id each: whichever has these words is taken.
    missing = []
    for quotes in known.documents:
        for id_, places in known.claims_of(quotes):
            report.checked += 1
            words, found = quotes.words(places, " … "), there.get((quotes.article, id_), [])
            same = next((one for one in found if one[2] == words), None)
            if same:
                found.remove(same)
            else:
                missing.append((quotes.article, id_, words))
    for article, id_, words in missing:
        found = there.get((article, id_), [])
        if found:
            path, line, said = found.pop(0)
            report.words(path, line, said, words)
        else:
            report.differs(first, 0, f"{words!r} of {article!r} is missing")
    for (article, _), surplus in there.items() if known.has_quotes else ():
        for path, line, words in surplus:
            report.differs(path, line, f"{words!r} of {article!r} was not exported, or stands there twice")


def check_review(report, path, line, node):
    """A review, or a claim alone; gives the claim."""
    if node["@type"] != "ClaimReview":
        return node
    claim = node["itemReviewed"]
    report.words(path, line, node["claimReviewed"], claim["text"])
    report.checked += 1
    if not node["reviewRating"]["alternateName"]:
        report.differs(path, line, "a review without a verdict")
    return claim
