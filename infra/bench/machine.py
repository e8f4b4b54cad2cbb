"""Where the numbers come from: without it they mean nothing."""

import os
import platform
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from infra.bench.section import Section

PACKAGES = ("boto3", "botocore", "chalice", "pynamodb", "aws-lambda-powertools", "h3", "ministack")


def machine() -> Section:
    """Describe this machine and what runs on it."""
    rows = [
        ["what", "value"],
        ["when", f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC"],
        ["processor", f"{_processor()}, {os.cpu_count()} cores"],
        ["load before", f"{os.getloadavg()[0]:.2f}"],
        ["system", f"{platform.system()} {platform.release()} {platform.machine()}"],
        ["Python", platform.python_version()],
        ["packages", ", ".join(f"{name} {version(name)}" for name in PACKAGES)],
    ]
    return Section("Machine", "Lambda is another machine: compare ratios and counts, not milliseconds.", rows)


def _processor() -> str:
    file = Path("/proc/cpuinfo")
    lines = file.read_text().splitlines() if file.exists() else []
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.processor() or "unknown"
