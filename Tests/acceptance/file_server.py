"""A plain file server that shows a site below a path."""

from __future__ import annotations

import functools
import http.server
import threading
from contextlib import contextmanager
from pathlib import Path
from typing import Iterator


@contextmanager
def served(site: Path, root: Path, prefix: str) -> Iterator[tuple[str, set[str]]]:
    """The site below a path, as its address without a last slash; and what was asked for in vain.

    `root` is an empty folder of the caller's.
    """
    missing: set[str] = set()

    class Handler(http.server.SimpleHTTPRequestHandler):
        def log_message(self, *arguments: object) -> None:
            pass

        def send_error(self, code: int, *arguments: object, **more: object) -> None:
            missing.add(f"{code} {self.path}")
            super().send_error(code, *arguments, **more)

    below = root / prefix.strip("/")
    if below != root:
        below.parent.mkdir(parents=True, exist_ok=True)
        below.symlink_to(site)
    shown = site if below == root else root
    server = http.server.ThreadingHTTPServer(
        ("127.0.0.1", 0), functools.partial(Handler, directory=str(shown)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}{prefix.rstrip('/')}", missing
    finally:
        server.shutdown()


