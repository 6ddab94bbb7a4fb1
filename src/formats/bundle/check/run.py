def check_sums(report):
    known = {"SHA256SUMS"}
    for number, line in enumerate(read("SHA256SUMS").split("\n"), 1):
        if not line:
            continue
        sum_, _, path = line.partition("  ")
        known.add(path)
        digest = hashlib.sha256()
        try:
            with open(os.path.join(FOLDER, path), "rb") as file:
                for part in iter(lambda: file.read(1 << 20), b""):
                    digest.update(part)
        except OSError:
            report.differs("SHA256SUMS", number, f"{path} is missing")
            continue
        report.checked += 1
        if digest.hexdigest() != sum_:
            report.differs(path, 0, "is not the file that was written: its SHA-256 differs")
    return known


def check_format(report, id_, unit, paths, known):
    """Checks the files of a format, and gives the number of documents in them; nothing where it has claims alone."""
    if id_ in ("csv", "tsv"):
        return check_tables(report, [path for path in paths if path.endswith((".csv", ".tsv"))], known)
    if id_ == "cas":
        return check_cas(report, paths, known)
    if id_ == "checkthat":
        return check_sentences(report, paths, known)
    if id_ == "claimreview":
        return check_reviews(report, paths, known)
    if id_ == "averitec":
        check_records(report, paths, known)
    texts, names = texts_of(paths), brat_names(paths)
    count, taken = 0, set()
    for path in paths:
        name = path.lower()
        try:
            if id_.startswith("conll"):
                if name.endswith((".conll", ".iob2", ".iob", ".bilou", ".bio")):
                    count += check_conll(report, path, "bilou" in id_, known)
            elif name.endswith(".ann"):
                check_brat(report, path, unit, known, names)
                count += 1
            elif id_ == "webannotation":
                count += check_web(report, path, known, taken) if name.endswith(".jsonld") else 0
            elif id_ == "pubannotation":
                count += check_denotations(report, path, known, taken) if name.endswith(".json") else 0
            elif name.endswith((".jsonl", ".json")):
                found = check_objects(report, path, unit, texts, known, id_.startswith("doccano"))
                # Others have a line for each claim, or one beside each document.
                count += found if id_ not in ("attribution", "averitec", "brat") or name.endswith("texts.jsonl") else 0
        except UNREADABLE as error:
            report.differs(path, 0, f"cannot be read: {error}")
    return count


UNREADABLE = (OSError, ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError, csv.Error)


def main():
    # A terminal that cannot show a character gets its number.
    sys.stdout.reconfigure(errors="backslashreplace")
    report = Report()
    try:
        files = check_sums(report)
        manifest = json.loads(read("manifest.json"))
        known = Known(files, manifest["options"]["fragments"])
        formats = manifest["formats"]
        documents = sum(set_["documents"] for set_ in manifest["sets"])
    except UNREADABLE as error:
        print(f"This is no bundle that can be checked: {error}")
        return 1
    print(f"files: {report.checked} have their sums, {report.wrong} differ")
    # What has no text comes last: others may have it.
    textless = ("conll", "conll-bilou", "checkthat")
    for format_ in sorted(formats, key=lambda format_: format_["id"] in textless):
        before, wrong, folder = report.checked, report.wrong, format_["folder"] + "/"
        paths = sorted(path for path in files if path.startswith(folder))
        try:
            count = check_format(report, format_["id"], format_["unit"], paths, known)
            # Every format has each document once.
            if count is not None:
                report.words(folder, 0, count, documents)
        except UNREADABLE as error:
            report.differs(folder, 0, f"cannot be read: {error}")
        print(f"{format_['folder']}: {report.checked - before} checked, {report.wrong - wrong} differ")
    print(f"{report.checked} checked, {report.wrong} differ")
    print("Something is not as it was written." if report.wrong else "Everything is as it was written.")
    return 1 if report.wrong else 0


if __name__ == "__main__":
    sys.exit(main())
