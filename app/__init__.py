"""Mijlpaal: programmes, their promises in vague words, and the half-yearly account of them."""
