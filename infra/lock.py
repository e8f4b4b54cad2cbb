"""Lock every dependency with hashes, and cut the layers' parts out of the same lock.

One resolution serves all files, so a function runs what the tests ran. No host name of a
package index is written: whoever installs uses their own.
"""

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
WANTED = ROOT / "requirements-dev.in"
LOCK = ROOT / "requirements-dev.txt"
LAYERS = tuple(ROOT / "layers" / name for name in ("dependencies", "signin", "bulk", "pictures"))
PEERS = ROOT / "infra" / "bench" / "peers"
NAME = re.compile(r"^([a-z0-9][a-z0-9._-]*)", re.MULTILINE)


def main() -> None:
    """Resolve `requirements-dev.in` and what is only compared with, then write the subset of each layer."""
    _resolve(WANTED, LOCK)
    _resolve(PEERS / "requirements.in", PEERS / "requirements.txt", "--constraint", LOCK.name)
    blocks = _blocks(LOCK.read_text())
    for layer in LAYERS:
        _cut(layer, blocks)


def _resolve(wanted: Path, lock: Path, *options: str) -> None:
    files = [str(wanted.relative_to(ROOT)), "-o", str(lock.relative_to(ROOT))]
    subprocess.run([*_pip_compile(), *options, *files], cwd=ROOT, check=True)


def _cut(layer: Path, blocks: dict[str, str]) -> None:
    shipped = NAME.findall((layer / "requirements.in").read_text())
    missing = [name for name in shipped if name not in blocks]
    if missing:
        sys.exit(f"not in {LOCK.name}: {', '.join(missing)}")
    (layer / "requirements.txt").write_text("".join(blocks[name] for name in shipped))


def _pip_compile() -> list[str]:
    quiet = ["--quiet", "--no-header", "--no-annotate", "--strip-extras", "--allow-unsafe"]
    hostless = ["--no-emit-index-url", "--no-emit-find-links", "--no-emit-trusted-host"]
    return [sys.executable, "-m", "piptools", "compile", "--generate-hashes", *quiet, *hostless]


def _blocks(lock: str) -> dict[str, str]:
    """Map each package to its pinned line with the hashes below it."""
    pieces = re.split(r"(?m)^(?=[a-z0-9])", lock)
    return {match[1]: piece for piece in pieces if (match := NAME.match(piece))}


if __name__ == "__main__":
    main()
