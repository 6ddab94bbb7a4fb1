def words(fragments):
    spans = {}
    for fragment in fragments:
        spans.setdefault(fragment["span"], []).append(fragment["text"])
    return ", ".join(" … ".join(span) for span in spans.values()) or "-"


def show(claim):
    print(f'{words(claim["source"])} | {words(claim["cue"])} | {words(claim["content"])}')
