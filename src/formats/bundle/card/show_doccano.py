def show(article):
    for start, end, label in article["label"]:
        print(f'{label} | {article["text"][start:end]}')
