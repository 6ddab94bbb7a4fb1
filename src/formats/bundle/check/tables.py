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


def check_tables(report, paths, known):
    """Spans of tables, whose texts stand in a table of articles."""
    texts = {}
    for path in paths:
        for line, row in rows(path):
            if "sha256" in row and "text" in row:
                texts[row["document"], row["annotator"]] = texts[row["document"]] = Text(row["text"])
                report.words(path, line, sum_of(row["text"]), row["sha256"])
                known.texts.setdefault(row["sha256"], row["text"])
    for path in paths:
        for line, row in rows(path):
            if not {"annotation", "start", "end", "text"} <= row.keys():
                continue
            text = texts.get((row["document"], row["annotator"])) or texts.get(row["document"])
            if text is None:
                report.differs(path, line, f"the text of {row['document']} is missing")
                continue
            known.label(report, path, line, row.get("label", ""))
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


def check_brat(report, path, unit, known):
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
            if target not in spans:
                report.differs(path, number, f"{target} is missing")
