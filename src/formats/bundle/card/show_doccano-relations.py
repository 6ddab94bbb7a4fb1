def show(article):
    for entity in article["entities"]:
        print(f'{entity["label"]} | {article["text"][entity["start_offset"]:entity["end_offset"]]}')
