"""Web annotations: `PyLD` expands each file, `rdflib` makes triples of it, and `anchorpoint` finds each place in the text by
either selector. Nothing is fetched: the context is `anno_context.py`."""

import json
from urllib.parse import unquote, urlparse

from anchorpoint.textselectors import TextPositionSelector, TextQuoteSelector
from pyld import jsonld
from rdflib import Graph, Namespace, RDF, RDFS, URIRef
from rdflib.collection import Collection

from anno_context import CONTEXT, TERMS, URL
from common import arguments, compare, differs, expected, found
from formats import collections

root, format, folder = arguments()
wanted, related = expected(folder)
OA, AS = Namespace("http://www.w3.org/ns/oa#"), Namespace("http://www.w3.org/ns/activitystreams#")


def loader(url, options):
    assert url == URL, f"{url} is asked for"
    return {"contextUrl": None, "documentUrl": url, "document": CONTEXT, "contentType": "application/ld+json"}


def every_key(value):
    if isinstance(value, dict):
        for key, inner in value.items():
            if key not in TERMS and key != "@context":
                differs(f"{key!r} is no term of the context")
            every_key(inner)
    elif isinstance(value, list):
        for inner in value:
            every_key(inner)


def file_of(iri):
    return unquote(urlparse(iri).path)


def text_of(iri):
    with open(file_of(iri), encoding="utf-8", newline="") as file:
        return file.read()


def by_both(text, position, quote):
    """Where anchorpoint finds a place: the position counts, and the quotation must lead to the same."""
    start, end = position
    there = TextPositionSelector(start=start, end=end).select_text(text)
    if there.strip("…") != quote["exact"].strip("…"):
        differs(f"{position}: {there!r} stands there, not {quote['exact']!r}")
    # It takes white space away at edges, knows no case, and takes the first of places that look alike.
    alike = lambda words: text.lower().count("".join(words).lower())
    plain = all(words == words.strip() or words != quote["exact"] for words in quote.values())
    if plain and alike((quote["prefix"], quote["exact"], quote["suffix"])) == 1:
        there = TextQuoteSelector(**quote).as_position(text)
        if (there.start, there.end) != (start, end):
            differs(f"{position}: the quotation leads to {there}")
        quoted.append(position)
    return start, end


quoted = []


pyld = []
for path, whole in collections(folder):
    every_key(whole)
    base = path.absolute().as_uri()
    (expanded,) = jsonld.expand(whole, {"base": base, "documentLoader": loader})
    page = expanded[str(AS.first)][0]
    items = page[str(AS.items)][0]["@list"]
    assert len(items) == whole["total"], path
    one = lambda value, key: value[str(key)][0]
    iri = lambda value, key: one(value, key)["@id"]
    said = lambda value, key: one(value, key)["@value"]
    bodies = lambda item, purpose: [body for body in item[str(OA.hasBody)] if iri(body, OA.hasPurpose) == str(OA[purpose])]
    text, spans, numbers, links = None, [], {}, []
    for item in items:
        assert item["@type"] == [str(OA.Annotation)], item
        target = one(item, OA.hasTarget)
        text = text_of(target["@id"]) if text is None else text
        if iri(item, OA.motivatedBy) != str(OA.tagging):
            continue
        parts = target[str(AS.items)][0]["@list"] if target["@type"] == [str(OA.Composite)] else [target]
        pieces = []
        for part in parts:
            assert text_of(iri(part, OA.hasSource)) == text, part
            position, quote = part[str(OA.hasSelector)]
            quote = {side: said(quote, OA[side]) for side in ("exact", "prefix", "suffix")}
            pieces.append(by_both(text, (int(said(position, OA.start)), int(said(position, OA.end))), quote))
        numbers[item["@id"]] = len(spans)
        spans.append((said(bodies(item, "tagging")[0], RDF.value), pieces))
    for item in items:
        if iri(item, OA.motivatedBy) == str(OA.linking):
            kind = said(bodies(item, "tagging")[0], RDF.value)
            ends = iri(bodies(item, "linking")[0], OA.hasSource), iri(item, OA.hasTarget)
            links.append((kind, *(numbers[end] for end in ends)))
    pyld.append((text, spans, links))
spans, links = found(pyld)
compare("spans, by PyLD and anchorpoint", spans, wanted)
compare("links, by PyLD", links, related)
assert len(quoted) > 10, quoted
print(f"proved: {len(quoted)} places by their quotations alone, by anchorpoint")

documents = []
for path, whole in collections(folder):
    graph = Graph()
    inline = {**whole, **CONTEXT}
    graph.parse(data=json.dumps(inline), format="json-ld", publicID=path.absolute().as_uri())
    value = lambda subject, key: graph.value(subject, key)
    body = lambda item, purpose: next(b for b in graph.objects(item, OA.hasBody) if (b, OA.hasPurpose, OA[purpose]) in graph)
    of = lambda motivation: sorted(graph.subjects(OA.motivatedBy, OA[motivation]))
    (about,) = of("describing")
    text, spans, numbers = text_of(value(about, OA.hasTarget)), [], {}
    for item in of("tagging"):
        target = value(item, OA.hasTarget)
        parts = list(Collection(graph, value(target, AS.items))) if (target, RDF.type, OA.Composite) in graph else [target]
        pieces = []
        for part in parts:
            positions = [s for s in graph.objects(part, OA.hasSelector) if (s, RDF.type, OA.TextPositionSelector) in graph]
            pieces += [(value(s, OA.start).toPython(), value(s, OA.end).toPython()) for s in positions]
        numbers[item] = len(spans)
        spans.append((str(value(body(item, "tagging"), RDF.value)), pieces))
    links = [
        (
            str(value(body(item, "tagging"), RDF.value)),
            numbers[value(body(item, "linking"), OA.hasSource)],
            numbers[value(item, OA.hasTarget)],
        )
        for item in of("linking")
    ]
    documents.append((text, spans, links))
spans, links = found(documents)
compare("spans, by rdflib", spans, wanted)
compare("links, by rdflib", links, related)
