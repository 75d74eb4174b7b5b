"""FastAPI dependencies, one module for each kind of record that they load and authorise."""
