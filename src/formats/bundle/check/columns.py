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


def decoded(tags):
    """First token, last token and label of each span that tags say."""
    spans, begun = [], None
    for at, tag in enumerate(tags):
        mark, _, label = tag.partition("-")
        goes_on = mark in ("I", "L") and begun is not None and begun[1] == label
        if not goes_on:
            begun = (at, label) if label else None
        if begun is None:
            continue
        if goes_on:
            spans[-1] = (begun[0], at, label)
        else:
            spans.append((at, at, label))
        if mark in ("L", "U"):
            begun = None
    return spans


def documents_of(report, path):
    """The documents of a file of columns: line, token and tag of each token, and the tags of each sentence."""
    documents = []
    for number, line in enumerate(read(path).split("\n"), 1):
        if line.startswith("-DOCSTART-"):
            documents.append([[]])
        elif not line.strip():
            if documents and documents[-1][-1]:
                documents[-1].append([])
        else:
            parts = line.split(" ")
            if len(parts) < 2 or not documents:
                report.differs(path, number, "a token without a tag, or before the first document")
                continue
            documents[-1][-1].append((number, parts[0], parts[-1]))
    return documents


def check_conll(report, path, bilou, known):
    beside = path[:-len("conll")] + "ids.txt" if path.endswith(".conll") else ""
    ids, met = None, {}
    try:
        ids = read(beside).split("\n")[:-1] if beside else None
    except OSError:
        report.differs(path, 0, f"{beside} is missing")
    documents = documents_of(report, path)
    if ids is not None:
        report.words(path, 0, len(documents), len(ids))
    for number, document in enumerate(documents):
        for sentence in document:
            if sentence:
                check_tags(report, path, sentence[0][0], [tag for _, _, tag in sentence], bilou, 1)
        tokens = [token for sentence in document for token in sentence]
        id_ = ids[number] if ids and number < len(ids) else None
        quotes = None if id_ is None else known.of_turn(id_, met)
        if quotes is None and known.has_quotes:
            report.differs(path, tokens[0][0] if tokens else 0, f"{id_!r} was not exported")
        text = known.texts.get(quotes.sum) if quotes else None
        places = places_of(report, path, tokens, text) if text is not None else None
        for first, last, label in decoded([tag for _, _, tag in tokens]):
            line = tokens[first][0]
            known.label(report, path, line, label)
            if quotes:
                words = [token for _, token, _ in tokens[first:last + 1]]
                fits = quotes.between(places[first], places[last]) if places else quotes.among(words)
                check_tokens(report, path, line, known, " ".join(words), fits, label)
    return len(documents)


def places_of(report, path, tokens, text):
    """Where each token stands in the text: one after another, with nothing that is seen between them."""
    at, places = 0, []
    for line, token, _ in tokens:
        while at < len(text) and is_unseen(text[at]) and not text.startswith(token, at):
            at += 1
        found = text[at:at + len(token)]
        report.words(path, line, found, token)
        if found != token:
            return None
        places.append((at, at + len(token)))
        at += len(token)
    report.checked += 1
    if bare(text[at:]):
        report.differs(path, tokens[-1][0] if tokens else 0, f"after it {bare(text[at:])[:40]!r} is missing")
    return places
