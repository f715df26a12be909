"""Runs a command and counts time and memory over its whole process tree."""

from __future__ import annotations

import os
import signal
import subprocess
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Callable, Mapping, Optional, Sequence

PAGE = os.sysconf("SC_PAGE_SIZE")


@dataclass(frozen=True)
class Measured:
    """One finished run."""

    status: int  # exit status; negative when a signal ended it
    wall: float  # seconds
    cpu: float  # seconds, user and system, of the process and all children it waited for
    peak: int  # bytes at the worst moment, summed over the tree
    output: str
    errors: str
    timed_out: bool = False

    @property
    def text(self) -> str:
        return self.output + self.errors


def resident(pid: int) -> int:
    """Bytes resident, shared pages counted in full."""
    try:
        return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * PAGE
    except (OSError, IndexError):
        return 0


def proportional(pid: int) -> int:
    """Bytes resident, each shared page divided by the number of processes that share it."""
    try:
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) * 1024
    except (OSError, ValueError):
        pass
    return 0


def tree(pid: int) -> list[int]:
    """The process and its descendants, as far as they can be seen now."""
    found = [pid]
    for parent in found:
        try:
            threads = os.listdir(f"/proc/{parent}/task")
        except OSError:
            continue
        for thread in threads:
            try:
                children = Path(f"/proc/{parent}/task/{thread}/children").read_text()
            except OSError:
                continue
            found += [int(child) for child in children.split()]
    return found


def kill_tree(pid: int) -> None:
    """Ends a process of ours and its descendants at once."""
    for member in tree(pid):
        try:
            os.kill(member, signal.SIGKILL)
        except ProcessLookupError:
            pass


def unwatched(pid: int) -> int:
    """Nothing: reading the memory of a process slows it, so times are taken without."""
    return 0


def measured(
    command: Sequence[str],
    *,
    cwd: Optional[Path] = None,
    env: Optional[Mapping[str, str]] = None,
    timeout: float = 600,
    memory: Callable[[int], int] = resident,
    interval: float = 0.005,
    umask: int = -1,
) -> Measured:
    """Runs a command to its end, sampling the memory of its tree.

    The peak is at least what the system reports for the largest single process, so a spike between
    two samples of a lone process is not lost; `proportional` counts otherwise and goes without.
    """
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        started = time.monotonic()
        process = subprocess.Popen(
            list(command), cwd=cwd, env=None if env is None else dict(env),
            stdin=subprocess.DEVNULL, stdout=out, stderr=err, umask=umask,
        )
        peak, timed_out = 0, False
        while True:
            pid, status, usage = os.wait4(process.pid, os.WNOHANG)
            if pid:
                break
            peak = max(peak, sum(memory(member) for member in tree(process.pid)))
            if time.monotonic() - started > timeout and not timed_out:
                timed_out = True
                kill_tree(process.pid)
            time.sleep(interval)
        wall = time.monotonic() - started
        process.returncode = os.waitstatus_to_exitcode(status)
        peak = max(peak, 0 if memory is proportional else usage.ru_maxrss * 1024)
        return Measured(
            process.returncode, wall, usage.ru_utime + usage.ru_stime, peak,
            _text(out), _text(err), timed_out,
        )


def _text(file) -> str:
    file.seek(0)
    return file.read().decode("utf-8", "replace")
