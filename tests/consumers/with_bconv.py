"""PubAnnotation: `bconv` reads each file, and writes it once more."""

import bconv

from common import arguments, compare, expected, found, give

root, format, folder = arguments()
wanted, related = expected(folder)

documents, attributes = [], 0
for path in sorted((folder / "files").rglob("*.json")):
    document = bconv.load(str(path), fmt="pubanno_json")
    spans, numbers = [], {}
    for entity in document.iter_entities():
        numbers[entity.id] = len(spans)
        spans.append((entity.metadata["type"], entity.spans))
        attributes += len(entity.metadata) - 1
    links = []
    for relation in document.iter_relations():
        start, end = relation
        links.append((relation.type, numbers[start.refid], numbers[end.refid]))
    documents.append((document.text, spans, links))
    if not str(folder).endswith("-wrong"):
        give(root, format, "bconv", f"export/{path.name}", bconv.dumps(document, fmt="pubanno_json"))
spans, links = found(documents)
compare("spans, by bconv", spans, wanted)
compare("links, by bconv", links, related)
assert attributes, "it found what is said of them"
print(f"proved: {attributes} attributes, by bconv")
