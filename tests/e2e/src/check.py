"""Reads native JSON Lines; every fragment must be the slice of the text that it says it is."""

import hashlib
import json
import sys


def fragments_of(value):
    """Every fragment, in whatever it stands: an annotation, a suggestion."""
    if isinstance(value, dict):
        if "start_utf16" in value:
            yield value
        value = value.values()
    elif not isinstance(value, list):
        return
    for part in value:
        yield from fragments_of(part)


path, shift = sys.argv[1], int(sys.argv[2])
articles = fragments = 0

with open(path, encoding="utf-8", newline="\n") as lines:
    for number, line in enumerate(lines, 1):
        article = json.loads(line)
        text = article["text"]
        utf8 = text.encode("utf-8")
        utf16 = text.encode("utf-16-le")
        lengths = {"codepoints": len(text), "utf16": len(utf16) // 2, "utf8": len(utf8)}
        if article["length"] != lengths:
            sys.exit(f"line {number}: the text is {lengths} long, not {article['length']}")
        if article["text_sha256"] != hashlib.sha256(utf8).hexdigest():
            sys.exit(f"line {number}: text_sha256 is not that of the text")
        for fragment in fragments_of(article):
            start, end = fragment["start"] + shift, fragment["end"] + shift
            start16, end16 = fragment["start_utf16"] + shift, fragment["end_utf16"] + shift
            slices = {
                "code points": text[start:end],
                "UTF-16": utf16[2 * start16 : 2 * end16].decode("utf-16-le", "replace"),
            }
            for unit, found in slices.items():
                if found != fragment["text"]:
                    sys.exit(f"line {number}: in {unit} the offsets say {found!r}, the fragment is {fragment}")
            fragments += 1
        articles += 1

print(f"{articles} articles, {fragments} fragments")
