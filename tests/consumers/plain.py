"""Every format, checked with Python's own library alone."""

from collections import Counter

from common import arguments, compare, compare_tokens, expected, expected_words, found
from fact_checks import WORDS
from formats import READERS, TOKENS, entities, tagged

root, format, folder = arguments()
if format in TOKENS:
    documents = (("".join(tokens), Counter(entities(tokens, tags))) for tokens, tags in tagged(folder, format))
    compare_tokens(f"spans in {format}", documents, folder)
elif format in WORDS:
    read, joined = WORDS[format]
    compare(f"claims in {format}", read(folder), expected_words(folder, joined))
else:
    documents = list(READERS[format](folder))
    spans, links = found(documents)
    wanted, related = expected(folder)
    compare(f"spans in {format}", spans, wanted)
    if all(links is not None for _, _, links in documents):
        compare(f"links in {format}", links, related)
