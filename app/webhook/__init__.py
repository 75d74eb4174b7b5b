"""Telling another system of an event: what is sent, how it is signed, and over which connection."""
