"""Encodings; they know nothing of reports."""
