"""Hears whether the program opens a connection that a hostile file asks for."""

from __future__ import annotations

import socket
from typing import Optional

LISTENED = 9  # the port that the samples name; only root may listen there


class Listener:
    """Waits on the loopback port of the samples; deaf, and silent about it, without the right to."""

    def __init__(self) -> None:
        self.socket: Optional[socket.socket] = None

    def __enter__(self) -> Listener:
        made = socket.socket()
        try:
            made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            made.bind(("127.0.0.1", LISTENED))
            made.listen()
            made.setblocking(False)
            self.socket = made
        except OSError:
            made.close()
        return self

    def __exit__(self, *_: object) -> None:
        if self.socket:
            self.socket.close()

    def was_called(self) -> bool:
        try:
            if self.socket:
                self.socket.accept()[0].close()
                return True
        except BlockingIOError:
            pass
        return False
