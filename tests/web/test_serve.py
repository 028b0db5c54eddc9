"""`playbook serve` without a browser: who is let in, one process per visitor, all ended with Ctrl+C."""

from __future__ import annotations

import asyncio
import os
import re
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from urllib.parse import urlsplit

import aiohttp
import pytest

from playbook.web.server import PortTakenError, address_of, is_here, listen, may_ask
from tests.system.conftest import playbook
from tests.web.conftest import Serve, Served
from tests.web.visitor import Visitor


async def get(address: str, **headers: str) -> tuple[int, str]:
    async with aiohttp.ClientSession() as session, session.get(address, headers=headers) as answer:
        return answer.status, await answer.text()


async def leaves(served: Served, count: int) -> None:
    """Wait until so many visitors are left."""
    end = time.monotonic() + 60
    while len(served.visitors) != count and time.monotonic() < end:
        await asyncio.sleep(0.05)
    assert len(served.visitors) == count


# Who is let in


def test_only_this_machine_is_served_unless_told(serve: Serve) -> None:
    served = serve("--as", "lee")
    parts = urlsplit(served.address)
    assert parts.hostname == "127.0.0.1" and parts.port
    elsewhere = _own_address()
    if elsewhere:
        with pytest.raises(OSError), socket.create_connection((elsewhere, parts.port), timeout=5):
            pass
    code, said = served.interrupt()
    assert code == 0
    assert "nobody else reaches it. You are Lee Park there." in said
    assert "WARNING" not in said
    assert said.endswith("Ended, with every window.\n")


def _own_address() -> str | None:
    """Return an address of this machine that others could reach, without sending anything."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asking:
        try:
            asking.connect(("192.0.2.1", 9))
        except OSError:
            return None
        found: str = asking.getsockname()[0]
    return None if found.startswith("127.") else found


def test_with_a_host_the_danger_is_said(starter: Path, tmp_path: Path) -> None:
    with subprocess.Popen(
        playbook(
            "-C",
            starter,
            "--as",
            "lee",
            "--data",
            tmp_path / "d",
            "serve",
            "--host",
            "0.0.0.0",
            "--port",
            "0",
        ),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline().startswith("http://")
        process.send_signal(signal.SIGINT)
        said = process.communicate(timeout=60)[1]
    assert "WARNING: anyone who can reach that address acts as Lee Park, without a password" in said
    assert "not encrypted" in said


async def test_another_site_cannot_open_a_socket_in_my_browser(serve: Serve) -> None:
    served = serve("--as", "lee")
    with pytest.raises(aiohttp.WSServerHandshakeError) as refused:
        async with Visitor(served.address, Origin="https://evil.example"):
            pass
    assert refused.value.status == 403
    status, _ = await get(served.address, Host="evil.example")
    assert status == 403
    async with Visitor(served.address, Origin=served.address.rstrip("/")) as mine:
        await mine.sees("Nothing is due, Lee")


@pytest.mark.parametrize(
    ("host", "origin", "here_only", "may"),
    [
        ("127.0.0.1:8137", None, True, True),
        ("localhost:9000", "http://localhost:9000", True, True),
        ("[::1]:8137", "http://[::1]:8137", True, True),
        ("Localhost:8137", "http://localhost:8137", True, True),
        ("127.0.0.1:8137", "http://127.0.0.1:9999", True, False),
        ("127.0.0.1:8137", "null", True, False),
        ("rebound.example:8137", None, True, False),
        ("rebound.example:8137", "http://rebound.example:8137", True, False),
        ("192.168.1.5:8137", "http://192.168.1.5:8137", False, True),
        ("192.168.1.5:8137", "https://evil.example", False, False),
        ("127.0.0.1.evil.example", None, True, False),
        ("[::1", None, True, False),
        ("", None, True, False),
    ],
)
def test_who_may_ask(host: str, origin: str | None, here_only: bool, may: bool) -> None:
    assert may_ask(host, origin, here_only=here_only) is may


@pytest.mark.parametrize(
    ("host", "here"),
    [
        ("127.0.0.1", True),
        ("127.9.9.9", True),
        ("::1", True),
        ("localhost", True),
        ("a.localhost", True),
        ("0.0.0.0", False),
        ("::", False),
        ("10.0.0.1", False),
        ("localhost.evil.example", False),
        ("", False),
    ],
)
def test_what_is_here(host: str, here: bool) -> None:
    assert is_here(host) is here


# The address


def test_both_of_this_machines_addresses_with_one_port() -> None:
    sockets = listen("", 0)
    try:
        ports = {one.getsockname()[1] for one in sockets}
        assert len(ports) == 1
        assert address_of(sockets[0]) == f"http://127.0.0.1:{ports.pop()}/"
        assert [one.getsockname()[0] for one in sockets] in (["127.0.0.1"], ["127.0.0.1", "::1"])
    finally:
        for one in sockets:
            one.close()


def test_a_port_that_is_taken_is_said_with_another_one(starter: Path, tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        done = subprocess.run(
            playbook("-C", starter, "--as", "lee", "--data", tmp_path / "d", "serve", "--port", str(port)),
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
        )
    assert done.returncode == 2
    assert f"127.0.0.1:{port} cannot be opened: Address already in use." in done.stderr
    assert f"playbook serve --port {port + 1}" in done.stderr
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize("host", ["no.such.host.invalid", "a" * 80, "256.1.1.1"])
def test_an_address_that_is_nobodys_is_a_sentence(host: str) -> None:
    with pytest.raises(PortTakenError, match="cannot be opened"):
        listen(host, 0)


@pytest.mark.parametrize("port", ["65536", "-1", "http", "8137.5", "²"])
def test_what_is_no_port_is_said(port: str, capsys: pytest.CaptureFixture[str]) -> None:
    from playbook.cli.main import main

    assert main(["serve", f"--port={port}"]) == 2
    assert f"“{port}” is not a port" in capsys.readouterr().err


def test_without_the_extra_it_says_how_to_install(starter: Path, tmp_path: Path) -> None:
    program = (
        "import sys; sys.modules['textual_serve'] = None; sys.modules['textual_serve.server'] = None\n"
        "from playbook.cli.main import main; sys.exit(main(sys.argv[1:]))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, "-C", starter, "--as", "lee", "--data", tmp_path / "d", "serve"],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert (done.returncode, done.stdout) == (2, "")
    assert "pip install 'playbook[web]'" in done.stderr
    assert "pipx inject playbook textual-serve" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_folder_without_a_playbook_is_said_before_anything_is_served(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    done = subprocess.run(
        playbook("-C", tmp_path / "empty", "--data", tmp_path / "d", "serve", "--port", "0"),
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == 2
    assert "is not in a git repository. Open a playbook's folder with -C" in done.stderr
    assert done.stdout == ""


# The page


async def test_the_page_asks_nothing_of_anybody_else(serve: Serve) -> None:
    served = serve("--as", "lee")
    async with aiohttp.ClientSession() as session, session.get(served.address) as answer:
        page = await answer.text()
        assert answer.headers["Content-Security-Policy"].startswith("default-src 'none'")
        assert answer.headers["X-Frame-Options"] == "DENY"
    assert not re.search(r"(?:src|href|url)\W{1,3}(?:https?:)?//", page)
    assert "<title>Playbook: Fernyard</title>" in page
    loaded = re.findall(r"[\"'](/static/[^\"']+)", page)
    assert len(loaded) == 4
    for path in loaded:
        assert (await get(served.address.rstrip("/") + path))[0] == 200 if not path.endswith(".ttf") else True


async def test_a_playbooks_name_is_text_in_the_page(starter: Path, serve: Serve) -> None:
    settings = starter / "playbook.toml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(
        re.sub('(?m)^name = ".*"', "name = '<script>alert(1)</script>'", text, count=1), encoding="utf-8"
    )
    _, page = await get(serve("--as", "lee").address)
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)" in page


async def test_nothing_but_the_page_is_given_out(serve: Serve) -> None:
    address = serve("--as", "lee").address
    for path in ("static/", "static/%2e%2e/server.py", "playbook.toml", "download/none"):
        assert (await get(address + path))[0] in (403, 404)


# Visitors


async def test_each_visitor_has_a_process_that_ends_with_the_page(serve: Serve) -> None:
    served = serve("--as", "lee")
    assert served.visitors == []
    async with Visitor(served.address) as one, Visitor(served.address) as two:
        await one.sees("Nothing is due, Lee")
        await two.sees("Nothing is due, Lee")
        assert len(served.visitors) == 2
        await one.press("2")
        await one.sees("Demo-request callback")
        assert "Demo-request callback" not in two.text
    await leaves(served, 0)


async def test_ctrl_c_ends_every_window_at_once(serve: Serve) -> None:
    served = serve("--as", "lee")
    async with Visitor(served.address) as one, Visitor(served.address) as two:
        await one.sees("Nothing is due")
        await two.sees("Nothing is due")
        pids = served.visitors
        start = time.monotonic()
        code, said = await asyncio.to_thread(served.interrupt)
        assert (code, time.monotonic() - start < 60) == (0, True)
        first, last = said.splitlines()
        assert (first[:17], last) == ("Open that address", "Ended, with every window.")
        assert await one.is_closed()
        assert await two.is_closed()
    for pid in pids:
        with pytest.raises(ProcessLookupError):
            os.kill(pid, 0)


async def test_quitting_inside_ends_that_visit_alone(serve: Serve) -> None:
    served = serve("--as", "lee")
    async with Visitor(served.address) as one, Visitor(served.address) as two:
        await one.sees("Nothing is due")
        await two.sees("Nothing is due")
        await one.press("\x11")
        assert await one.is_closed()
        await leaves(served, 1)
        await two.press("2")
        await two.sees("Demo-request callback")


async def test_a_process_that_dies_closes_its_page(serve: Serve) -> None:
    served = serve("--as", "lee")
    async with Visitor(served.address) as one:
        await one.sees("Nothing is due")
        os.kill(served.visitors[0], signal.SIGKILL)
        assert await one.is_closed()
    async with Visitor(served.address) as again:
        await again.sees("Nothing is due")


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="no /proc: a process cannot be watched here")
async def test_no_process_outlives_a_server_that_was_killed(serve: Serve) -> None:
    served = serve("--as", "lee")
    async with Visitor(served.address) as one:
        await one.sees("Nothing is due")
        (pid,) = served.visitors
        served.process.kill()
        assert await one.is_closed()
    end = time.monotonic() + 60
    while Path(f"/proc/{pid}").exists() and time.monotonic() < end:
        await asyncio.sleep(0.05)
    assert not Path(f"/proc/{pid}").exists()


async def test_what_keeps_it_from_starting_is_said_in_the_page(starter: Path, serve: Serve) -> None:
    served = serve("--as", "lee")
    (starter / "playbook.toml").write_text("[playbook\n", encoding="utf-8")
    async with Visitor(served.address) as one:
        assert await one.is_closed()
        assert "playbook.toml" in one.text
        assert "Traceback" not in one.text


async def test_what_is_no_message_of_the_page_ends_that_visit_alone(serve: Serve) -> None:
    served = serve("--as", "lee")
    for nonsense in ("{", "[]", '["resize", {}]', '["stdin"]', "{}", "12", '["resize", 3]'):
        async with Visitor(served.address) as one:
            await one.sees("Nothing is due")
            await one.socket.send_str(nonsense)
            assert await one.is_closed()
    await leaves(served, 0)
    async with Visitor(served.address) as one:
        await one.sees("Nothing is due")
    assert served.process.poll() is None


# What is handed on


async def test_person_playbook_and_data_are_those_of_the_shell(serve: Serve, tmp_path: Path) -> None:
    served = serve("--as", "dana", "--data", str(tmp_path / "other data"))
    async with Visitor(served.address) as dana:
        await dana.sees("3 Desk", "New")
        await dana.press("\x11")
        await dana.is_closed()
    assert (tmp_path / "other data" / "device.json").exists()
    assert not (tmp_path / "data").exists()


async def test_colours_and_letters_do_not_depend_on_the_shell(
    serve: Serve, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("LANG", "C")
    monkeypatch.setenv("LC_ALL", "C")
    monkeypatch.setenv("TERM", "dumb")
    served = serve("--as", "lee")
    async with Visitor(served.address) as lee:
        await lee.sees("Nothing is due, Lee")
        assert {cell.bg for row in lee.screen.buffer.values() for cell in row.values()} - {"default"}
        await lee.press("2")
        await lee.sees("Demo-request callback", "⏎")


async def test_an_editor_cannot_be_opened_in_a_browser_and_says_so(serve: Serve) -> None:
    served = serve("--as", "lee")
    async with Visitor(served.address) as lee:
        await lee.sees("Nothing is due, Lee")
        await lee.press("2")
        await lee.sees("Demo-request callback")
        await lee.press("e")
        await lee.sees("A browser has no editor", "is edited in a terminal", "idea")


async def test_five_megabytes_are_pasted_without_losing_the_page(serve: Serve) -> None:
    served = serve("--as", "lee")
    async with Visitor(served.address) as lee:
        await lee.sees("Nothing is due, Lee")
        await lee.press("/")
        await lee.sees("Find anything")
        await lee.press("\x1b[200~" + "price " * 900_000 + "\x1b[201~")
        await lee.sees("price price", "Price conversation")
        await lee.press("\x1b")
        await lee.sees("Nothing is due, Lee")
        await lee.press("2")
        await lee.sees("Demo-request callback")
