SIGNS = "=+\\-@\uff1d\uff0b\uff0d\uff20"
PARTING = ",;" if SEPARATOR == "\t" else ";"
# What a spreadsheet could take for a formula has a mark in front.
MARK = re.compile(f"\\A'(?='*[{SIGNS}\t\r\n])|(?<=[{PARTING}\t\r\n])'(?=['\"]*[{SIGNS}])")


def plain(cell):
    return MARK.sub("", cell)


def show(claim):
    print(f'{plain(claim["source"]) or "-"} | {plain(claim["cue"]) or "-"} | {plain(claim["claim"])}')
