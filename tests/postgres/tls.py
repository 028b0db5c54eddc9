"""TLS before the server, for a server built without it: what a real one answers to the question for encryption.

The handshake, the certificate and what is checked of it are libpq's and OpenSSL's own; behind it stands the server.
"""

from __future__ import annotations

import socket
import ssl
import struct
import threading
from contextlib import suppress
from pathlib import Path

_ASKS_FOR_TLS, _ASKS_FOR_GSS = 80_877_103, 80_877_104


class Tls:
    """Takes encrypted connections, and passes on in clear what comes on them; others are closed."""

    def __init__(self, to: int, certificate: Path, key: Path) -> None:
        self._to = to
        self._context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self._context.load_cert_chain(certificate, key)
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listening.getsockname()[1]
        self.shaken: list[str] = []
        """Which TLS each connection ended with that came to be."""
        self.in_clear = 0
        """How many wanted to speak without it."""
        self.hangs_up = False
        """Every connection breaks off in the handshake."""
        threading.Thread(target=self._accept, daemon=True).start()

    def close(self) -> None:
        """Take no more connections."""
        with suppress(OSError):
            self._listening.shutdown(socket.SHUT_RDWR)  # wakes who waits for the next one
        self._listening.close()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                client, _ = self._listening.accept()
                threading.Thread(target=self._serve, args=(client,), daemon=True).start()

    def _serve(self, client: socket.socket) -> None:
        with suppress(OSError), client:
            asked = _ASKS_FOR_GSS
            while asked == _ASKS_FOR_GSS:
                size, asked = struct.unpack("!II", _exactly(client, 8))
                if asked == _ASKS_FOR_GSS:
                    client.sendall(b"N")
            if (size, asked) != (8, _ASKS_FOR_TLS):
                self.in_clear += 1
                return
            if self.hangs_up:
                return
            client.sendall(b"S")
            with self._context.wrap_socket(client, server_side=True) as speaks:
                self.shaken.append(str(speaks.version()))
                self._pass_on(speaks)

    def _pass_on(self, client: ssl.SSLSocket) -> None:
        with socket.create_connection(("127.0.0.1", self._to)) as server:
            threading.Thread(target=_pump, args=(server, client), daemon=True).start()
            _pump(client, server)


def _pump(source: socket.socket, sink: socket.socket) -> None:
    with suppress(OSError):
        while data := source.recv(65_536):
            sink.sendall(data)
    with suppress(OSError):
        sink.shutdown(socket.SHUT_RDWR)


def _exactly(client: socket.socket, count: int) -> bytes:
    data = b""
    while len(data) < count:
        more = client.recv(count - len(data))
        if not more:
            raise OSError
        data += more
    return data
