def plain(cell):
    # What a spreadsheet could take for a formula has a mark in front.
    is_marked = cell[:1] == "'" and cell.lstrip("'")[:1] in tuple("=+-@\t\r\n\uff1d\uff0b\uff0d\uff20")
    return cell[1:] if is_marked else cell


def show(claim):
    print(f'{plain(claim["source"]) or "-"} | {plain(claim["cue"]) or "-"} | {plain(claim["claim"])}')
