def show(article):
    begun = None
    for start, end, tag in list(zip(article["token_start"], article["token_end"], article["ner_tags"])) + [(0, 0, "O")]:
        if begun and not tag.startswith("I-"):
            print(f'{begun[0]} | {article["text"][begun[1]:begun[2]]}')
            begun = None
        if tag != "O":
            begun = (tag[2:], begun[1] if begun else start, end)
