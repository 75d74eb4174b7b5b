"""Doing: one function per intention, in the user's words; each ends in `audit_log.record`."""
