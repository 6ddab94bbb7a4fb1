"""extruct: linked data taken out of the page, as those who collect reviews of claims take it."""

from collections import Counter

import extruct

from common import arguments, compare, expected_words, only
from fact_checks import reviewed

root, format, folder = arguments()
page = only(folder, ".html").read_bytes().decode("utf-8")
nodes = extruct.extract(page, syntaxes=["json-ld"], errors="strict")["json-ld"]
assert all(node["@context"] == "https://schema.org" for node in nodes)
compare("claims in the page", Counter(reviewed(nodes)), expected_words(folder, " … "))
