"""Reading what comes from outside or was typed: bytes and text in, plain values out."""
