"""dkpro-cassis: its reader of CAS JSON, XMI and back, the type system beside the files; and what it writes itself."""

import sys
import warnings
from pathlib import Path

from cassis import load_cas_from_json, load_cas_from_xmi, load_typesystem
from cassis.typesystem import TypeSystemMode

from common import arguments, compare, differs, expected, found, give

root, format, folder = arguments()
SPAN, RELATION = "webanno.custom.ManiculeSpan", "webanno.custom.ManiculeRelation"
SEGMENT = "de.tudarmstadt.ukp.dkpro.core.api.segmentation.type."
# Offsets within a character are what the control has.
warnings.filterwarnings("error" if not folder.name.endswith("-wrong") else "ignore", message="Not mapping")

paths = sorted(path for path in (folder / "files").glob("*.json"))
layers = folder / "files" / "layers" / "TypeSystem.xml"


def read(cas):
    """A document: its text, its spans, and its links by the numbers of spans."""
    spans = sorted(cas.select(SPAN), key=lambda span: span.xmiID)
    numbers = {span.spanId: number for number, span in enumerate(spans)}
    for span in spans:
        if span.get_covered_text() != cas.sofa_string[span.begin:span.end]:
            differs(f"{span.get_covered_text()!r} is not what stands at {span.begin} to {span.end}")
    links = [(link.label, numbers[link.Governor.spanId], numbers[link.Dependent.spanId]) for link in cas.select(RELATION)]
    return cas.sofa_string, [(span.label, [(span.begin, span.end)]) for span in spans], links


def check_lines(cas):
    """Every token lies in a sentence, and nothing that is seen lies in none."""
    covered = "".join(token.get_covered_text() for token in cas.select(SEGMENT + "Token"))
    inside = sum(len(list(cas.select_covered(SEGMENT + "Token", sentence))) for sentence in cas.select(SEGMENT + "Sentence"))
    if inside != len(list(cas.select(SEGMENT + "Token"))):
        differs(f"{inside} tokens lie in sentences, of {len(list(cas.select(SEGMENT + 'Token')))}")
    if not covered:
        differs("there are no tokens")


def said(cas):
    """What is said beside labels, to be the same on every way."""
    names = ("label", "note", "doubt", "entity", "identifier", "entityId", "spanId", "fragments")
    return [tuple(getattr(span, name) for name in names) for span in sorted(cas.select(SPAN), key=lambda one: one.spanId)]


def hold(what, documents):
    spans, links = found(documents)
    compare(f"spans, {what}", spans, wanted)
    compare(f"links, {what}", links, related)


wanted, related = expected(folder)
loaded = [load_cas_from_json(path.read_text("utf-8")) for path in paths]
hold("by its own reader", map(read, loaded))
for cas in loaded:
    check_lines(cas)

# The layers alone say all types: what the files say themselves is not asked.
types = load_typesystem(layers.read_text("utf-8"))
strict = [load_cas_from_json(path.read_text("utf-8"), typesystem=types, merge_typesystem=False) for path in paths]
hold("with the layers alone", map(read, strict))

through = []
for cas in loaded:
    written, typed = cas.to_xmi(), cas.typesystem.to_xml()
    through.append(load_cas_from_xmi(written, typesystem=load_typesystem(typed)))
hold("through XMI", map(read, through))
for before, after in zip(loaded, through):
    # XML has no empty text apart from none.
    plain = lambda all_: [tuple(value or None for value in one) for one in all_]
    if plain(said(before)) != plain(said(after)):
        differs("XMI says something else of spans")

if folder.name.endswith("-wrong"):
    sys.exit(0)
for kind, mode in [("whole", TypeSystemMode.FULL), ("minimal", TypeSystemMode.MINIMAL), ("untyped", TypeSystemMode.NONE)]:
    for path, cas in zip(paths, loaded):
        give(root, format, "cassis", f"{kind}/{Path(path).name}", cas.to_json(type_system_mode=mode))
for path, cas in zip(paths, through):
    give(root, format, "cassis", f"xmi/{Path(path).name}", cas.to_json())
