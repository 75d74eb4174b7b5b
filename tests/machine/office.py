"""LibreOffice, to see that others can open what we write."""

import shutil
import subprocess
import tempfile
from collections.abc import Mapping
from pathlib import Path

from tests.machine.presence import missing


def convert_all(documents: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return each document by its file name as LibreOffice saves it; one start for all of them."""
    if shutil.which("soffice") is None:
        missing("LibreOffice", "libreoffice-writer-nogui")
    with tempfile.TemporaryDirectory() as folder:
        given, saved = Path(folder, "given"), Path(folder, "saved")
        given.mkdir()
        for name, content in documents.items():
            # Documents of two formats may bear one name, and what is saved has only one ending.
            kept = given / name.replace(".", "_")
            kept.with_name(f"{kept.name}.{name.rpartition('.')[2]}").write_bytes(content)
        command = ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless", "--norestore"]
        subprocess.run(
            [*command, "--convert-to", "odt", "--outdir", saved, *sorted(given.iterdir())],
            capture_output=True,
            check=True,
            timeout=120,
        )
        return {name: (saved / f"{name.replace('.', '_')}.odt").read_bytes() for name in documents}
