"""Dependencies of routes, a module for each kind of thing that they load."""
