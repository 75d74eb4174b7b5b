"""What a packed file raises that is damaged, however it is: the modules that unpack it have no one error."""

import zipfile
import zlib

DAMAGED: tuple[type[Exception], ...] = (
    zipfile.BadZipFile,
    zlib.error,
    NotImplementedError,  # packed in a way that nobody here unpacks
    RuntimeError,  # locked
    KeyError,  # a part that must be there is not
    EOFError,
    OSError,
    ValueError,
)
