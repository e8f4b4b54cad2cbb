"""Starts and ends MiniStack, the cloud on this machine, and decides whether kept data still fit."""

import fcntl
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
import uuid
from pathlib import Path
from typing import IO

from infra.local.addresses import ACCOUNT, REGION

ROOT = Path(__file__).parent.parent.parent
START_SECONDS = 60.0
STOP_SECONDS = 60.0
LOCK_SECONDS = 20.0
CREDENTIALS = {
    "AWS_ACCESS_KEY_ID": ACCOUNT,  # MiniStack takes a key of twelve digits for the account
    "AWS_SECRET_ACCESS_KEY": "local",
    "AWS_DEFAULT_REGION": REGION,
    "AWS_REGION": REGION,
}


class CloudError(RuntimeError):
    """The local cloud does not start, or ended by itself."""


class Cloud:
    """One MiniStack process; with a folder its data outlive it, without one they do not."""

    def __init__(self, folder: Path | None = None) -> None:
        self._kept = folder is not None
        self.folder = (
            folder.absolute() if folder else Path(tempfile.gettempdir(), f"local-cloud-{uuid.uuid4().hex}")
        )
        self.port = free_port()
        self.endpoint = f"http://127.0.0.1:{self.port}"
        self._process: subprocess.Popen[bytes] | None = None
        self._lock: IO[str] | None = None

    def prepare(self, fingerprint: str, seed: str) -> str | None:
        """Make the folder fit plan and seed: why kept data were dropped, or None when they are used."""
        self.folder.mkdir(parents=True, exist_ok=True)
        self._lock = _locked(self.folder / "lock")
        reason = self._unfit(fingerprint, seed)
        if reason is not None:
            for name in ("ministack", "s3", "seeded", "dirty", "fingerprint"):
                _remove(self.folder / name)
            self._fingerprint.write_text(fingerprint)
        return reason

    def start(self) -> None:
        """Start MiniStack and wait until it answers."""
        self._dirty.touch()
        (self.folder / "tmp").mkdir(exist_ok=True)
        with (self.folder / "ministack.log").open("wb") as log:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "infra.local.ministack_child", str(self._dirty)],
                cwd=ROOT,
                stdin=subprocess.PIPE,
                stdout=log,
                stderr=subprocess.STDOUT,
                env=self._environment(),
                pass_fds=[self._lock.fileno()] if self._lock else [],
                start_new_session=True,
            )
        deadline = time.monotonic() + START_SECONDS
        while not self._healthy():
            if not self.alive():
                raise CloudError(f"MiniStack ended while starting; see {self.folder / 'ministack.log'}.")
            if time.monotonic() > deadline:
                raise CloudError(f"MiniStack did not answer within {START_SECONDS:.0f} seconds.")
            time.sleep(0.05)

    def alive(self) -> bool:
        """Whether the process still runs."""
        return self._process is not None and self._process.poll() is None

    def stop(self) -> None:
        """Let MiniStack save and end; what was not to be kept is removed."""
        if self._process is not None:
            _end(self._process)
            self._process = None
        if self._lock is not None:
            self._lock.close()
            self._lock = None
        if not self._kept:
            shutil.rmtree(self.folder, ignore_errors=True)

    def _unfit(self, fingerprint: str, seed: str) -> str | None:
        if not self._fingerprint.exists():
            return "no data are kept yet"
        if self._fingerprint.read_text() != fingerprint:
            return "the template's tables, queues or buckets changed"
        if not self.seeded.exists():
            return "the last run ended before its data were complete"
        if self.seeded.read_text() != seed:
            return "there is a new seed"
        return "the last run ended without saving" if self._dirty.exists() else None

    @property
    def seeded(self) -> Path:
        """The file that holds the version of the seed in these data."""
        return self.folder / "seeded"

    @property
    def _fingerprint(self) -> Path:
        return self.folder / "fingerprint"

    @property
    def _dirty(self) -> Path:
        return self.folder / "dirty"

    def _environment(self) -> dict[str, str]:
        keep = "1" if self._kept else "0"
        return {
            **{key: value for key, value in os.environ.items() if not key.startswith(("AWS_", "MINISTACK_"))},
            **CREDENTIALS,
            "BIND_HOST": "127.0.0.1",
            "GATEWAY_PORT": str(self.port),
            "IOT_MTLS_ENABLED": "0",
            "SFTP_ENABLED": "0",
            "LOG_LEVEL": "WARNING",
            "MINISTACK_REGION": REGION,
            "PERSIST_STATE": keep,
            "S3_PERSIST": keep,
            "STATE_DIR": str(self.folder / "ministack"),
            "S3_DATA_DIR": str(self.folder / "s3"),
            "TMPDIR": str(self.folder / "tmp"),
        }

    def _healthy(self) -> bool:
        try:
            with urllib.request.urlopen(f"{self.endpoint}/_ministack/health", timeout=2) as answer:  # noqa: S310
                return bool(answer.status == 200)
        except OSError:
            return False


def free_port() -> int:
    """A port of the loopback interface that nobody uses at the moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _locked(path: Path) -> IO[str]:
    """Hold the folder alone; MiniStack inherits the lock, so a run waits for the last one's saving."""
    lock = path.open("w")
    deadline = time.monotonic() + LOCK_SECONDS
    while True:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() > deadline:
                raise CloudError(f"Another local run uses {path.parent}; end it first.") from None
            time.sleep(0.1)
        else:
            return lock


def _end(process: subprocess.Popen[bytes]) -> None:
    if process.stdin is not None:
        process.stdin.close()
    try:
        process.wait(STOP_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)
