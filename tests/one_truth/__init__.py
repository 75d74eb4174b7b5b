"""One truth: what every section, page and answer tells of the same deliverable on the same day.

`python -m tests.one_truth 1000` composes so many random programmes and compares all of them.
"""
