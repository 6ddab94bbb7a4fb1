"""doccano: its own importer into a database of its own, in a project that allows overlapping; and its own export."""

import importlib.util
import os
import sys
import tempfile
import warnings
from pathlib import Path

from common import arguments, compare, differs, expected, found, give
from formats import only

root, format, folder = arguments()
has_links = format == "doccano-relations"

# What it installs are folders without a package around them.
backend = Path(importlib.util.find_spec("backend").submodule_search_locations[0])
sys.path.insert(0, str(backend))
home = tempfile.TemporaryDirectory(prefix="manicule-doccano-")
os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings.development"
os.environ["DATABASE_URL"] = "sqlite:///" + str(Path(home.name) / "doccano.sqlite3")
os.environ["MEDIA_ROOT"] = home.name
warnings.filterwarnings("ignore")

import django  # noqa: E402

django.setup()

from django.contrib.auth.models import User  # noqa: E402
from django.core.management import call_command  # noqa: E402

call_command("migrate", verbosity=0)

from data_export.celery_tasks import create_collaborative_dataset  # noqa: E402
from data_export.pipeline.factories import create_formatter, create_writer  # noqa: E402
from data_import.datasets import load_dataset  # noqa: E402
from data_import.pipeline.catalog import RELATION_EXTRACTION, create_file_format  # noqa: E402
from data_import.pipeline.readers import FileName  # noqa: E402
from examples.models import Example  # noqa: E402
from projects.models import ProjectType, SequenceLabelingProject  # noqa: E402

user = User.objects.create_user("annotator")
project = SequenceLabelingProject.objects.create(
    name="hard",
    description="hard",
    created_by=user,
    project_type=ProjectType.SEQUENCE_LABELING,
    collaborative_annotation=True,
    allow_overlapping=True,
    use_relation=has_links,
)
path = only(folder, ".jsonl")
task = RELATION_EXTRACTION if has_links else ProjectType.SEQUENCE_LABELING
files = [FileName(full_path=str(path), generated_name=path.name, upload_name=path.name)]
dataset = load_dataset(task, create_file_format("JSONL"), files, project, encoding="utf_8")
dataset.save(user)
if dataset.errors:
    differs(f"doccano says: {[error.dict() for error in dataset.errors]}")

documents = []
for example in Example.objects.filter(project=project).order_by("id"):
    spans = list(example.spans.order_by("start_offset", "end_offset", "id"))
    numbers = {span.id: number for number, span in enumerate(spans)}
    links = [(link.type.text, numbers[link.from_id_id], numbers[link.to_id_id]) for link in example.relations.all()]
    made = [(span.label.text, [(span.start_offset, span.end_offset)]) for span in spans]
    documents.append((example.text, made, links))
spans, links = found(documents)
wanted, related = expected(folder)
compare("spans, by doccano's importer", spans, wanted)
if has_links:
    compare("links, by doccano's importer", links, related)

if not folder.name.endswith("-wrong"):
    create_collaborative_dataset(project, home.name, False, create_formatter(project, "JSONL"), create_writer("JSONL"))
    give(root, format, "doccano", "export/all.jsonl", (Path(home.name) / "all.jsonl").read_text("utf-8"))
home.cleanup()
