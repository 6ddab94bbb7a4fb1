"""Makes spaCy's files of the .jsonl files beside this one: python to_spacy.py [lang] -> a .spacy file for each.

Needs spaCy 3. Spans are in doc.spans["sc"]; those that lie over no other are in doc.ents as well.
"""

import json
import pathlib
import sys

import spacy
from spacy.tokens import Doc, DocBin
from spacy.util import filter_spans

here = pathlib.Path(__file__).parent
nlp = spacy.blank(sys.argv[1] if len(sys.argv) > 1 else "xx")
for path in sorted(here.glob("*.jsonl")):
    bin, count = DocBin(store_user_data=True), 0
    with path.open(encoding="utf-8") as lines:
        records = [json.loads(line) for line in lines]
    for record in records:
        if record.get("answer", "accept") != "accept":
            continue
        tokens = record["tokens"]
        doc = Doc(nlp.vocab, [token["text"] for token in tokens], [token["ws"] for token in tokens])
        assert doc.text == record["text"], record.get("id")
        spans = []
        for span in record["spans"]:
            found = doc.char_span(span["start"], span["end"], label=span["label"], alignment_mode="strict")
            assert found is not None, (record.get("id"), span)
            spans.append(found)
        doc.spans["sc"] = spans
        doc.ents = filter_spans(spans)
        bin.add(doc)
        count += len(spans)
    bin.to_disk(path.with_suffix(".spacy"))
    print(f"{path.with_suffix('.spacy').name}: {len(bin)} documents, {count} spans")
