"""seqeval: tags read in its strict mode, and scored against themselves and against tags without one entity."""

from collections import Counter

from seqeval.metrics import f1_score
from seqeval.scheme import BILOU, IOB2, Entities

from common import arguments, compare, compare_tokens
from formats import tagged

root, format, folder = arguments()
scheme = BILOU if format == "conll-bilou" else IOB2
documents = list(tagged(folder, format))


def found():
    for tokens, tags in documents:
        [entities] = Entities([tags], scheme=scheme).entities if tags else [[]]
        words = lambda entity: "".join(tokens[entity.start : entity.end])
        yield "".join(tokens), Counter((entity.tag, words(entity)) for entity in entities)


compare_tokens(f"spans, strict {scheme.__name__}", found(), folder)
tags = [tags for _, tags in documents if tags]
assert f1_score(tags, tags, mode="strict", scheme=scheme) == 1.0
assert f1_score(tags, [["O"] * len(some) for some in tags], mode="strict", scheme=scheme, zero_division=0) == 0.0
