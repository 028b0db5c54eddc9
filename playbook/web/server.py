"""The web server behind `playbook serve`: who may ask, one process per visitor, nothing from elsewhere."""

from __future__ import annotations

import ipaddress
import logging
import os
import socket
import weakref
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import jinja2
from aiohttp import web
from textual_serve.server import Server

from playbook.errors import PlaybookError
from playbook.web.visit import Visit

HERE = ("127.0.0.1", "::1")
"""The addresses of this machine that nobody else can reach."""

PASTE_BYTES = 64 * 1024 * 1024
"""The largest message from a browser: a paste comes as one."""

POLICY = (
    "default-src 'none'; script-src 'self' 'unsafe-inline' 'wasm-unsafe-eval'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; frame-ancestors 'none'; base-uri 'none'"
)
"""What the page may load and who may frame it: nothing and nobody from elsewhere."""


class PortTakenError(PlaybookError):
    """The port cannot be listened on."""

    def __init__(self, host: str, port: int, why: str) -> None:
        super().__init__(
            f"{host}:{port} cannot be opened: {why}. Name another port, such as `playbook serve --port {_next(port)}`."
        )


def _next(port: int) -> int:
    return port + 1 if port < 65_535 else 8137


def listen(host: str, port: int) -> list[socket.socket]:
    """Return sockets that listen on `host`; empty: on this machine's own addresses only.

    Raises PortTakenError. Port 0 takes any free one, the same for all addresses.
    """
    if host:
        return [_socket(host, port)]
    first = _socket(HERE[0], port)
    try:
        return [first, _socket(HERE[1], first.getsockname()[1])]
    except PortTakenError:
        return [first]  # a machine without IPv6


def _socket(host: str, port: int) -> socket.socket:
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        found = socket.socket(family, kind, protocol)
    except (OSError, OverflowError, UnicodeError) as error:
        raise PortTakenError(host, port, _why(error)) from error
    try:
        if os.name == "posix":
            found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        if family == socket.AF_INET6:
            found.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
        found.bind(address)
        found.listen(64)
    except OSError as error:
        found.close()
        raise PortTakenError(host, port, _why(error)) from error
    return found


def _why(error: Exception) -> str:
    return getattr(error, "strerror", None) or str(error)


def address_of(listening: socket.socket) -> str:
    """Return the address that a browser opens."""
    host, port = listening.getsockname()[:2]
    if host in ("0.0.0.0", "::"):
        host = socket.gethostname()
    return f"http://[{host}]:{port}/" if ":" in host else f"http://{host}:{port}/"


def is_here(host: str) -> bool:
    """Say whether a name or address is one that only this machine reaches."""
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def may_ask(host: str, origin: str | None, *, here_only: bool) -> bool:
    """Say whether a request is one of our own page, and not one that another site has a browser make.

    A site elsewhere can have its visitor's browser open a socket to this machine: such a socket says where it
    comes from, and that must be the host that was asked. A name of theirs that leads to this machine's address
    is refused too, while nobody but this machine is served.
    """
    try:
        asked, come_from = urlsplit(f"//{host}"), urlsplit(origin) if origin else None
        name = asked.hostname or ""
        if here_only and not is_here(name):
            return False
        return come_from is None or come_from.netloc.casefold() == host.casefold()
    except ValueError:
        return False


class PlaybookServer(Server):
    """Serves one page and one process per visitor."""

    def __init__(self, command: list[str], title: str, *, here_only: bool) -> None:
        super().__init__(title, title=title)
        self._words = command
        self._here_only = here_only
        self._visits: weakref.WeakSet[Visit] = weakref.WeakSet()
        self._sockets: weakref.WeakSet[web.WebSocketResponse] = weakref.WeakSet()

    def run(self, sockets: list[socket.socket], ready: Callable[[], None]) -> None:
        """Serve until Ctrl+C or SIGTERM, then end every visit; `ready` is called once browsers can come."""
        logging.getLogger("textual-serve").setLevel(logging.ERROR)
        # On a busy machine it wonders who has noticed first that a visitor's process has ended.
        logging.getLogger("asyncio").setLevel(logging.ERROR)

        async def app() -> web.Application:
            made = await self._make_app()

            async def say_ready(_: web.Application) -> None:
                ready()

            made.on_startup.append(say_ready)
            return made

        web.run_app(
            app(), sock=sockets, print=None, access_log=None, shutdown_timeout=1.0, handle_signals=True
        )

    async def _make_app(self) -> web.Application:
        app = web.Application(middlewares=[self._guard])
        page = Path(__file__).with_name("page.html").read_text(encoding="utf-8")
        self._page = jinja2.Environment(autoescape=True).from_string(page).render(title=self.title)
        app.add_routes(
            [
                web.get("/", self._index),
                web.get("/ws", self.handle_websocket),
                web.get("/download/{key}", self.handle_download),
                web.static("/static", self.statics_path),
            ]
        )
        app.on_shutdown.append(self._end_visits)
        return app

    @web.middleware
    async def _guard(self, request: web.Request, handler: Any) -> web.StreamResponse:
        if not may_ask(request.host, request.headers.get("Origin"), here_only=self._here_only):
            raise web.HTTPForbidden(text="Open this address itself: it answers no other site.\n")
        response: web.StreamResponse = await handler(request)
        return response

    async def _index(self, request: web.Request) -> web.Response:
        return web.Response(
            text=self._page,
            content_type="text/html",
            headers={
                "Content-Security-Policy": POLICY,
                "Cache-Control": "no-store",
                "X-Frame-Options": "DENY",
                "Referrer-Policy": "no-referrer",
            },
        )

    async def handle_websocket(self, request: web.Request) -> web.WebSocketResponse:
        """Start a process for this visitor and hand its screen and keys back and forth."""
        websocket = web.WebSocketResponse(heartbeat=15, max_msg_size=PASTE_BYTES)
        await websocket.prepare(request)
        visit = Visit(self._words, websocket, self.download_manager)
        self._visits.add(visit)
        self._sockets.add(websocket)
        try:
            await visit.start(_cells(request, "width", 80), _cells(request, "height", 24))
            await self._process_messages(websocket, visit)
        except (ValueError, KeyError, IndexError, TypeError, AssertionError):
            await websocket.close(message=b"That was not one of our messages.")
        finally:
            await visit.stop()
        return websocket

    async def _end_visits(self, _: web.Application) -> None:
        for visit in list(self._visits):
            await visit.stop()
        for websocket in list(self._sockets):
            await websocket.close(message=b"Playbook has ended.")


def _cells(request: web.Request, name: str, default: int) -> int:
    """Return the width or height that a browser names, in cells, in bounds."""
    try:
        return min(max(int(request.query[name]), 1), 1_000)
    except (KeyError, ValueError):
        return default
