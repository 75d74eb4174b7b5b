"""Sealing what a transaction writes: its session, its rows, and the chain of its traces."""
