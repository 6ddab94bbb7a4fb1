"""brat: its own server's parser, as `bratiaa` carries it, which holds each span's words against the text, and `pybrat`."""

from bratsubset.annotation import TextAnnotations
from pybrat.parser import BratParser

from common import arguments, compare, differs, expected, found
from formats import brat_names

root, format, folder = arguments()
name = brat_names(folder)
wanted, related = expected(folder)

documents = []
for path in sorted((folder / "files").rglob("*.ann")):
    parsed = TextAnnotations(str(path.with_suffix("")), read_only=True)
    if parsed.failed_lines:
        rows = path.read_text("utf-8").split("\n")
        for number in parsed.failed_lines:
            print(f"differs: {path.name}: {rows[number]!r}")
        differs(f"{path.name}: {len(parsed.failed_lines)} lines")
    spans, numbers = [], {}
    for span in parsed.get_textbounds():
        numbers[span.id] = len(spans)
        spans.append((name("label", span.type), [tuple(pair) for pair in span.spans]))
    links = [(name("relation", link.type), numbers[link.arg1], numbers[link.arg2]) for link in parsed.get_relations()]
    documents.append((parsed.get_document_text(), spans, links))
spans, links = found(documents)
compare("spans, by brat's own parser", spans, wanted)
compare("links, by brat's own parser", links, related)

# Two labels on the same words are a mistake to it, and allowed in brat: so what it raises is not what is asked, but whether
# it found everything.
documents = []
for example in BratParser(error="ignore").parse(str(folder / "files")):
    numbers = {entity.id: number for number, entity in enumerate(example.entities)}
    spans = [(name("label", entity.type), [(s.start, s.end) for s in entity.spans]) for entity in example.entities]
    links = [
        (name("relation", link.type), numbers[link.arg1.id], numbers[link.arg2.id])
        for link in example.relations
        if link.type != "Equiv"
    ]
    documents.append((example.text, spans, links))
spans, links = found(documents)
compare("spans, by pybrat", spans, wanted)
compare("links, by pybrat", links, related)
