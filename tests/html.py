"""HTML as a reader sees it: how its source is laid out over lines does not count."""

import re

_BLOCKS = "caption|dd|div|dt|h[1-6]|label|li|p|summary|td|th|tr"


def compact(html: str) -> str:
    """Return the page with one blank for every run of whitespace, and none at the edges of blocks."""
    one_line = re.sub(r"\s+", " ", html)
    return re.sub(rf" ?(</?(?:{_BLOCKS})\b[^>]*>) ?", r"\1", one_line)
