"""A visitor without a browser: the page's socket, its screen kept by a terminal emulator."""

from __future__ import annotations

import asyncio
import contextlib
from types import TracebackType
from typing import Self

import aiohttp
import pyte

PATIENCE = 60.0


class Visitor:
    """Speaks as the page does."""

    def __init__(self, address: str, **headers: str) -> None:
        self._address = address
        self._headers = headers
        self.screen = pyte.Screen(100, 30)
        self._stream = pyte.ByteStream(self.screen)

    async def __aenter__(self) -> Self:
        self._session = aiohttp.ClientSession()
        try:
            self.socket = await self._session.ws_connect(
                f"{self._address}ws?width=100&height=30", headers=self._headers, max_msg_size=0
            )
        except aiohttp.ClientError:
            await self._session.close()
            raise
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with contextlib.suppress(ConnectionError):
            await self.socket.close()
        await self._session.close()

    @property
    def text(self) -> str:
        """What is on the terminal."""
        return "\n".join(line.rstrip() for line in self.screen.display)

    async def press(self, data: str) -> None:
        """Send what keys send."""
        await self.socket.send_json(["stdin", data])

    async def sees(self, *texts: str) -> str:
        """Wait until all `texts` are on the terminal."""
        try:
            async with asyncio.timeout(PATIENCE):
                while not all(text in self.text for text in texts):
                    if not await self._one():
                        break
        except TimeoutError:
            pass
        missing = [text for text in texts if text not in self.text]
        assert not missing, f"{missing} not in\n{self.text}"
        return self.text

    async def is_closed(self) -> bool:
        """Wait until the other side has closed the socket; what comes before is shown."""
        async with asyncio.timeout(PATIENCE):
            while await self._one():
                pass
        return self.socket.closed

    async def _one(self) -> bool:
        message = await self.socket.receive()
        if message.type is aiohttp.WSMsgType.BINARY:
            self._stream.feed(message.data)
        return message.type in (aiohttp.WSMsgType.BINARY, aiohttp.WSMsgType.TEXT)
