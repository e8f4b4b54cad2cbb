"""Builds the country's tiles by our bulk path and by others' tools, side by side."""
