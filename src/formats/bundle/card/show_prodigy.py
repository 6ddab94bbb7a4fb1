def show(article):
    for span in article["spans"]:
        print(f'{span["label"]} | {article["text"][span["start"]:span["end"]]}')
