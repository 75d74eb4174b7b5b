"""FastAPI dependencies, one module for each kind of record that they load and authorise.

Those that use the database are plain functions, which FastAPI runs in a thread; all others are coroutines,
since a thread for each would cost more than what they do.
"""
