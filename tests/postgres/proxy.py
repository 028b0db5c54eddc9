"""A wire between a program and the server that breaks when a test wants it to."""

from __future__ import annotations

import socket
import threading
from contextlib import suppress


class Wire:
    """Passes bytes on, connection by connection; `cut_answer_after` lets a question through and no answer back."""

    def __init__(self, port: int) -> None:
        self._to = port
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listening.getsockname()[1]
        self.cut_answer_after: bytes = b""
        """The next question that holds this is answered by silence and a closed connection, once."""
        self.asked = threading.Event()
        threading.Thread(target=self._accept, daemon=True).start()

    def close(self) -> None:
        """Take no more connections."""
        self._listening.close()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                client, _ = self._listening.accept()
                threading.Thread(target=self._serve, args=(client,), daemon=True).start()

    def _serve(self, client: socket.socket) -> None:
        server = socket.create_connection(("127.0.0.1", self._to))
        cut = threading.Event()
        threading.Thread(target=self._answers, args=(server, client, cut), daemon=True).start()
        with suppress(OSError):
            while data := client.recv(65_536):
                if self.cut_answer_after and self.cut_answer_after in data:
                    self.cut_answer_after = b""
                    cut.set()
                server.sendall(data)
        _shut(server)

    def _answers(self, server: socket.socket, client: socket.socket, cut: threading.Event) -> None:
        with suppress(OSError):
            while data := server.recv(65_536):
                if cut.is_set():
                    self.asked.set()  # the server has done it, and said so to nobody
                    break
                client.sendall(data)
        _shut(client)


def _shut(one: socket.socket) -> None:
    with suppress(OSError):
        one.shutdown(socket.SHUT_RDWR)
    one.close()
