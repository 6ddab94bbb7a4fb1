"""What the checks of consumers share: what is expected, and how it is held against what a consumer has found.

A place is known by its words and by how often they stand before it in the text, so that nothing here counts in a unit.
"""

import json
import sys
from collections import Counter
from pathlib import Path

#: What a check ends with when it has found a difference. A Python error ends with 1.
DIFFERS = 3


def nth(text, words, start):
    """How often the words stand in the text before this place."""
    count, at = 0, text.find(words)
    while 0 <= at < start:
        count, at = count + 1, text.find(words, at + 1)
    return count


def placed(text, fragments):
    """Fragments, as offsets that Python counts, by their words."""
    return tuple((text[start:end], nth(text, text[start:end], start)) for start, end in fragments)


def lines(path):
    """The values of a file of JSON lines. Only a line feed ends a line."""
    return [json.loads(line) for line in Path(path).read_text(encoding="utf-8").split("\n") if line]


def expected(folder):
    """What stands in a format's folder: text, label and place of each span, and the links between them."""
    spans, links = Counter(), Counter()
    for record in lines(Path(folder) / "expected.jsonl"):
        text, by_id = record["text"], {}
        for span in record["spans"]:
            place = tuple((words, before) for words, before in span["fragments"])
            by_id.setdefault(span["id"], (span["label"], place))
            spans[(text, span["label"], place)] += 1
        for kind, start, end in record["relations"]:
            if start in by_id and end in by_id:
                links[(text, kind, by_id[start], by_id[end])] += 1
    return spans, links


def found(documents):
    """The same of documents that were read: text, spans as (label, fragments), links by the numbers of spans."""
    spans, links = Counter(), Counter()
    for text, all_of_it, related in documents:
        known = [(label, placed(text, fragments)) for label, fragments in all_of_it]
        spans.update((text, label, place) for label, place in known)
        for kind, start, end in related or []:
            if start is not None and end is not None:
                links[(text, kind, known[start], known[end])] += 1
    return spans, links


def expected_tokens(folder):
    """What stands in a format of tokens: for each document its text, and labels with words, without what is in no token."""
    for record in lines(Path(folder) / "expected.jsonl"):
        yield record["bare"], Counter((span["label"], span["bare"]) for span in record["spans"])


def expected_words(folder, joined):
    """The words of each span, in one line."""
    spans = (span for record in lines(Path(folder) / "expected.jsonl") for span in record["spans"])
    return Counter(" ".join(joined.join(words for words, _ in span["fragments"]).split()) for span in spans)


def compare_tokens(what, documents, folder):
    """Holds documents in order, as their text and their entities by label and words, against what is expected."""
    documents, wanted = list(documents), list(expected_tokens(folder))
    if len(documents) != len(wanted):
        differs(f"{what}: {len(documents)} documents, not {len(wanted)}")
    texts = [text for text, _ in documents]
    if texts != [text for text, _ in wanted]:
        differs(f"{what}: the tokens are not those of the text")
    number = lambda all_of_it: Counter({(at, *entity): n for at, (_, some) in enumerate(all_of_it) for entity, n in some.items()})
    compare(what, number(documents), number(wanted))


def compare(what, found, wanted):
    """Prints how many spans were proved, or what differs; a difference ends the check."""
    missing, surplus = wanted - found, found - wanted
    if not missing and not surplus:
        if not sum(wanted.values()):
            differs(f"{what}: nothing was expected")
        print(f"proved: {sum(wanted.values())} {what}", flush=True)
        return
    for name, some in [("missing", missing), ("surplus", surplus)]:
        for entry, count in list(some.items())[:8]:
            shown = entry[1:] if isinstance(entry[0], str) and len(entry) > 2 else entry
            print(f"differs: {what}: {name} {count}: {shown!r}")
    differs(f"{what}: {sum(missing.values())} missing, {sum(surplus.values())} surplus")


def differs(why):
    """Ends the check: a difference was found."""
    print(f"differs: {why}", flush=True)
    sys.exit(DIFFERS)


def arguments():
    """The folder of all formats, the format, and its own folder: that of the control where this is asked for."""
    root, format, ending = Path(sys.argv[1]), sys.argv[2], sys.argv[3]
    return root, format, root / (format + ending)


def give(root, format, consumer, name, text):
    """Keeps what a consumer wrote itself, to be read by our own reader: one folder for what belongs together."""
    path = root / "back" / format / consumer / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="")


def only(folder, *endings):
    """The file of a format with the first of these endings that one has."""
    paths = [path for path in sorted((Path(folder) / "files").rglob("*")) if path.is_file()]
    for ending in endings:
        found = [path for path in paths if path.name.endswith(ending)]
        if found:
            assert len(found) == 1, [path.name for path in found]
            return found[0]
    raise AssertionError(f"no {endings} in {[path.name for path in paths]}")


def say(text, fragments, words, joined=" "):
    """The words that a file itself says a span has."""
    cut = joined.join(text[start:end] for start, end in fragments)
    if cut != words:
        differs(f"the file says {words!r}, its offsets {cut!r}")
