"""spaCy, with a blank model: strict spans, span groups, a `DocBin` and back; and its own reader of CoNLL files."""

from collections import Counter

import spacy
import srsly
from spacy.tokens import Doc, DocBin, SpanGroup
from spacy.training.converters import conll_ner_to_docs

from common import arguments, compare, compare_tokens, differs, expected, found, give
from formats import only

root, format, folder = arguments()
nlp = spacy.blank("xx")


def of_tokens(line):
    """A document of the tokens that stand in the file, as Prodigy makes one."""
    tokens = line["tokens"]
    doc = Doc(nlp.vocab, words=[token["text"] for token in tokens], spaces=[token["ws"] for token in tokens])
    if doc.text != line["text"]:
        differs(f"the tokens give {doc.text!r}, the text is {line['text']!r}")
    return doc


def strict(doc, spans):
    """Spans that begin and end with tokens; spaCy gives nothing for others."""
    for span in spans:
        made = doc.char_span(span["start"], span["end"], label=span["label"], alignment_mode="strict")
        if made is None:
            differs(f"no span from {span['start']} to {span['end']} ({span['label']}) in {doc.text!r}")
        yield made


def prodigy():
    path = only(folder, ".jsonl")
    records = list(srsly.read_jsonl(path))
    wanted, _ = expected(folder)
    box = DocBin(store_user_data=True)
    for line in records:
        doc = of_tokens(line)
        doc.spans["sc"] = SpanGroup(doc, name="sc", spans=list(strict(doc, line["spans"])))
        box.add(doc)
    docs = list(DocBin().from_bytes(box.to_bytes()).get_docs(nlp.vocab))
    as_found = lambda doc: (doc.text, [(s.label_, [(s.start_char, s.end_char)]) for s in doc.spans["sc"]], None)
    spans, _ = found(map(as_found, docs))
    compare("spans, strict, through a DocBin", spans, wanted)

    # What spaCy gives out itself: as Prodigy's own recipes write it, and as its documents are.
    def record(doc):
        tokens = [{"text": t.text, "start": t.idx, "end": t.idx + len(t), "id": t.i, "ws": bool(t.whitespace_)} for t in doc]
        spans = [
            {"start": s.start_char, "end": s.end_char, "token_start": s.start, "token_end": s.end - 1, "label": s.label_}
            for s in doc.spans["sc"]
        ]
        return {"text": doc.text, "tokens": tokens, "spans": spans, "answer": "accept"}

    if not folder.name.endswith("-wrong"):
        out = "".join(srsly.json_dumps(record(doc)) + "\n" for doc in docs)
        give(root, format, "spacy", "prodigy/annotated.jsonl", out)


def conll():
    text = only(folder, ".conll").read_text("utf-8")

    def documents():
        for doc in conll_ner_to_docs(text, n_sents=0, no_print=True):
            words = lambda span: "".join(token.text for token in span)
            yield "".join(token.text for token in doc), Counter((span.label_, words(span)) for span in doc.ents)

    compare_tokens("spans, by spaCy's own converter", documents(), folder)


{"prodigy": prodigy, "conll": conll}[format]()
