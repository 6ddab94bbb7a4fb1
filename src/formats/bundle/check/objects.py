# The names that formats give to an offset, and the units that the name itself says.
PAIRS = [
    ("start", "end", None),
    ("start_offset", "end_offset", None),
    ("start_utf16", "end_utf16", "utf16"),
]
QUOTES = ("text", "quote", "words")


def check_offsets(report, path, line, item, text, unit, known, quotes, tokens):
    """Every offset anywhere in an object, against the words that stand beside it; else against what is marked."""
    if isinstance(item, list):
        plain = len(item) >= 2 and all(type(part) is int for part in item[:2])
        if plain and len(item) == 3 and isinstance(item[2], str):
            if check_place(report, path, line, text, item[0], item[1], unit, None, quotes) and quotes:
                check_marked(report, path, line, known, quotes, text, (item[0], item[1]), item[2])
        for part in item:
            check_offsets(report, path, line, part, text, unit, known, quotes, tokens)
    elif isinstance(item, dict):
        quote = next((item[key] for key in QUOTES if isinstance(item.get(key), str)), None)
        for start, end, own in PAIRS:
            if type(item.get(start)) is int and type(item.get(end)) is int:
                place, is_there = (item[start], item[end]), None
                is_there = check_place(report, path, line, text, place[0], place[1], own or unit, quote, quotes)
                if not is_there or quote is not None or not quotes or own:
                    continue
                if type(item.get("token_start")) is int and type(item.get("token_end")) is int:
                    check_in_tokens(report, path, line, known, quotes, text, tokens, item)
                else:
                    check_marked(report, path, line, known, quotes, text, place, item.get("label"))
        for part in item.values():
            check_offsets(report, path, line, part, text, unit, known, quotes, tokens)


def check_in_tokens(report, path, line, known, quotes, text, tokens, item):
    """A span that says its tokens as well: it must begin with the first and end with the last of them."""
    numbers = item["token_start"], item["token_end"]
    if not (0 <= numbers[0] <= numbers[1] < len(tokens)):
        report.differs(path, line, f"there are no tokens {numbers[0]} to {numbers[1]}")
        return
    first, last = ((tokens[number]["start"], tokens[number]["end"]) for number in numbers)
    words = text.cut(item["start"], item["end"], "codepoint")
    report.words(path, line, words, text.cut(first[0], last[1], "codepoint"))
    check_tokens(report, path, line, known, words, quotes.between(first, last), item.get("label"))


def check_place(report, path, line, text, start, end, unit, quote, quotes):
    """Whether there is such a place. White space alone may be marked; where nothing says so, it is no place of words."""
    found = text.cut(start, end, unit)
    if found is None or start == end:
        report.checked += 1
        report.differs(path, line, f"{start} to {end} is not a place of the text")
        return False
    if quote is not None:
        report.words(path, line, found, quote)
    else:
        report.checked += 1
        if not (quotes or found.strip()) or "\ufffd" in found and "\ufffd" not in text.text:
            report.differs(path, line, f"{start} to {end} has no words, or half of a character")
            return False
    return True


def check_objects(report, path, unit, texts, known, is_doccano):
    count, met = 0, {}
    for line, record in records(path):
        if not isinstance(record, dict):
            report.differs(path, line, "not an object")
            continue
        inner = record.get("data") if isinstance(record.get("data"), dict) else record
        text, sha = inner.get("text"), record.get("text_sha256")
        quotes = None
        if isinstance(text, str) and isinstance(sha, str) and sha:
            report.words(path, line, sum_of(text), sha)
        elif not isinstance(text, str) and isinstance(sha, str):
            # Its text stands once in another file, under its sum.
            text = texts.get(sha)
            if text is None:
                report.differs(path, line, "its text is missing")
        if not isinstance(text, str):
            continue
        count += 1
        id_ = record.get("id") if isinstance(record.get("id"), str) else inner.get("article_id")
        own = known.of_turn(id_, met) if isinstance(id_, str) else None
        quotes = known.of_text(report, path, line, text, own)
        # What describes the article is no span, whatever its keys are called.
        about = ("text", "data", "meta", "length", "blocks", "values", "extra")
        spans = {key: value for key, value in record.items() if key not in about}
        cutter = Text(text)
        check_offsets(report, path, line, spans, cutter, unit, known, quotes, record.get("tokens"))
        check_labels(report, path, line, known, record)
        check_links(report, path, line, record)
        check_claim(report, path, line, known, record)
        check_blocks(report, path, line, cutter, unit, record)
        if is_doccano:
            check_doccano(report, path, line, known, own, text, record)
        if isinstance(record.get("ner_tags"), list):
            check_row(report, path, line, known, quotes, cutter, record)
    return count


def check_labels(report, path, line, known, record):
    """The labels of spans, wherever a format has them."""
    for key in ("spans", "entities", "suggestions"):
        for span in record.get(key) if isinstance(record.get(key), list) else []:
            if isinstance(span, dict) and isinstance(span.get("label"), str):
                known.label(report, path, line, span["label"])
    for label in record.get("label") if isinstance(record.get("label"), list) else []:
        known.label(report, path, line, label[2])


def check_claim(report, path, line, known, record):
    """A record of a claim: its words are those of its fragments, its labels are known."""
    if not isinstance(record.get("claim"), str) or not isinstance(record.get("fragments"), list):
        return
    report.words(path, line, " ".join(fragment["text"] for fragment in record["fragments"]), record["claim"])
    known.label(report, path, line, record["annotation_label"])
    for speaker in record["speakers"]:
        known.label(report, path, line, speaker["label"])


def check_doccano(report, path, line, known, own, text, record):
    """doccano's spans may lie over each other: all that is marked is there."""
    if own is None or own.sum != sum_of(text):
        return
    if isinstance(record.get("label"), list):
        check_all_there(report, path, line, known, own, record["label"])
    elif isinstance(record.get("entities"), list):
        spans = [(entity["start_offset"], entity["end_offset"], entity["label"]) for entity in record["entities"]]
        check_all_there(report, path, line, known, own, spans)


def check_blocks(report, path, line, text, unit, record):
    """Blocks follow one another, with nothing that is seen between them."""
    before = 0
    blocks = record.get("blocks")
    for block in blocks if isinstance(blocks, list) else []:
        report.checked += 1
        between = text.cut(before, block["start"], unit)
        if between is None or between.strip() or text.cut(block["start"], block["end"], unit) is None:
            report.differs(path, line, f"{block['start']} to {block['end']} is not the next block")
        before = block["end"]
    if blocks and (text.cut(before, len(text.text), unit) or "").strip():
        report.differs(path, line, "a block is missing at the end")


def check_links(report, path, line, record):
    """Both ends of every link between entities that have numbers."""
    entities = record.get("entities")
    ids = {entity.get("id") for entity in entities if isinstance(entity, dict)} if isinstance(entities, list) else ()
    for link in record.get("relations", []) if ids else []:
        for end in ("from_id", "to_id"):
            if end in link:
                report.checked += 1
                if link[end] not in ids:
                    report.differs(path, line, f"a link leads to {link[end]!r}, which is not there")


def check_row(report, path, line, known, quotes, text, record):
    """Tokens and their tags beside a text."""
    tags, tokens = record["ner_tags"], record.get("tokens", [])
    check_tags(report, path, line, tags, False, 0)
    report.words(path, line, len(tags), len(tokens))
    places = list(zip(record.get("token_start", []), record.get("token_end", [])))
    report.words(path, line, len(places), len(tokens))
    for token, (start, end) in zip(tokens, places):
        report.words(path, line, text.cut(start, end, "codepoint"), token)
    if len(places) != len(tokens) or len(tags) != len(tokens):
        return
    for first, last, label in decoded(tags):
        known.label(report, path, line, label)
        if quotes:
            words = text.cut(places[first][0], places[last][1], "codepoint") or ""
            check_tokens(report, path, line, known, words, quotes.between(places[first], places[last]), label)


def texts_of(paths):
    """Texts that stand in a file of their own, by their sums."""
    texts = {}
    for path in paths:
        for _, record in records(path) if path.endswith("texts.jsonl") else []:
            texts[sum_of(record["text"])] = record["text"]
    return texts
