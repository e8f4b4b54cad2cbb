"""What a cold start adds: loading each function in a new interpreter, and how large its package is."""

import io
import re
import subprocess
import sys
import zipfile
from collections import Counter
from pathlib import Path
from statistics import median

from infra.bench.cloud import ROOT, bare_cloud
from infra.bench.section import Section
from infra.local.functions import environment
from infra.local.plan import Function

# Packages that the Lambda runtime has not got, but this environment has, are kept from the function.
STRANGERS = {"awscrt", "cryptography", "OpenSSL"}
OF_LAYERS = {"authorise": {"cryptography"}}
PROBE = """
import sys, time
sys.modules.update(dict.fromkeys(sys.argv[1:]))
began = time.perf_counter()
import app
took = time.perf_counter() - began
(used,) = [line.split()[1] for line in open("/proc/self/status") if line.startswith("VmHWM")]
print(took, used, sep="\\n", file=sys.stderr)
"""
IMPORTED = re.compile(r"import time: +(\d+) \| +\d+ \| +([\w.]+)")
LARGEST = 4


def startup(repeats: int) -> list[Section]:
    """Measure loading, then sizes."""
    loads = [["function", "load, ms", "memory, MB", "own time of the largest packages, ms"]]
    with bare_cloud() as cloud:
        functions = cloud.plan.functions
        for name, function in sorted(functions.items()):
            settings = environment(function, cloud.endpoint)
            loads.append([name, *_load(function, settings, repeats)])
    return [
        Section(
            "Loading a function",
            "From the first import to the ready handler, in a new interpreter with byte code at hand, "
            f"without the start of the interpreter; median of {repeats}. Lambda loads before it takes the "
            "first event. The list comes from one run under `-X importtime`, which slows it.",
            loads,
        ),
        _sizes(list(functions.values())),
    ]


def _load(function: Function, settings: dict[str, str], repeats: int) -> list[str]:
    runs = [_run(function, settings) for _ in range(repeats)]
    seconds, kilobytes = zip(*(map(float, run.split()[-2:]) for run in runs), strict=True)
    packages: Counter[str] = Counter()
    for own, module in IMPORTED.findall(_run(function, settings, "-X", "importtime")):
        packages[module.partition(".")[0]] += int(own)
    largest = ", ".join(f"{name} {own / 1e3:.0f}" for name, own in packages.most_common(LARGEST))
    return [f"{median(seconds) * 1e3:.0f}", f"{median(kilobytes) / 1024:.0f}", largest]


def _run(function: Function, settings: dict[str, str], *options: str) -> str:
    path = ":".join(map(str, (function.folder, *function.path)))
    done = subprocess.run(
        [sys.executable, *options, "-c", PROBE, *STRANGERS - OF_LAYERS.get(function.name, set())],
        cwd=function.folder,
        env={**settings, "PYTHONPATH": path},
        check=True,
        capture_output=True,
        text=True,
    )
    return done.stderr


def _sizes(functions: list[Function]) -> Section:
    layers = [*sorted((ROOT / "build/sam").glob("*Layer")), ROOT / "build/layers/jurisdiction"]
    rows = [
        ["package", "kB", "kB zipped"],
        *([f"function {one.name}", *_size(one.folder)] for one in functions),
        *([f"layer {layer.relative_to(ROOT)}", *_size(layer)] for layer in layers),
    ]
    return Section(
        "Packages", "As they are deployed: layers as `make check-template` built them, for arm64.", rows
    )


def _size(folder: Path) -> list[str]:
    files = [file for file in folder.rglob("*") if file.is_file() and "__pycache__" not in file.parts]
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as zipped:
        for file in files:
            zipped.write(file, file.relative_to(folder))
    whole = sum(file.stat().st_size for file in files)
    return [f"{whole / 1e3:.1f}", f"{len(archive.getvalue()) / 1e3:.1f}" if files else "0"]
