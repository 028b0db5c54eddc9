"""One visitor of the browser's page: a process of their own, ended with the page."""

from __future__ import annotations

import asyncio
import contextlib

from aiohttp import web
from textual_serve.app_service import AppService
from textual_serve.download_manager import DownloadManager

END_SECONDS = 5.0
"""How long a process may take to save and leave before it is ended."""


class Visit(AppService):
    """A process that runs the screens for one page in a browser."""

    def __init__(
        self, words: list[str], websocket: web.WebSocketResponse, downloads: DownloadManager
    ) -> None:
        super().__init__(
            "",
            write_bytes=websocket.send_bytes,
            write_str=websocket.send_str,
            close=self._close,
            download_manager=downloads,
        )
        self._words = words
        self._websocket = websocket
        self._said = bytearray()

    async def _close(self) -> None:
        await self._websocket.close()

    def _build_environment(self, width: int = 80, height: int = 24) -> dict[str, str]:
        """Return the environment of the process: a browser shows colours and every letter, whatever this shell does."""
        environment = super()._build_environment(width, height)
        for name in ("NO_COLOR", "LINES"):
            environment.pop(name, None)
        return {**environment, "TEXTUAL_DRIVER": "tui.web_driver:VisitDriver", "PYTHONUTF8": "1"}

    async def _open_app_process(self, width: int = 80, height: int = 24) -> asyncio.subprocess.Process:
        """Start the process, without a shell in between."""
        process = await asyncio.create_subprocess_exec(
            *self._words,
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
            env=self._build_environment(width, height),
        )
        self._process, self._stdin = process, process.stdin
        return process

    async def run(self) -> None:
        """Hand the screen on until the process has left, then close the page's socket."""
        try:
            await self._hand_on()
        finally:
            with contextlib.suppress(ConnectionError, RuntimeError):
                await self._close()

    async def _hand_on(self) -> None:
        assert self._process is not None and self._process.stdout is not None
        assert self._process.stderr is not None
        stdout = self._process.stdout
        reading = asyncio.create_task(self._read_errors(self._process.stderr))
        try:
            while (line := await stdout.readline()) != b"__GANGLION__\n":
                if not line:
                    break
            while True:
                kind, size = await stdout.readexactly(1), await stdout.readexactly(4)
                payload = await stdout.readexactly(int.from_bytes(size, "big"))
                if kind == b"D":
                    await self.on_data(payload)
                elif kind == b"M":
                    await self.on_meta(payload)
                elif kind == b"P":
                    await self.on_packed(payload)
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        await reading
        if self._said and not self._websocket.closed:
            # It could not start, or fell over: what it says is for the person at the page.
            text = bytes(self._said[-4_000:]).replace(b"\n", b"\r\n")
            with contextlib.suppress(ConnectionError):
                await self.on_data(b"\x1b[?1049l\x1b[2J\x1b[H" + text)

    async def _read_errors(self, stderr: asyncio.StreamReader) -> None:
        while data := await stderr.read(4_096):
            self._said += data
            del self._said[:-64_000]

    async def stop(self) -> None:
        """Have the process save and leave; end it if it does not."""
        process, task = self._process, self._task
        if process is None or task is None:
            return
        await self._download_manager.cancel_app_downloads(app_service_id=self.app_service_id)
        if process.returncode is None:
            await self.send_meta({"type": "quit"})
        try:
            async with asyncio.timeout(END_SECONDS):
                await process.wait()
        except TimeoutError:
            with contextlib.suppress(ProcessLookupError):
                process.kill()
            await process.wait()
        await task
