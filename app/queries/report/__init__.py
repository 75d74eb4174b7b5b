"""A report's life: its facts, the draft, the review, the adoption, and the archive of what was adopted."""
