"""The life of a report: its round, its draft, review, adoption and files."""
