from datasets import load_dataset

for name, path in FILES.items():
    for article in load_dataset("json", data_files={name: path}, split=name):
        show(article)
