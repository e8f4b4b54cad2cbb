"""Stores in memory that keep the promises of `chalicelib.ports`; tests/integration holds them to it."""
