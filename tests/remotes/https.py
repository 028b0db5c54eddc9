"""A real https server for git: git's own http-backend behind TLS, which wants a name and a password."""

from __future__ import annotations

import base64
import os
import ssl
import subprocess
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlsplit

from tests.certificates import Authority

USER, PASSWORD = "lee", "for tests alone"


class Https:
    """Serves the repositories of a folder."""

    def __init__(self, folder: Path, repositories: Path) -> None:
        self.authority = Authority(folder)
        self.folder = folder
        certificate, key = self.authority.vouches_for("localhost")
        self.asked: list[str] = []
        """The names that were given with a password, in their order."""
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler(repositories))
        self._server.daemon_threads = True
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate, key)
        self._server.socket = context.wrap_socket(
            self._server.socket, server_side=True, do_handshake_on_connect=False
        )
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    @property
    def port(self) -> int:
        """The port it is reached by."""
        return int(self._server.server_address[1])

    def address(self, name: str, *, user: str = "") -> str:
        """Return the address of a repository."""
        return f"https://{user}{'@' if user else ''}localhost:{self.port}/{name}"

    def settings(self, *, password: str = PASSWORD, helper: bool = True, trusted: bool = True) -> Path:
        """Return settings of git in which a credential helper knows a password, and the authority is believed."""
        known = self.folder / "credentials"
        given = password.replace(" ", "%20")
        known.write_text(f"https://{USER}:{given}@localhost:{self.port}\n")
        lines = [f'[credential]\n\thelper = "store --file={known}"\n'] if helper else []
        lines += [f"[http]\n\tsslCAInfo = {self.authority.certificate}\n"] if trusted else []
        path = self.folder / "gitconfig"
        path.write_text("".join(lines))
        return path

    def close(self) -> None:
        """Serve nobody any longer."""
        self._server.shutdown()
        self._server.server_close()

    def _handler(self, repositories: Path) -> type[BaseHTTPRequestHandler]:
        asked = self.asked

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            timeout = 60

            def do_GET(self) -> None:
                self._answer(b"")

            def do_POST(self) -> None:
                self._answer(self._body())

            def _body(self) -> bytes:
                if self.headers.get("Transfer-Encoding", "") != "chunked":
                    return self.rfile.read(int(self.headers.get("Content-Length") or 0))
                parts = []
                while size := int(self.rfile.readline(), 16):
                    parts.append(self.rfile.read(size))
                    self.rfile.readline()
                self.rfile.readline()
                return b"".join(parts)

            def _answer(self, body: bytes) -> None:
                who = self._who()
                if not who:
                    self.send_response(401)
                    self.send_header("WWW-Authenticate", 'Basic realm="tests"')
                    self.send_header("Content-Length", "0")
                    self.end_headers()
                    return
                path = urlsplit(self.path)
                done = subprocess.run(
                    ["git", "http-backend"], input=body, capture_output=True, check=False,
                    env={
                        **{name: value for name, value in os.environ.items() if not name.startswith("GIT_")},
                        "GIT_CONFIG_NOSYSTEM": "1", "GIT_CONFIG_GLOBAL": os.devnull,
                        "GIT_PROJECT_ROOT": str(repositories), "GIT_HTTP_EXPORT_ALL": "1",
                        "REMOTE_USER": who, "REMOTE_ADDR": "127.0.0.1", "PATH_INFO": path.path,
                        "QUERY_STRING": path.query, "REQUEST_METHOD": self.command,
                        "CONTENT_TYPE": self.headers.get("Content-Type", ""), "CONTENT_LENGTH": str(len(body)),
                        "HTTP_CONTENT_ENCODING": self.headers.get("Content-Encoding", ""),
                        "GIT_PROTOCOL": self.headers.get("Git-Protocol", ""),
                    },
                )  # fmt: skip
                head, _, rest = done.stdout.partition(b"\r\n\r\n")
                said = dict(line.split(": ", 1) for line in head.decode().split("\r\n") if ": " in line)
                self.send_response(int(said.pop("Status", "200").split()[0]))
                for name, value in said.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(rest)))
                self.end_headers()
                self.wfile.write(rest)

            def _who(self) -> str:
                kind, _, given = self.headers.get("Authorization", "").partition(" ")
                if kind != "Basic":
                    return ""
                user, _, password = base64.b64decode(given).decode().partition(":")
                asked.append(user)
                return user if (user, password) == (USER, PASSWORD) else ""

            def log_message(self, *_: object) -> None:
                """Say nothing."""

        return Handler
