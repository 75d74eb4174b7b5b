"""Assistants ask here: a read-only server of the Model Context Protocol, on the queries of pages and API.

`exchange` is its address, `server` speaks the protocol, `tools` lists what can be asked, `questions` says
how, `answers` finds it, and `shapes` is what it looks like.
"""
