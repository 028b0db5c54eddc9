"""A real headless Chromium for tests, driven over the DevTools protocol: keys in, text and pictures out."""

from __future__ import annotations

import asyncio
import base64
import json
import os
import shutil
import signal
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, Self
from urllib.parse import parse_qs, urlsplit

import aiohttp
import pyte

from tests.web.keys import Stroke, stroke

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
PATIENCE = 60.0


def installed() -> str | None:
    """Return the browser's program; `PLAYBOOK_BROWSER` goes first."""
    return os.environ.get("PLAYBOOK_BROWSER") or next(
        (found for name in NAMES if (found := shutil.which(name))), None
    )


class Browser:
    """Chromium without a window, that knows no other machine than this one."""

    def __init__(self, program: str, profile: Path, *, width: int = 1180, height: int = 800) -> None:
        self._command = [
            program,
            "--headless=new",
            "--no-first-run",
            "--no-default-browser-check",
            "--disable-gpu",
            "--disable-dev-shm-usage",
            "--disable-background-networking",
            "--disable-component-update",
            "--remote-debugging-port=0",
            "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1",
            f"--user-data-dir={profile}",
            f"--window-size={width},{height}",
            *(["--no-sandbox"] if os.geteuid() == 0 else []),
            "about:blank",
        ]
        self._profile = profile

    async def __aenter__(self) -> Self:
        self._process = await asyncio.create_subprocess_exec(
            *self._command,
            stdout=asyncio.subprocess.DEVNULL,
            stderr=asyncio.subprocess.DEVNULL,
            start_new_session=True,
        )
        self._session = aiohttp.ClientSession()
        said = self._profile / "DevToolsActivePort"
        end = time.monotonic() + PATIENCE
        while not (said.exists() and len(said.read_text().splitlines()) > 1):
            if self._process.returncode is not None or time.monotonic() > end:
                await self.__aexit__()
                raise AssertionError(f"{self._command[0]} did not start ({self._process.returncode})")
            await asyncio.sleep(0.05)
        self._address = f"http://127.0.0.1:{said.read_text().splitlines()[0]}"
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._session.close()
        if self._process.returncode is None:
            os.killpg(self._process.pid, signal.SIGKILL)
        await self._process.wait()

    async def page(self, address: str) -> Page:
        """Open a page in a tab of its own."""
        async with self._session.put(f"{self._address}/json/new?about:blank") as answer:
            target = await answer.json()
        socket = await self._session.ws_connect(target["webSocketDebuggerUrl"], max_msg_size=0)
        page = Page(socket)
        await page.open(address)
        return page


class Page:
    """A tab with Playbook in it: what is on the terminal, what was asked of whom, and keys."""

    def __init__(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        self._socket = socket
        self._answers: dict[int, asyncio.Future[dict[str, Any]]] = {}
        self._count = 0
        self._changed = asyncio.Event()
        self._reading = asyncio.create_task(self._read())
        self.screen = pyte.Screen(80, 24)
        self._stream = pyte.ByteStream(self.screen)
        self.asked: list[str] = []
        """Every address that the page asked for."""
        self.complaints: list[str] = []
        """Errors of the page's scripts and of its security policy."""
        self.sockets_open = 0

    # The protocol

    async def do(self, method: str, **parameters: Any) -> dict[str, Any]:
        """Send a command and return its result."""
        self._count += 1
        answer = self._answers[self._count] = asyncio.get_running_loop().create_future()
        await self._socket.send_json({"id": self._count, "method": method, "params": parameters})
        async with asyncio.timeout(PATIENCE):
            said = await answer
        if "error" in said:
            raise AssertionError(f"{method}: {said['error']}")
        result: dict[str, Any] = said["result"]
        return result

    async def _read(self) -> None:
        async for message in self._socket:
            said = json.loads(message.data)
            if "id" in said:
                self._answers.pop(said["id"]).set_result(said)
            else:
                self._notice(said["method"], said["params"])
            self._changed.set()

    def _notice(self, method: str, told: dict[str, Any]) -> None:
        if method == "Network.requestWillBeSent":
            self.asked.append(told["request"]["url"])
        elif method == "Network.webSocketCreated":
            self.asked.append(told["url"])
            self.sockets_open += 1
            query = parse_qs(urlsplit(told["url"]).query)
            self.screen.resize(int(query["height"][0]), int(query["width"][0]))
            self.screen.reset()
        elif method == "Network.webSocketClosed":
            self.sockets_open -= 1
        elif method == "Network.webSocketFrameReceived" and told["response"]["opcode"] == 2:
            self._stream.feed(base64.b64decode(told["response"]["payloadData"]))
        elif method == "Network.webSocketFrameSent" and told["response"]["payloadData"].startswith(
            '["resize"'
        ):
            size = json.loads(told["response"]["payloadData"])[1]
            self.screen.resize(size["height"], size["width"])
        elif method == "Runtime.exceptionThrown":
            self.complaints.append(str(told["exceptionDetails"]))
        elif method == "Log.entryAdded" and told["entry"]["level"] == "error":
            self.complaints.append(told["entry"]["text"])

    async def open(self, address: str) -> None:
        """Go to an address."""
        for domain in ("Network", "Page", "Runtime", "Log"):
            await self.do(f"{domain}.enable")
        await self.do("Page.navigate", url=address)

    async def run(self, script: str) -> Any:
        """Return what a script of the page gives."""
        said = await self.do("Runtime.evaluate", expression=script, returnByValue=True, awaitPromise=True)
        if "exceptionDetails" in said:
            raise AssertionError(said["exceptionDetails"])
        return said["result"].get("value")

    # Reading

    @property
    def text(self) -> str:
        """What is on the terminal."""
        return "\n".join(line.rstrip() for line in self.screen.display)

    async def sees(self, *texts: str) -> str:
        """Wait until all `texts` are on the terminal."""
        await self._until(
            lambda: all(text in self.text for text in texts), lambda: f"{texts} in\n{self.text}"
        )
        return self.text

    async def sees_no(self, text: str) -> None:
        """Wait until `text` has left the terminal."""
        await self._until(lambda: text not in self.text, lambda: f"no {text!r} in\n{self.text}")

    async def shows(self, script: str, expected: Any = True) -> None:
        """Wait until a script of the page gives what is expected; it may fail while the page is being loaded."""
        end = time.monotonic() + PATIENCE
        given: Any = None
        while given is None or given != expected:
            if time.monotonic() > end:
                raise AssertionError(f"{script} gives {given!r}, not {expected!r}")
            try:
                given = await self.run(script)
            except AssertionError as error:
                given = error
            await asyncio.sleep(0.05)

    async def _until(self, holds: Callable[[], bool], what: Callable[[], str]) -> None:
        end = time.monotonic() + PATIENCE
        while not holds():
            self._changed.clear()
            try:
                async with asyncio.timeout(end - time.monotonic()):
                    await self._changed.wait()
            except TimeoutError:
                raise AssertionError(f"waited in vain for {what()}") from None

    async def settle(self, quiet: float = 0.3) -> None:
        """Wait until the terminal has been still for `quiet` seconds."""
        end = time.monotonic() + PATIENCE
        before = ""
        while before != self.text and time.monotonic() < end:
            before = self.text
            await asyncio.sleep(quiet)

    async def picture(self, file: Path) -> None:
        """Write what a person would see as a PNG."""
        await self.settle()
        said = await self.do("Page.captureScreenshot", format="png")
        file.write_bytes(base64.b64decode(said["data"]))

    # Doing

    async def press(self, *names: str) -> None:
        """Press keys by name (`enter`, `f4`, `1`)."""
        for name in names:
            await self._stroke(stroke(name))

    async def type(self, text: str) -> None:
        """Type text, a key at a time; what no key types comes as an input method gives it."""
        for character in text:
            if character.isascii():
                await self._stroke(stroke(character))
            else:
                await self.do("Input.insertText", text=character)

    async def _stroke(self, one: Stroke) -> None:
        parameters = {
            "key": one.key,
            "code": one.code,
            "windowsVirtualKeyCode": one.number,
            "modifiers": one.modifiers,
        }
        typed = {"text": one.text} if one.text else {}
        await self.do(
            "Input.dispatchKeyEvent", type="keyDown" if one.text else "rawKeyDown", **parameters, **typed
        )
        await self.do("Input.dispatchKeyEvent", type="keyUp", **parameters)

    async def click(self, x: float, y: float) -> None:
        """Click at a place of the page, in pixels."""
        for kind in ("mousePressed", "mouseReleased"):
            await self.do("Input.dispatchMouseEvent", type=kind, x=x, y=y, button="left", clickCount=1)

    async def resize(self, width: int, height: int) -> None:
        """Make the window another size, in pixels."""
        await self.do(
            "Emulation.setDeviceMetricsOverride",
            width=width,
            height=height,
            deviceScaleFactor=1,
            mobile=False,
        )

    async def close(self) -> None:
        """Close the tab."""
        await self.do("Page.close")
        await self._reading
