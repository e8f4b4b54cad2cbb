"""Measures what a report costs: time, round trips, capacity, bytes. It never says pass or fail."""
