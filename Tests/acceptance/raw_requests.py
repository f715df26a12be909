"""Each hostile raw request to `serve`: a right status, and the server still serves."""

from __future__ import annotations

import re
import socket
import subprocess
import time
from pathlib import Path
from typing import Iterator, Optional

from . import projects
from .processes import kill_tree, resident, tree
from .samples import BYTES, SECONDS, Sample, listed
from .tool import Context, hostile_folder

GOOD = b"GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
# Restated here, so that the part means something without the folder: request, allowed statuses.
OWN = {
    "parent folder": (b"GET /../content/site.yaml HTTP/1.1\r\nHost: localhost\r\n\r\n", {400, 404}),
    "encoded parent": (
        b"GET /%2e%2e/content/site.yaml HTTP/1.1\r\nHost: localhost\r\n\r\n", {400, 404}),
    "foreign host": (b"GET / HTTP/1.1\r\nHost: evil.example\r\n\r\n", {403, 421}),
    "no host": (b"GET / HTTP/1.1\r\n\r\n", {400, 421}),
    "another method": (b"DELETE / HTTP/1.1\r\nHost: localhost\r\n\r\n", {400, 405}),
    "nul in the path": (b"GET /index.html%00.png HTTP/1.1\r\nHost: localhost\r\n\r\n", {400}),
    "huge header": (
        b"GET / HTTP/1.1\r\nHost: localhost\r\nX: " + b"a" * 70_000 + b"\r\n\r\n",
        {400, 413, 431}),
    "no protocol": (b"GARBAGE\r\n\r\n", {400}),
}


def run(context: Context) -> None:
    project = projects.sample(context.folder("requests/project"), pages=3)
    port = free_port()
    server = subprocess.Popen(
        [str(context.tool), "serve", "--source", str(project), "--port", str(port)],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        if not await_start(port):
            context.report.check("the server starts", ["no answer on its port within 20 s"])
            return
        for name, (request, allowed) in OWN.items():
            check(context, name, request, allowed, port, server.pid)
        idle = [socket.create_connection(("127.0.0.1", port)) for _ in range(100)]
        for connection in idle:
            connection.close()
        folder = hostile_folder()
        for sample in samples(context, folder):
            request = (folder / sample.path).read_bytes()
            check(context, sample.path, request, statuses(sample), port, server.pid)
    finally:
        kill_tree(server.pid)
        server.wait()


def samples(context: Context, folder: Optional[Path]) -> Iterator[Sample]:
    if folder is None:
        context.report.skip("samples of the hostile folder", "THROUGHLINE_HOSTILE is not set")
        return
    yield from (sample for sample in listed(folder) if sample.kind == "http")


def statuses(sample: Sample) -> set[int]:
    return {int(code) for code in re.findall(r"\b[2345]\d\d\b", sample.must_do)}


def check(
    context: Context, name: str, request: bytes, allowed: set[int], port: int, pid: int,
) -> None:
    started = time.monotonic()
    answer = send(port, request)
    problems = []
    status = status_of(answer)
    # To close without an answer refuses as well.
    if status is not None and status not in allowed:
        problems.append(f"status {status}, not one of {sorted(allowed)}")
    for secret in (b"root:x:0:0", b"<script>alert", b"Set-Cookie"):
        if secret in answer:
            problems.append(f"the answer holds {secret!r}")
    if status_of(send(port, GOOD)) != 200:
        problems.append("the server no longer serves")
    elapsed = time.monotonic() - started
    used = sum(resident(member) for member in tree(pid))
    if elapsed > SECONDS:
        problems.append(f"took {elapsed:.1f} s")
    if used > BYTES:
        problems.append(f"uses {used >> 20} MB")
    context.report.check(f"{name} -> {status or 'closed'}", problems)


def send(port: int, request: bytes, most: int = 1 << 20) -> bytes:
    """The answer to raw bytes, until the server closes or is silent for half a second."""
    answer = b""
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=2) as connection:
            connection.sendall(request)
            connection.settimeout(0.5)
            while len(answer) < most:
                part = connection.recv(65_536)
                if not part:
                    break
                answer += part
    except OSError:
        pass
    return answer


def status_of(answer: bytes) -> Optional[int]:
    match = re.match(rb"HTTP/1\.[01] (\d{3})", answer)
    return int(match.group(1)) if match else None


def await_start(port: int) -> bool:
    for _ in range(200):
        if status_of(send(port, GOOD)) == 200:
            return True
        time.sleep(0.1)
    return False


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
