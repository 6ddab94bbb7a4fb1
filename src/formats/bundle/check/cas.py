CAS_SPAN, CAS_RELATION = "webanno.custom.ManiculeSpan", "webanno.custom.ManiculeRelation"
CAS_ARTICLE = "webanno.custom.ManiculeArticle"
CAS_SEGMENT = "de.tudarmstadt.ukp.dkpro.core.api.segmentation.type."
# Features that types have of UIMA itself.
CAS_OWN = {"sofa", "begin", "end", "language"}


def check_cas(report, paths, known):
    """A file for each document, and the layers beside: gives the number of documents."""
    folders, taken = {}, set()
    for path in paths:
        if path.endswith("/layers/TypeSystem.xml"):
            folders[path[:-len("layers/TypeSystem.xml")]] = layers_of(report, path)
    files = [path for path in paths if path.endswith(".json") and "/layers/" not in path]
    for path in files:
        try:
            check_structures(report, path, folders.get(path[:path.rindex("/") + 1]), known, taken)
        except UNREADABLE as error:
            report.differs(path, 0, f"cannot be read: {error!r}")
    return len(files)


def layers_of(report, path):
    """The types of a type system, each with the names of its features."""
    name = lambda of: "{http://uima.apache.org/resourceSpecifier}" + of
    try:
        root = xml.etree.ElementTree.fromstring(read(path))
    except xml.etree.ElementTree.ParseError as error:
        report.differs(path, 0, f"cannot be read: {error}")
        return None
    types = {}
    for type_ in root.iter(name("typeDescription")):
        features = {feature.findtext(name("name")) for feature in type_.iter(name("featureDescription"))}
        types[type_.findtext(name("name"))] = features
    return types


def check_structures(report, path, layers, known, taken):
    cas = json.loads(read(path))
    said = {type_: {key for key in of if not key.startswith("%")} for type_, of in cas["%TYPES"].items()}
    report.checked += 1
    if layers != said:
        report.differs(path, 1, "its types are not those of TypeSystem.xml")
    # The first line has the types, the second begins the list.
    structures = list(enumerate(cas["%FEATURE_STRUCTURES"], 3))
    by_id = {}
    for line, one in structures:
        report.checked += 1
        if one["%ID"] in by_id:
            report.differs(path, line, f"there are two structures {one['%ID']}")
        by_id[one["%ID"]] = one
    text = Text(next(one["sofaString"] for _, one in structures if one["%TYPE"] == "uima.cas.Sofa"))
    # Where code points stand, in UTF-16.
    units = [0]
    for character in text.text:
        units.append(units[-1] + (2 if ord(character) > 0xFFFF else 1))
    points = {unit: point for point, unit in enumerate(units)}
    spans = [(line, one) for line, one in structures if one["%TYPE"] == CAS_SPAN]
    marked = [(one["label"], ((points.get(one["begin"]), points.get(one["end"])),)) for _, one in spans]
    id_ = next((one["articleId"] for _, one in structures if one["%TYPE"] == CAS_ARTICLE), "")
    quotes = known.of_text(report, path, structures[0][0], text.text, None)
    for line, one in structures:
        check_features(report, path, line, one, said, by_id)
        if one["%TYPE"] in (CAS_SPAN, CAS_SEGMENT + "Token", CAS_SEGMENT + "Sentence"):
            is_span = one["%TYPE"] == CAS_SPAN
            is_there = check_place(report, path, line, text, one["begin"], one["end"], "utf16", None, is_span and quotes)
            if is_span:
                known.label(report, path, line, one["label"])
            if is_span and is_there and quotes:
                place = points[one["begin"]], points[one["end"]]
                check_marked(report, path, line, known, quotes, text, place, one["label"])
        if one["%TYPE"] == CAS_RELATION:
            for end in ("@Governor", "@Dependent"):
                report.checked += 1
                if by_id.get(one[end], {}).get("%TYPE") != CAS_SPAN:
                    report.differs(path, line, f"a link leads to {one[end]}")
    sum_, last = sum_of(text.text), structures[-1][0]
    own = check_same(report, path, last, known, id_, collections.Counter(marked), taken, sum_, known.parts)
    if own:
        report.words(path, structures[0][0], sum_, own.sum)
    members = [one["%ID"] for _, one in structures if "begin" in one]
    report.checked += 1
    if cas["%VIEWS"]["_InitialView"]["%MEMBERS"] != members:
        report.differs(path, 0, "the view does not have every annotation")


def check_features(report, path, line, one, types, by_id):
    """A structure's type and features must be those that are told, and what it refers to must be there."""
    type_ = one["%TYPE"]
    report.checked += 1
    if type_.startswith("uima."):
        return
    if type_ not in types:
        report.differs(path, line, f"{type_} is none of its types")
        return
    for key, value in one.items():
        if key.startswith("%"):
            continue
        name = key.lstrip("@")
        if name not in CAS_OWN and name not in types[type_]:
            report.differs(path, line, f"{name} is no feature of {type_}")
        if key.startswith("@") and value not in by_id:
            report.differs(path, line, f"{name} leads to {value}, which is not there")
