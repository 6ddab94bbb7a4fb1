def check_web(report, path, known, taken):
    """A collection of annotations of the web: each place by its position and by its words, in the text that it is of, and all
    that is marked in its document, which no other file is of; and how many documents it is. Proposals stand in files of their
    own."""
    whole = json.loads(read(path))
    items = whole["first"]["items"]
    report.words(path, 1, len(items), whole["total"])
    is_proposed = "/suggestions/" in path
    cutters, links, ids, article = {}, [], set(), ""
    spans = collections.Counter()
    # An annotation a line, below that of the collection.
    for line, item in enumerate(items, 2):
        ids.add(item["id"])
        bodies = item["body"]
        tags = [body["value"] for body in bodies if body.get("purpose") == "tagging"]
        if item["motivation"] == "linking":
            ends = [body["source"] for body in bodies if body.get("purpose") == "linking"]
            links.extend((line, end) for end in [*ends, item["target"]])
            continue
        if item["motivation"] == "describing":
            named = [body["value"] for body in bodies if body.get("purpose") == "identifying" and body.get("label") == "id"]
            article = named[0]
        target, places = item["target"], []
        parts = target["items"] if target["type"] == "oa:Composite" else [target]
        for part in parts:
            source = part["source"] if "source" in part else part["id"]
            file = os.path.normpath(os.path.join(os.path.dirname(path), source)).replace(os.sep, "/")
            if file not in cutters:
                text = read(file)
                cutters[file] = Text(text), known.of_text(report, path, line, text, None)
            cutter, quotes = cutters[file]
            if "selector" not in part:
                continue
            position, quote = part["selector"]
            place = position["start"], position["end"]
            if not check_place(report, path, line, cutter, *place, "codepoint", quote["exact"], quotes):
                continue
            places.append(place)
            around = {"prefix": cutter.text[:place[0]][-32:], "suffix": cutter.text[place[1]:][:32]}
            for side, words in around.items():
                report.words(path, line, quote[side], words)
            if quotes and not is_proposed:
                check_marked(report, path, line, known, quotes, cutter, place, tags[0])
        if item["motivation"] == "tagging":
            known.label(report, path, line, tags[0])
            spans[tags[0], tuple(places)] += 1
    # Several people may have marked one text, each in a file of their own.
    sums = [sum_of(cutter.text) for cutter, _ in cutters.values()]
    own = None if is_proposed else check_same(report, path, 1, known, article, spans, taken, *(sums[:1] or [""]))
    for sum_ in sums if own else ():
        report.words(path, 1, sum_, own.sum)
    for line, end in links:
        report.checked += 1
        if end not in ids:
            report.differs(path, line, f"a link leads to {end!r}, which is not there")
    return 0 if is_proposed else 1


def check_denotations(report, path, known, taken):
    """A document of PubAnnotation: the places of its denotations, all that is marked, and what is said of them."""
    record = json.loads(read(path))
    text = Text(record["text"])
    quotes = known.of_text(report, path, 1, text.text, None)
    spans, ids = collections.Counter(), set()
    for denotation in record["denotations"]:
        places, label = denotation["span"], denotation["obj"]
        known.label(report, path, 1, label)
        ids.add(denotation["id"])
        places = [(place["begin"], place["end"]) for place in (places if isinstance(places, list) else [places])]
        spans[label, tuple(places)] += 1
        for place in places:
            if check_place(report, path, 1, text, *place, "codepoint", None, quotes) and quotes:
                check_marked(report, path, 1, known, quotes, text, place, label)
    report.words(path, 1, len(ids), len(record["denotations"]))
    sum_ = sum_of(text.text)
    own = check_same(report, path, 1, known, record["sourceid"], spans, taken, sum_)
    if own:
        report.words(path, 1, sum_, own.sum)
    ends = [link[end] for link in record["relations"] for end in ("subj", "obj")]
    for end in ends + [attribute["subj"] for attribute in record["attributes"]]:
        report.checked += 1
        if end not in ids:
            report.differs(path, 1, f"{end!r} is spoken of, and is not there")
    return 1
