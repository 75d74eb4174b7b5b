"""The life of a report over the API: its call, texts, review, adoption, errata, and what changed in it."""
