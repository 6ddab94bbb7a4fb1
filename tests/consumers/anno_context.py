"""The terms of the context of web annotations (http://www.w3.org/ns/anno.jsonld) that files of ours use, written down from the
Recommendation (*Web Annotation Vocabulary*), so that nothing is fetched. A key that is not here fails the check."""

URL = "http://www.w3.org/ns/anno.jsonld"

PREFIXES = {
    "oa": "http://www.w3.org/ns/oa#",
    "dc": "http://purl.org/dc/elements/1.1/",
    "dcterms": "http://purl.org/dc/terms/",
    "dctypes": "http://purl.org/dc/dcmitype/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "as": "http://www.w3.org/ns/activitystreams#",
}
OA = ("Annotation", "TextualBody", "SpecificResource", "TextQuoteSelector", "TextPositionSelector")
MOTIVATIONS = (
    "assessing",
    "classifying",
    "commenting",
    "describing",
    "identifying",
    "linking",
    "questioning",
    "tagging",
)
TYPES = {
    "Text": "dctypes:Text",
    "Person": "foaf:Person",
    "Software": "as:Application",
    "AnnotationCollection": "as:OrderedCollection",
    "AnnotationPage": "as:OrderedCollectionPage",
}
IRIS = {
    "body": "oa:hasBody",
    "target": "oa:hasTarget",
    "source": "oa:hasSource",
    "selector": "oa:hasSelector",
    "creator": "dcterms:creator",
    "generator": "as:generator",
    "via": "oa:via",
    "partOf": "as:partOf",
    "first": "as:first",
}
WORDS = {
    "format": "dc:format",
    "language": "dc:language",
    "value": "rdf:value",
    "exact": "oa:exact",
    "prefix": "oa:prefix",
    "suffix": "oa:suffix",
    "name": "foaf:name",
    "label": "rdfs:label",
}
NUMBERS = {"start": "oa:start", "end": "oa:end", "total": "as:totalItems", "startIndex": "as:startIndex"}
TIMES = {"created": "dcterms:created", "modified": "dcterms:modified"}

TERMS = {
    "id": {"@type": "@id", "@id": "@id"},
    "type": {"@type": "@id", "@id": "@type"},
    **{name: f"oa:{name}" for name in OA + MOTIVATIONS},
    **TYPES,
    **{name: {"@type": "@id", "@id": iri} for name, iri in IRIS.items()},
    "items": {"@type": "@id", "@id": "as:items", "@container": "@list"},
    "motivation": {"@type": "@vocab", "@id": "oa:motivatedBy"},
    "purpose": {"@type": "@vocab", "@id": "oa:hasPurpose"},
    **WORDS,
    **{name: {"@id": iri, "@type": "xsd:nonNegativeInteger"} for name, iri in NUMBERS.items()},
    **{name: {"@id": iri, "@type": "xsd:dateTime"} for name, iri in TIMES.items()},
}
CONTEXT = {"@context": {**PREFIXES, **TERMS}}
