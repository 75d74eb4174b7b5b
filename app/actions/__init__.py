"""Changing what is stored: one function per intention of a user; each ends in `audit_log.record`."""
