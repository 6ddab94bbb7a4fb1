def words(span):
    return " … ".join(fragment["text"] for fragment in span["fragments"])


def show(article):
    spans = {span["id"]: span for span in article["spans"]}
    for span in article["spans"]:
        if span["layer"] == "claim":
            links = [link for link in article["relations"] if link["from"] == span["id"] and link["to"] in spans]
            source = [words(spans[link["to"]]) for link in links if link["label"] == "source"]
            cue = [words(spans[link["to"]]) for link in links if link["label"] == "cue"]
            print(f'{", ".join(source) or "-"} | {", ".join(cue) or "-"} | {words(span)}')
