def rows(path):
    """The rows of a table by the names of its columns, without the marks before what begins like a formula."""
    signs = "=+\\-@\uff1d\uff0b\uff0d\uff20"
    parting = ",;" if path.endswith(".tsv") else ";"
    mark = re.compile(f"\\A'(?='*[{signs}\t\r\n])|(?<=[{parting}\t\r\n])'(?=['\"]*[{signs}])")
    lines = csv.reader(io.StringIO(read(path), newline=""), strict=True, delimiter="\t" if path.endswith(".tsv") else ",")
    names = None
    for row in lines:
        plain = [mark.sub("", cell) for cell in row]
        if names is None:
            names = plain
        elif len(plain) != len(names):
            raise csv.Error(f"line {lines.line_num} has {len(plain)} cells, not {len(names)}")
        else:
            yield lines.line_num, dict(zip(names, plain))


def check_tables(report, paths, known):
    """Tables whose texts stand in one of articles; gives how many of those there are."""
    tables = {"articles": [], "spans": [], "relations": [], "claims": []}
    for path in paths:
        kind = next((kind for kind in tables if re.search(f"[-/]{kind}\\.[ct]sv\\Z", path)), None)
        if kind:
            tables[kind].append(path)
    # Each with what the ones after it are held against.
    texts, spans, claims, count = {}, {}, set(), 0
    for path, line, row in rows_of(report, tables["articles"]):
        count += 1
        texts[row["document"]] = Text(row["text"])
        report.words(path, line, sum_of(row["text"]), row["sha256"])
        known.texts.setdefault(row["sha256"], row["text"])
    for path, line, row in rows_of(report, tables["spans"]):
        text = text_of(report, path, line, row, texts)
        if text is not None:
            hull = check_span(report, path, line, row, text, known)
            spans.setdefault(row["document"], {})[row["annotation"]] = hull, row["text"]
            if row["kind"] == "claim":
                claims.add((row["document"], row["annotation"]))
    for path, line, row in rows_of(report, tables["relations"]):
        here = spans.get(row["document"], {})
        for end in ("from", "to"):
            report.checked += 1
            if row[end] not in here:
                report.differs(path, line, f"the span {row[end]} is missing")
            else:
                report.words(path, line, row[end + "_text"], here[row[end]][1])
    joined = {document: joined_of(here) for document, here in spans.items()}
    for path, line, row in rows_of(report, tables["claims"]):
        report.checked += 1
        if (row["document"], row["claim_id"]) not in claims:
            report.differs(path, line, f"the claim {row['claim_id']} is no span, or stands there twice")
        claims.discard((row["document"], row["claim_id"]))
        text = text_of(report, path, line, row, texts)
        for name in ("", "source", "cue") if text is not None else ():
            check_first(report, path, line, row, name, text, joined.get(row["document"], {}))
    if claims and tables["claims"]:
        report.differs(tables["claims"][0], 0, f"{len(claims)} claims are missing")
    return count


def rows_of(report, paths):
    """The rows of all tables of a kind; what cannot be read ends its table."""
    for path in paths:
        line = 0
        try:
            for line, row in rows(path):
                yield path, line, row
        except csv.Error as error:
            report.differs(path, line + 1, f"cannot be read: {error}")


def text_of(report, path, line, row, texts):
    text = texts.get(row["document"])
    if text is None:
        report.differs(path, line, f"the text of {row['document']} is missing")
    return text


def cut_at(report, path, line, text, start, end, unit):
    """What stands between two places that cells say."""
    found = text.cut(int(start), int(end), unit) if start.isdigit() and end.isdigit() else None
    if not found:
        report.differs(path, line, f"{start!r} to {end!r} is not a place of the text")
    return found


def check_span(report, path, line, row, text, known):
    """Its fragments, and the whole of it in both units; gives the place of the whole."""
    known.label(report, path, line, row["label"])
    whole = cut_at(report, path, line, text, row["start"], row["end"], "codepoint")
    wide = cut_at(report, path, line, text, row["start_utf16"], row["end_utf16"], "utf16")
    numbers = re.findall(r"\d+", row["fragments"])
    found = [cut_at(report, path, line, text, *pair, "codepoint") for pair in zip(numbers[::2], numbers[1::2])]
    if whole and wide:
        report.words(path, line, wide, whole)
    if None not in found:
        report.words(path, line, " ".join(found), row["text"])
        report.words(path, line, (row["start"], row["end"]), (numbers[0], numbers[-1]) if numbers else None)
    return row["start"], row["end"]


def joined_of(spans):
    """The words of a document's spans by their places: of several fragments they are not what stands there."""
    words = {}
    for place, said in spans.values():
        words.setdefault(place, set()).add(said)
    return words


def check_first(report, path, line, row, name, text, joined):
    """A claim, or its first source or cue, against the place that stands beside it."""
    said = row[name or "claim"]
    place = tuple(row[f"{name}_{end}" if name else end] for end in ("start", "end"))
    if not said and place == ("", ""):
        return
    found = cut_at(report, path, line, text, *place, "codepoint")
    if not found:
        return
    # Several stand in one cell.
    has = (words for words in joined.get(place, ()) if said == words or name and said.startswith(words + " | "))
    if next(has, None) is None:
        report.differs(path, line, f"{found!r} stands there, not {said!r}")
    report.checked += 1


def brat_names(paths):
    """What brat's own configuration allows: names of spans and of relations."""
    names = {"entities": set(), "relations": set()}
    for path in paths:
        section = None
        for line in read(path).split("\n") if path.endswith("annotation.conf") else []:
            if line.startswith("["):
                section = line.strip()[1:-1]
            elif section in names and line.strip() and not line.startswith(("#", "<")):
                names[section].add(line.split()[0].lstrip("!"))
    return names


def check_brat(report, path, unit, known, names):
    source = path[:-4] + ".txt"
    try:
        text = Text(read(source))
    except OSError:
        report.differs(path, 0, f"{source} is missing")
        return
    known.texts.setdefault(sum_of(text.text), text.text)
    spans = set()
    lines = read(path).split("\n")
    for number, line in enumerate(lines, 1):
        if not line.startswith("T"):
            continue
        parts = line.split("\t")
        if len(parts) != 3:
            report.differs(path, number, "not three columns")
            continue
        spans.add(parts[0])
        report.checked += 1
        if parts[1].partition(" ")[0] not in names["entities"]:
            report.differs(path, number, f"{parts[1].partition(' ')[0]!r} is no label of annotation.conf")
        found = []
        for place in parts[1].partition(" ")[2].split(";"):
            start, _, end = place.partition(" ")
            cut = text.cut(int(start), int(end), unit) if start.isdigit() and end.isdigit() else None
            if not cut:
                report.differs(path, number, f"{place} is not a place of the text")
            found.append(cut or "")
        report.words(path, number, re.sub(r"[\n\r\t]", " ", " ".join(found)), parts[2])
    for number, line in enumerate(lines, 1):
        if not line.startswith("R"):
            continue
        report.checked += 1
        name = line.partition("\t")[2].partition(" ")[0]
        if name not in names["relations"]:
            report.differs(path, number, f"{name!r} is no relation of annotation.conf")
        for target in re.findall(r"(?:Arg1:|Arg2:)(T\d+)", line):
            report.checked += 1
            if target not in spans:
                report.differs(path, number, f"{target} is missing")
