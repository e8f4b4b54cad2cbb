"""Lets the pumps' threads be paused, resumed and stopped together, and counts what they did."""

import threading


class Gate:
    """Shared by all pumps of a system; open from the start."""

    def __init__(self) -> None:
        self._open = threading.Event()
        self._open.set()
        self._stopped = threading.Event()
        self._lock = threading.Lock()
        self._invocations = 0

    @property
    def stopped(self) -> bool:
        """Whether the threads are to end."""
        return self._stopped.is_set()

    @property
    def invocations(self) -> int:
        """How many invocations the pumps began."""
        return self._invocations

    def count(self) -> None:
        """Note the beginning of an invocation."""
        with self._lock:
            self._invocations += 1

    def pause(self) -> None:
        """Let the threads wait before their next step."""
        self._open.clear()

    def resume(self) -> None:
        """Let the threads go on."""
        self._open.set()

    def stop(self) -> None:
        """Let the threads end."""
        self._stopped.set()
        self._open.set()

    def pass_through(self) -> bool:
        """Wait while paused; whether to go on."""
        self._open.wait()
        return not self.stopped

    def sleep(self, seconds: float) -> None:
        """Wait, but not longer than until the stop."""
        self._stopped.wait(seconds)
