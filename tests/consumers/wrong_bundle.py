"""A copy of a bundle in which one format is wrong as `wrong.py` makes it."""

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

bundle, copy, format = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3]
shutil.rmtree(copy, ignore_errors=True)
shutil.copytree(bundle, copy)
with tempfile.TemporaryDirectory() as root:
    shutil.copytree(bundle / format, Path(root) / format / "files")
    subprocess.run([sys.executable, "-X", "utf8", str(Path(__file__).parent / "wrong.py"), root, format], check=True)
    shutil.rmtree(copy / format)
    shutil.copytree(Path(root) / f"{format}-wrong" / "files", copy / format)
