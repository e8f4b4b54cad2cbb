"""Fills a deployment with made-up reports: for the local run, for tests and for benchmarks."""

from infra.seed.loading import NUMBER, SEED, Deployment, load, load_reports

__all__ = ["NUMBER", "SEED", "Deployment", "load", "load_reports"]
